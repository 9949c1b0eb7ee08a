"""One reading day before a term ends, whoever has the work hears of it, once."""

from datetime import timedelta
from typing import Any

import pytest

from network.cast import Cast
from network.models import Absence
from signals.actions.assignment import Answer, answer_hand_over
from signals.actions.reminding import remind_of_deadlines, remind_of_hand_overs
from signals.models import HandOver, Signal
from signals.models.assignment import Reply
from signals.rules.safety import Safety
from tests.signals.heard import MONDAY, heard, messages_of, on_day
from tests.signals.life import filed, handed_over, taken_up


@pytest.fixture(autouse=True)
def monday(time_machine: Any) -> None:
    time_machine.move_to(MONDAY, tick=False)


@pytest.fixture
def signal(cast: Cast) -> Signal:
    signal = filed(cast.sanne)
    assert signal.due_on == on_day(7).date()  # Monday a week later
    return signal


def remind(time_machine: Any, day: int) -> None:
    time_machine.move_to(on_day(day), tick=False)
    remind_of_deadlines()
    remind_of_hand_overs()


@pytest.mark.parametrize(("day", "told"), [(3, False), (4, True), (5, True), (7, True), (8, False)])
def test_the_friday_before_a_monday_is_one_reading_day(
    cast: Cast, signal: Signal, time_machine: Any, day: int, told: bool
) -> None:
    remind(time_machine, day)
    assert ("deadline_near" in heard(cast.bea)) is told


def test_who_has_it_hears_it_alone(cast: Cast, signal: Signal, time_machine: Any) -> None:
    taken_up(signal, cast.bea)
    remind(time_machine, 4)
    assert [message.reference for message in messages_of(cast.bea, "deadline_near")] == [signal.reference]
    assert "deadline_near" not in heard(cast.omar)


def test_a_term_is_told_once(cast: Cast, signal: Signal, time_machine: Any) -> None:
    remind(time_machine, 4)
    remind(time_machine, 5)
    assert heard(cast.bea).count("deadline_near") == 1


def test_the_attention_officer_hears_of_what_stands_in_that_queue(cast: Cast, time_machine: Any) -> None:
    signal = filed(cast.sanne, safety=Safety.CONDUCT, receiver_id=cast.paul.pk)
    Signal.objects.filter(pk=signal.pk).update(team=None)
    remind(time_machine, 4)
    assert "deadline_near" in heard(cast.paul)
    assert "deadline_near" not in heard(cast.omar)


def test_an_excluded_colleague_is_not_reminded(cast: Cast, time_machine: Any) -> None:
    filed(cast.sanne, excluded=frozenset({cast.joris.pk}))
    remind(time_machine, 4)
    assert heard(cast.joris) == []


@pytest.fixture
def asked(cast: Cast, signal: Signal) -> HandOver:
    return handed_over(signal, cast, due_on=on_day(4).date())


@pytest.mark.parametrize(("day", "told"), [(2, False), (3, True), (4, True), (5, False)])
def test_a_department_hears_it_a_reading_day_before(
    cast: Cast, asked: HandOver, time_machine: Any, day: int, told: bool
) -> None:
    remind(time_machine, day)
    assert ("hand_over_near" in heard(cast.dirk)) is told


def test_the_number_is_that_of_the_question(cast: Cast, asked: HandOver, time_machine: Any) -> None:
    remind(time_machine, 3)
    (message,) = messages_of(cast.dirk, "hand_over_near")
    assert (message.reference, asked.reference in message.path.replace("-", "")) == (asked.reference, True)


def test_the_colleague_it_was_given_to_hears_it(cast: Cast, asked: HandOver, time_machine: Any) -> None:
    HandOver.objects.filter(pk=asked.pk).update(given_to=cast.lotte)
    remind(time_machine, 3)
    assert "hand_over_near" in heard(cast.lotte)
    assert "hand_over_near" not in heard(cast.dirk)


def test_the_deputy_hears_it_when_the_contact_person_is_away(cast: Cast, asked: HandOver, time_machine: Any) -> None:
    today = on_day(3).date()
    Absence.objects.create(user=cast.dirk, from_on=today, until_on=today)
    remind(time_machine, 3)
    assert "hand_over_near" in heard(cast.lotte)


def test_yes_but_later_moves_the_day(cast: Cast, asked: HandOver, time_machine: Any) -> None:
    later = asked.due_on + timedelta(days=7)
    answer = Answer(reply=Reply.LATER, words="Volgende week.", later_on=later)
    answer_hand_over(asked.reference, by=cast.dirk, answer=answer, version=asked.version)
    remind(time_machine, 3)
    assert "hand_over_near" not in heard(cast.dirk)
    remind(time_machine, 10)
    assert "hand_over_near" in heard(cast.dirk)


@pytest.mark.parametrize("reply", [Reply.DECLINED, Reply.ASKED_BACK])
def test_a_department_whose_turn_it_is_not_hears_nothing_more(
    cast: Cast, asked: HandOver, time_machine: Any, reply: Reply
) -> None:
    answer = Answer(reply=reply, words="Niet van ons, denk ik.")
    answer_hand_over(asked.reference, by=cast.dirk, answer=answer, version=asked.version)
    remind(time_machine, 3)
    assert "hand_over_near" not in heard(cast.dirk)
