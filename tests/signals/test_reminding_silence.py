"""A reporter hears something at least every thirty days, and an unanswered question does not hold a signal up."""

from itertools import pairwise
from typing import Any

import pytest

from hkin.outbox.models import Letter
from hkin.privacy.sealing import destroy_keys, open_key
from network.cast import Cast
from signals.actions.clockwork import NotFinished
from signals.actions.feedback import answer_question, ask_reporter
from signals.actions.lapsing import break_silences, go_on_without_answers
from signals.models import Signal
from signals.models.note import NoteKind
from signals.rules.deadlines import TERMS, Deadline
from signals.rules.feedback import still_busy, still_waiting
from signals.rules.lifecycle import Status
from signals.rules.reminding import Lapse
from tests.signals.heard import MONDAY, heard, messages_of, on_day
from tests.signals.life import asked, filed, handed_over, taken_up

LONGEST_SILENCE = TERMS[Deadline.SILENCE].default


@pytest.fixture(autouse=True)
def monday(time_machine: Any) -> None:
    time_machine.move_to(MONDAY, tick=False)


def later(time_machine: Any, signal: Signal, day: int) -> Signal:
    time_machine.move_to(on_day(day), tick=False)
    go_on_without_answers()
    break_silences()
    signal.refresh_from_db()
    return signal


def last_word(signal: Signal) -> str:
    note = signal.notes.filter(kind=NoteKind.TO_REPORTER).last()
    return open_key(signal.uuid).open("note.text", note.uuid, note.sealed_text) if note else ""


def test_after_thirty_days_the_reporter_hears_that_there_is_no_news(cast: Cast, time_machine: Any) -> None:
    signal = taken_up(filed(cast.sanne), cast.omar)
    later(time_machine, signal, LONGEST_SILENCE)
    assert last_word(signal) == still_busy(next_word_on=on_day(2 * LONGEST_SILENCE).date())
    assert heard(cast.sanne) == ["feedback_given", "feedback_given"]


def test_not_a_day_earlier(cast: Cast, time_machine: Any) -> None:
    signal = taken_up(filed(cast.sanne), cast.omar)
    later(time_machine, signal, LONGEST_SILENCE - 1)
    assert signal.notes.count() == 1


def test_the_day_of_the_next_word_moves_on(cast: Cast, time_machine: Any) -> None:
    signal = later(time_machine, filed(cast.sanne), 7)
    assert signal.next_word_on == on_day(7 + LONGEST_SILENCE).date()
    later(time_machine, signal, 8)
    assert signal.notes.count() == 1


def test_silence_never_lasts_longer_than_thirty_days(cast: Cast, time_machine: Any) -> None:
    signal = filed(cast.sanne)
    spoken = [0]
    for day in range(1, 130):
        before = signal.notes.count()
        later(time_machine, signal, day)
        if signal.notes.count() > before:
            spoken.append(day)
    assert max(b - a for a, b in pairwise(spoken)) <= LONGEST_SILENCE
    assert spoken[-1] >= 130 - LONGEST_SILENCE


def test_what_nobody_took_up_is_not_called_busy(cast: Cast, time_machine: Any) -> None:
    signal = later(time_machine, filed(cast.sanne), 7)
    assert last_word(signal) == still_waiting(next_word_on=on_day(7 + LONGEST_SILENCE).date())


def test_the_word_is_in_the_trail_as_nobodys_act(cast: Cast, time_machine: Any) -> None:
    signal = later(time_machine, filed(cast.sanne), 7)
    row = signal.trail.last()
    assert row is not None
    assert (row.verb, row.actor) == (Lapse.BREAK_SILENCE, None)


def test_a_shielded_reporter_gets_no_letter(cast: Cast, time_machine: Any) -> None:
    later(time_machine, filed(cast.sanne, is_shielded=True), 7)
    assert heard(cast.sanne) == ["feedback_given"]
    assert not Letter.objects.filter(kind="feedback_given").exists()


def test_one_signal_without_a_key_does_not_silence_the_others(cast: Cast, time_machine: Any) -> None:
    broken, whole = filed(cast.sanne), filed(cast.bram)
    destroy_keys([broken.uuid])
    with pytest.raises(NotFinished):
        later(time_machine, whole, 7)
    assert whole.notes.count() == 1


def test_a_question_past_its_day_gives_the_signal_back_to_the_team(cast: Cast, time_machine: Any) -> None:
    signal = filed(cast.sanne)
    asked(signal, cast.omar)
    assert later(time_machine, signal, 7).status == Status.WAITING_FOR_REPORTER
    assert later(time_machine, signal, 8).status == Status.IN_PROGRESS
    assert [message.reference for message in messages_of(cast.omar, "question_lapsed")] == [signal.reference]


def test_back_to_the_department_when_that_still_works_on_it(cast: Cast, time_machine: Any) -> None:
    signal = filed(cast.sanne)
    handed_over(signal, cast)
    asked_after = Signal.objects.get(pk=signal.pk)
    asked(asked_after, cast.omar)
    assert later(time_machine, signal, 8).status == Status.ASSIGNED


def test_an_answer_stays_welcome_afterwards(cast: Cast, time_machine: Any) -> None:
    signal = filed(cast.sanne)
    question = asked(signal, cast.omar)
    later(time_machine, signal, 8)
    answer_question(signal.reference, by=cast.sanne, question_id=question.pk, answer="Wit.")
    assert signal.notes.filter(kind=NoteKind.ANSWER).count() == 1


def test_one_question_in_time_keeps_the_signal_waiting(cast: Cast, time_machine: Any) -> None:
    signal = filed(cast.sanne)
    asked(signal, cast.omar)
    time_machine.move_to(on_day(3), tick=False)
    signal.refresh_from_db()
    Signal.objects.filter(pk=signal.pk).update(status=Status.IN_PROGRESS)
    ask_reporter(signal.reference, by=cast.omar, question="En hoe laat?")
    assert later(time_machine, signal, 8).status == Status.WAITING_FOR_REPORTER
