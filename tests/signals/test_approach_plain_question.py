"""Where a plan waits for the check on a power, a plain question to a department takes no power along without it."""

from __future__ import annotations

import pytest

from network.cast import Cast
from network.models import Power
from signals.actions.assignment import Question, hand_over
from signals.actions.working import NotYet
from signals.models import HandOver, Signal
from tests.signals.approaching import NEEDS, WHAT, allowed, in_approach, power_of
from tests.signals.front_door import due_today
from tests.signals.team import send, words_of


@pytest.fixture
def signal(cast: Cast) -> Signal:
    """In the step of the approach; sharing with the department is allowed (2A)."""
    signal = in_approach(cast)
    allowed(signal, cast)
    return signal


def ask(cast: Cast, signal: Signal, power: Power | str) -> HandOver:
    question = Question(question=WHAT, text=NEEDS, due_on=signal.due_on, power=power)
    return hand_over(
        signal.reference, by=cast.omar, department=cast.department("VAS"), question=question, version=signal.version
    )


def refused(cast: Cast, signal: Signal, power: str) -> str:
    with pytest.raises(NotYet) as not_yet:
        ask(cast, signal, power)
    assert not HandOver.objects.exists()
    return " ".join(not_yet.value.missing)


def test_a_power_of_the_theme_waits_for_its_check(cast: Cast, signal: Signal) -> None:
    assert power_of(cast).name in refused(cast, signal, power_of(cast).name)


def test_with_that_check_it_goes_along(cast: Cast, signal: Signal) -> None:
    allowed(signal, cast, power=power_of(cast))
    assert ask(cast, signal, power_of(cast).name)


def test_a_check_that_was_refused_is_none(cast: Cast, signal: Signal) -> None:
    allowed(signal, cast, power=power_of(cast), yes=False)
    assert refused(cast, signal, power_of(cast).name)


def test_a_power_that_somebody_types_belongs_in_the_plan(cast: Cast, signal: Signal) -> None:
    assert "Zet deze bevoegdheid eerst in het plan." in refused(cast, signal, "Artikel 13b, maar dan anders")


def test_the_page_says_so_and_keeps_what_was_typed(cast: Cast, signal: Signal) -> None:
    given = {"department": cast.department("VAS").pk, "question": WHAT, "text": NEEDS, **due_today()}
    answer = send(cast.omar, "hand_over_new", signal, power="other", power_other="Sluiting", **given)
    assert answer.status_code == 409
    assert "Zet deze bevoegdheid eerst in het plan." in words_of(answer)
    assert NEEDS in words_of(answer)


def test_a_small_municipality_asks_no_check_on_a_power(cast: Cast, signal: Signal) -> None:
    Signal.objects.filter(pk=signal.pk).update(protocol_version="light-1")
    assert ask(cast, signal, "Sluiting")
