"""After the end the reporter can ask something once more. Whoever stands behind the queue answers it, once."""

from __future__ import annotations

from datetime import date
from functools import partial
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from network.models import User
from network.rules import Role
from network.telling import tell
from signals.access import roles_towards
from signals.actions.clockwork import for_each
from signals.actions.feedback import reach_reporter
from signals.actions.notes import refuse_second, write_note
from signals.actions.working import WrongMoment, at_work, reporter_at_work
from signals.audience import audience_of
from signals.deadlines import answered_by
from signals.models import Note, Signal
from signals.models.note import NoteKind
from signals.rules.deadlines import Deadline
from signals.rules.lifecycle import Verb

#: Who hears it; where nobody of them is there, everybody who can answer.
_ANSWERS = frozenset({Role.COORDINATOR, Role.ATTENTION_OFFICER, Role.INTEGRITY_RECEIVER})


def ask_once_more(reference: str, *, by: User, question: str, key: UUID | None = None) -> Note:
    with reporter_at_work(reference, by=by, verb=Verb.REPORTER_ASKS, key=key) as work:
        due_on = answered_by(work.signal, Deadline.WORD)
        note = write_note(work, NoteKind.QUESTION, question, due_on=due_on, key=key)
        work.signal.next_word_on = work.signal.next_word_on or due_on
        _tell_who_answers(work.signal, kind="reporter_asked", effect=f"note:{note.uuid}")
    return note


def answer_reporter(reference: str, *, by: User, text: str, version: int, key: UUID | None = None) -> Note:
    """To the question that waits longest."""
    with at_work(reference, by=by, verb=Verb.ANSWER_REPORTER, version=version, key=key) as work:
        refuse_second(work, key)
        question = first_to_answer(work.signal)
        if question is None:
            raise WrongMoment
        note = write_note(work, NoteKind.TO_REPORTER, text, answers=question, key=key)
        left = first_to_answer(work.signal)
        work.signal.next_word_on = left.due_on if left else None
        reach_reporter(work.signal, kind="feedback_given", effect=f"note:{note.uuid}")
    return note


def first_to_answer(signal: Signal) -> Note | None:
    return signal.notes.to_answer().first()


def remind_of_questions() -> None:
    """Once, when the day passed by which the reporter would read an answer."""
    today = timezone.localdate()
    for_each(Signal.objects.closed().filter(next_word_on__lt=today), partial(_remind, today=today))


def _remind(signal: Signal, *, today: date) -> None:
    for question in signal.notes.to_answer().filter(due_on__lt=today):
        _tell_who_answers(signal, kind="reporter_waits", effect=f"late:{question.uuid}")


def _tell_who_answers(signal: Signal, *, kind: str, effect: str) -> None:
    there = audience_of(signal).present
    tell(
        [user for user in there if roles_towards(user, signal) & _ANSWERS] or there,
        kind=kind,
        effect=effect,
        municipality_id=signal.municipality_id,
        reference=signal.reference,
        path=reverse("signals:team_detail", args=[signal.reference]),
    )
