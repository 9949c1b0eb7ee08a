"""Whoever decides from the screen of a meeting comes back to it; from anywhere else to the signal."""

import pytest
from django.test import Client
from django.utils.html import escape

from network.cast import Cast
from signals.demo.weighing import bring_to
from signals.models import Signal
from tests.signals.approaching import GOAL, in_approach
from tests.signals.front_door import at
from tests.signals.life import filed, taken_up
from tests.signals.team import signed_in

SCREEN = "/signaaloverleg/K7QM-3TXP-Z/nu/?punt=K7QM-3TXP-Z&open=1"
ANSWERS = {"verdict": "coded", "q_source": "B", "q_information": "2"}


@pytest.fixture
def signal(cast: Cast) -> Signal:
    found = taken_up(filed(cast.sanne), cast.omar)
    bring_to(found, "weighing", by=cast.omar)
    return found


def answered(client: Client, signal: Signal) -> str:
    signal.refresh_from_db()
    sent = client.post(at("weighing", signal, "source-code"), {"version": signal.version, **ANSWERS})
    return str(sent["Location"])


def test_from_the_screen_of_a_meeting_i_come_back_to_it(cast: Cast, signal: Signal) -> None:
    client = signed_in(cast.omar)
    client.get(at("weighing", signal, "source-code"), {"terug": SCREEN})
    assert answered(client, signal) == SCREEN


def test_once_back_the_next_move_leads_to_the_signal(cast: Cast, signal: Signal) -> None:
    client = signed_in(cast.omar)
    client.get(at("weighing", signal, "source-code"), {"terug": SCREEN})
    answered(client, signal)
    assert answered(client, signal) == at("team_detail", signal)


def test_whoever_came_another_way_since_goes_to_the_signal(cast: Cast, signal: Signal) -> None:
    client = signed_in(cast.omar)
    client.get(at("weighing", signal, "source-code"), {"terug": SCREEN})
    client.get(at("weighing", signal, "source-code"))
    assert answered(client, signal) == at("team_detail", signal)


@pytest.mark.parametrize(
    "address",
    [
        "https://elders.example/",
        "//elders.example/",
        "/uitloggen/",
        "/signaaloverleg/../uitloggen/",
        "/signaaloverleg/\r\nLocation: /uitloggen/",
        "javascript:1",
    ],
)
def test_nobody_is_led_elsewhere(cast: Cast, signal: Signal, address: str) -> None:
    client = signed_in(cast.omar)
    client.get(at("weighing", signal, "source-code"), {"terug": address})
    assert answered(client, signal) == at("team_detail", signal)


def test_whoever_plans_from_a_meeting_keeps_the_way_back_while_planning(cast: Cast) -> None:
    signal, client = in_approach(cast), signed_in(cast.omar)
    client.get(at("approach", signal), {"terug": SCREEN})
    done = client.post(at("approach_goal", signal), {"version": signal.version, "goal": GOAL})
    assert escape(SCREEN) in client.get(done["Location"]).content.decode()


def test_whoever_opens_the_plan_another_way_since_goes_back_to_the_signal(cast: Cast) -> None:
    signal, client = in_approach(cast), signed_in(cast.omar)
    client.get(at("approach", signal), {"terug": SCREEN})
    assert client.get(at("approach", signal)).context["meeting"] == ""


@pytest.mark.parametrize(("door", "code"), [("weighing", "source-code"), ("go_on", "keep_locked")])
def test_whoever_decides_nothing_goes_back_to_the_screen_and_not_past_the_signal(
    cast: Cast, signal: Signal, door: str, code: str
) -> None:
    client = signed_in(cast.omar)
    shown = client.get(at(door, signal, code), {"terug": SCREEN}).content.decode()
    assert f'href="{escape(SCREEN)}"' in shown
    assert "Terug naar het signaal" not in shown
