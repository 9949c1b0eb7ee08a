"""One page shows the approach in the order of the protocol, with what may be done now and why not yet."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import gettext as _

from network.cast import Cast
from signals.models import Plan, PlanAction, PrivacyCheck, Signal
from signals.models.assignment import Reply
from signals.protocols import facts_of
from tests.signals.approaching import (
    GOAL,
    NEEDS,
    WHAT,
    allowed,
    answered,
    in_approach,
    planned,
    sent,
    with_action,
    with_plan,
)
from tests.signals.life import filed, taken_up
from tests.signals.team import address, page_of, send, signed_in

QUERIES_AT_MOST = 40


def day_after(days: int, name: str) -> dict[str, int]:
    day = timezone.localdate() + timedelta(days=days)
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def action(cast: Cast, **more: object) -> dict[str, object]:
    return {
        "department": cast.department("VAS").pk,
        "what": WHAT,
        "text": NEEDS,
        "power": "",
        **day_after(7, "due_on"),
        **more,
    }


# ---- the order and the gates -----------------------------------------------------------------------------------------
def test_the_parts_stand_in_the_order_of_the_protocol(cast: Cast) -> None:
    page = page_of(cast.omar, in_approach(cast), "approach")
    places = [page.index(f'id="{part}"') for part in ("department", "meeting", "plan", "power", "monitoring")]
    assert places == sorted(places)


def test_the_department_that_leads_the_theme_stands_first(cast: Cast) -> None:
    page = page_of(cast.omar, in_approach(cast), "approach")
    choices = page.split('name="department"')[1].split("</select>")[0]
    first = choices.split("<option")[2]
    assert cast.department("VAS").name in first


def test_a_small_municipality_has_no_meeting_and_no_check_on_powers(cast: Cast) -> None:
    signal = in_approach(cast)
    Signal.objects.filter(pk=signal.pk).update(protocol_version="light-1")
    page = page_of(cast.omar, signal, "approach")
    assert 'id="plan"' in page
    assert 'id="meeting"' not in page
    assert 'id="power"' not in page


def test_before_its_step_nothing_can_be_done(cast: Cast) -> None:
    signal = taken_up(filed(cast.sanne), cast.omar)
    page = page_of(cast.omar, signal, "approach")
    assert _("This is not the step of the approach.") in page
    assert "<form" not in page.split("<main")[1].split("</main>")[0]
    assert send(cast.omar, "approach_goal", signal, goal=GOAL).status_code == 409
    assert not Plan.objects.exists()


def test_without_an_allowed_department_no_action_can_be_added(cast: Cast) -> None:
    signal = in_approach(cast)
    planned(signal, cast)
    assert "approach_add" not in page_of(cast.omar, signal, "approach")
    answer = send(cast.omar, "approach_add", signal, **action(cast))
    assert answer.status_code == 422
    assert not PlanAction.objects.exists()


# ---- what is sent from the page --------------------------------------------------------------------------------------
def test_the_privacy_officer_is_asked_which_data_with_which_department(cast: Cast) -> None:
    signal = in_approach(cast)
    vas = cast.department("VAS")
    answer = send(
        cast.omar, "approach_check", signal, department=vas.pk, shares=["place", "task"], why="Zij gaan kijken."
    )
    assert answer.status_code == 302
    assert PrivacyCheck.objects.get(signal=signal).department == vas
    page = page_of(cast.omar, signal, "approach")
    assert "Zij gaan kijken." in page
    assert _("Waits for the privacy officer") in page


def test_the_limits_of_the_privacy_officer_stand_beside_it(cast: Cast) -> None:
    signal = in_approach(cast)
    allowed(signal, cast)
    assert "Alleen het adres." in page_of(cast.omar, signal, "approach")


def test_a_plan_is_made_on_the_page(cast: Cast) -> None:
    signal = in_approach(cast)
    allowed(signal, cast)
    assert send(cast.omar, "approach_goal", signal, goal=GOAL).status_code == 302
    assert send(cast.bea, "approach_add", signal, **action(cast)).status_code == 302
    page = page_of(cast.omar, signal, "approach")
    assert GOAL in page
    assert WHAT in page
    assert facts_of(signal)["plan"] == "waiting"


def test_what_is_wrong_stands_at_its_place_with_what_was_typed(cast: Cast) -> None:
    signal = in_approach(cast)
    allowed(signal, cast)
    planned(signal, cast)
    answer = send(cast.omar, "approach_add", signal, **action(cast, what=""))
    assert answer.status_code == 422
    assert _("Write what you ask.") in answer.content.decode()
    assert NEEDS in answer.content.decode()


def test_a_stale_form_keeps_every_tick(cast: Cast) -> None:
    signal = in_approach(cast)
    vas = cast.department("VAS").pk
    given = {"department": vas, "shares": ["place", "task"], "why": "Zij gaan kijken.", "version": signal.version - 1}
    answer = send(cast.omar, "approach_check", signal, **given)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert page.count("checked") == 2
    assert "Zij gaan kijken." in page


def test_a_bsn_is_asked_about_before_it_goes_along(cast: Cast) -> None:
    signal = in_approach(cast)
    allowed(signal, cast)
    planned(signal, cast)
    answer = send(cast.omar, "approach_add", signal, **action(cast, text="Het gaat om 111222333."))
    assert answer.status_code == 422
    assert not PlanAction.objects.exists()


def test_the_answer_of_the_department_stands_in_the_plan(cast: Cast) -> None:
    signal, (row,) = with_plan(cast, "VAS")
    answered(sent(signal, row, cast), Reply.DECLINED, "Deze loods is niet van ons.")
    page = page_of(cast.omar, signal, "approach")
    assert "Deze loods is niet van ons." in page
    assert _("The department said no. Change the action, give it to another department, or drop it.") in page


def test_a_look_outside_the_year_is_asked_again(cast: Cast) -> None:
    signal = in_approach(cast)
    planned(signal, cast)
    assert send(cast.omar, "approach_plan_look", signal, **day_after(400, "look_on")).status_code == 422


def test_what_was_typed_about_an_action_that_left_meanwhile_is_kept(cast: Cast) -> None:
    signal, (row,) = with_plan(cast, "VAS")
    sent(signal, row, cast)
    answer = send(cast.omar, "approach_change", signal, **action(cast, action=row.uuid, what="", text="Bel eerst aan."))
    assert answer.status_code == 422
    assert "Bel eerst aan." in answer.content.decode()


# ---- who sees it -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["ilse", "dirk", "fatma", "sanne", "marijke"])
def test_who_does_not_work_on_it_sees_no_approach(cast: Cast, who: str) -> None:
    signal, _actions = with_plan(cast, "VAS")
    assert signed_in(cast[who]).get(address("approach", signal)).status_code == 404


def queries_of(client: Client, signal: Signal) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address("approach", signal)).status_code == 200
    return len(asked)


def test_the_page_costs_few_queries_however_long_the_plan(cast: Cast) -> None:
    signal, actions = with_plan(cast, "VAS", "BEL", "WON")
    sent(signal, actions[0], cast)
    omar = signed_in(cast.omar)
    short = queries_of(omar, signal)
    for _number in range(3):
        with_action(signal, cast)
    assert queries_of(omar, signal) == short <= QUERIES_AT_MOST
