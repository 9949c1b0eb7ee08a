"""The team asks for a privacy check, the privacy officer decides, and what it came to stands in the findings."""

from __future__ import annotations

import pytest

from network.cast import Cast
from signals.actions.checks import ask_check, decide_check, withdraw_check
from signals.actions.working import NotAllowed, NotYet, WrongMoment
from signals.models import Signal
from signals.protocols import facts_of
from signals.rules.protocol import CheckOn
from tests.signals.life import filed, taken_up
from tests.signals.researching import ANSWERS, asked, decided, in_research, source

pytestmark = pytest.mark.django_db


@pytest.fixture
def signal(cast: Cast) -> Signal:
    return in_research(cast)


def test_a_check_that_was_asked_waits(signal: Signal, cast: Cast) -> None:
    asked(signal, cast)
    assert facts_of(signal)["check-1"] == "waiting"


def test_one_that_is_allowed_is_enough(signal: Signal, cast: Cast) -> None:
    first, second = asked(signal, cast), asked(signal, cast, "Vergunningen")
    decided(first, cast)
    assert facts_of(signal)["check-1"] == "waiting"
    decided(second, cast, allowed=False)
    assert facts_of(signal)["check-1"] == "allowed"


def test_when_all_are_refused_it_is_refused(signal: Signal, cast: Cast) -> None:
    decided(asked(signal, cast), cast, allowed=False)
    assert facts_of(signal)["check-1"] == "refused"


def test_asking_again_makes_a_new_one(signal: Signal, cast: Cast) -> None:
    decided(asked(signal, cast), cast, allowed=False)
    decided(asked(signal, cast), cast)
    assert list(signal.checks.order_by("pk").values_list("verdict", flat=True)) == ["refused", "allowed"]


def test_what_is_decided_is_not_decided_again(signal: Signal, cast: Cast) -> None:
    check = decided(asked(signal, cast), cast)
    with pytest.raises(WrongMoment):
        decided(check, cast, allowed=False)


def test_asking_twice_waits_for_the_first(signal: Signal, cast: Cast) -> None:
    asked(signal, cast)
    with pytest.raises(NotYet):
        asked(signal, cast)


def test_a_check_that_is_withdrawn_does_not_count(signal: Signal, cast: Cast) -> None:
    decided(asked(signal, cast), cast)
    withdraw_check(asked(signal, cast, "Vergunningen").uuid, by=cast.bea)
    assert facts_of(signal)["check-1"] == "allowed"


@pytest.mark.parametrize("person", ["omar", "bea", "hans", "ilse", "noor", "jasper"])
def test_nobody_decides_but_the_privacy_officer(signal: Signal, cast: Cast, person: str) -> None:
    check = asked(signal, cast)
    with pytest.raises(NotAllowed):
        decide_check(check.uuid, by=cast[person], allowed=True, answers=ANSWERS)


def test_without_a_purpose_nothing_is_asked(cast: Cast) -> None:
    signal = filed(cast.sanne)
    taken_up(signal, cast.omar)
    with pytest.raises(NotYet):
        asked(signal, cast)


def test_in_another_step_it_is_not_asked(signal: Signal, cast: Cast) -> None:
    with pytest.raises(NotYet):
        ask_check(
            signal.reference, by=cast.omar, on=CheckOn.DEPARTMENT, department=cast.department("VAS"), asked="Het adres."
        )


def test_a_protocol_without_this_check_has_no_such_moment(cast: Cast) -> None:
    signal = filed(cast.ilse)
    taken_up(signal, cast.wil)
    with pytest.raises(WrongMoment):
        ask_check(signal.reference, by=cast.wil, on=CheckOn.SOURCE, source=source(), asked="Wie wonen hier?")
