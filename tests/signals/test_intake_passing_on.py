"""A signal goes to somebody else: a colleague, another queue, or away from who knows the person or address."""

from uuid import uuid4

import pytest
from django.utils.translation import gettext as _

from network.cast import Cast
from signals.models import Signal
from signals.rules.lifecycle import Route, Verb
from signals.rules.safety import RegimeAnswer, Safety
from tests.signals.heard import heard
from tests.signals.life import filed, taken_up
from tests.signals.team import address, detail_of, listed, moves_of, page_of, send, signed_in


def owner_of(signal: Signal):
    signal.refresh_from_db()
    return signal.owner


# ---- colleagues ----------------------------------------------------------------------------------
def test_taking_over_needs_a_reason(cast: Cast) -> None:
    signal = taken_up(filed(cast.sanne), cast.bea)
    assert send(cast.omar, "take_over", signal, reason="").status_code == 422
    assert owner_of(signal) == cast.bea


def test_taking_over_is_logged_and_told(cast: Cast) -> None:
    signal = taken_up(filed(cast.sanne), cast.bea)
    send(cast.omar, "take_over", signal, reason="Bea is ziek.")
    assert owner_of(signal) == cast.omar
    assert detail_of(signal, Verb.TAKE_OVER) == "Bea is ziek."
    assert "claim_taken_over" in heard(cast.bea)


def test_taking_over_is_not_offered_for_what_nobody_has(cast: Cast) -> None:
    signal = filed(cast.sanne)
    assert address("take_over", signal) not in page_of(cast.omar, signal)


def test_passing_on_to_a_colleague(cast: Cast) -> None:
    signal = taken_up(filed(cast.sanne), cast.omar)
    send(cast.omar, "pass_on", signal, to=cast.joris.pk, reason="Dit is zorg.")
    assert owner_of(signal) == cast.joris
    assert "claim_passed_on" in heard(cast.joris)


@pytest.mark.parametrize("who", ["sanne", "ilse", "dirk", "paul"])
def test_passing_on_to_somebody_outside_the_queue_cannot_be_chosen(cast: Cast, who: str) -> None:
    signal = taken_up(filed(cast.sanne), cast.omar)
    assert send(cast.omar, "pass_on", signal, to=cast[who].pk, reason="Kijk eens.").status_code == 422
    assert owner_of(signal) == cast.omar


def test_a_colleague_the_reporter_keeps_out_cannot_be_chosen(cast: Cast) -> None:
    signal = taken_up(filed(cast.sanne, excluded=frozenset({cast.bea.pk})), cast.omar)
    assert "Bea Schouten" not in page_of(cast.omar, signal, "pass_on")
    assert send(cast.omar, "pass_on", signal, to=cast.bea.pk, reason="Kijk eens.").status_code == 422


def test_passing_on_twice_by_one_press_is_no_conflict(cast: Cast) -> None:
    signal = taken_up(filed(cast.sanne), cast.omar)
    signal.refresh_from_db()
    given = {"version": signal.version, "key": uuid4(), "to": cast.joris.pk, "reason": "Dit is zorg."}
    answers = [signed_in(cast.omar).post(address("pass_on", signal), given) for _press in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert moves_of(signal, Verb.PASS_ON) == 1


# ---- who knows somebody --------------------------------------------------------------------------
def test_who_steps_aside_does_not_see_it_any_more(cast: Cast) -> None:
    signal = filed(cast.sanne)
    answer = send(cast.bea, "step_aside", signal)
    assert answer["Location"] == "/werkvoorraad/"
    assert listed(cast.bea) == []
    assert signed_in(cast.bea).get(address("team_detail", signal)).status_code == 404


def test_whoever_steps_aside_leaves_it_free_for_the_others(cast: Cast) -> None:
    signal = taken_up(filed(cast.sanne), cast.bea)
    send(cast.bea, "step_aside", signal)
    assert owner_of(signal) is None
    assert listed(cast.omar, owner="free") == [signal.reference]


def test_stepping_aside_twice_by_one_press_goes_to_the_queue(cast: Cast) -> None:
    signal = filed(cast.sanne)
    given = {"version": signal.version, "key": uuid4()}
    answers = [signed_in(cast.bea).post(address("step_aside", signal), given) for _press in range(2)]
    assert [answer["Location"] for answer in answers] == ["/werkvoorraad/", "/werkvoorraad/"]


# ---- other queues --------------------------------------------------------------------------------
def test_the_attention_officer_hands_it_to_the_team(cast: Cast) -> None:
    signal = filed(cast.sanne, safety=Safety.VICTIM, themes=[cast.themes["T04"]])
    answer = send(cast.aicha, "route", signal, route="team", reason="Er is geen slachtoffer.")
    assert answer["Location"] == "/werkvoorraad/"
    assert listed(cast.omar) == [signal.reference]
    assert listed(cast.aicha) == []


def test_a_move_to_another_queue_needs_a_reason(cast: Cast) -> None:
    signal = filed(cast.sanne)
    assert send(cast.omar, "route", signal, route="integrity", reason="").status_code == 422
    signal.refresh_from_db()
    assert signal.route == Route.TEAM


# ---- a closed law --------------------------------------------------------------------------------
@pytest.fixture
def restricted(cast: Cast) -> Signal:
    return filed(cast.bram, regime="investigation", regime_answer=RegimeAnswer.UNKNOWN)


@pytest.mark.parametrize("who", ["omar", "fatma"])
def test_coordinator_or_privacy_officer_lets_the_team_see_it(cast: Cast, restricted: Signal, who: str) -> None:
    send(cast[who], "regime", restricted, allowed="yes", reason="Gezien als toezichthouder.")
    assert listed(cast.bea) == [restricted.reference]


def test_a_no_keeps_it_where_it_is(cast: Cast, restricted: Signal) -> None:
    send(cast.fatma, "regime", restricted, allowed="no", reason="Het is een politiegegeven.")
    assert listed(cast.bea) == []
    assert detail_of(restricted, Verb.DECIDE_REGIME) == "Het is een politiegegeven."


def test_it_cannot_be_moved_around_the_decision(cast: Cast, restricted: Signal) -> None:
    assert address("route", restricted) not in page_of(cast.omar, restricted)


def test_the_decision_is_the_first_thing_on_the_page(cast: Cast, restricted: Signal) -> None:
    page = page_of(cast.fatma, restricted)
    assert str(_("May the team see this?")) in page
    assert address("claim", restricted) not in page
