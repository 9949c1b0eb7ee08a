"""What the team and the reporter say to each other. No path leads from here to a line manager."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TypedDict
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from hkin.outbox.actions import withdraw_letters
from hkin.privacy.marks import person_mark
from hkin.privacy.sealing import KeyGone, open_key
from network.models import User
from network.telling import tell
from signals.actions.notes import refuse_second, write_note
from signals.actions.working import Work, WrongMoment, at_work, reporter_at_work
from signals.audience import audience_of
from signals.deadlines import answered_by, next_word_by
from signals.models import Note, Reporter, RetentionTerm, Signal
from signals.models.note import Grade, NoteKind
from signals.rules.deadlines import Deadline
from signals.rules.flags import POLICE_DATA_MONTHS, POLICE_DATA_TERM
from signals.rules.lifecycle import KEPT_MONTHS, Outcome, Status, Verb


def tell_reporter(reference: str, *, by: User, text: str, key: UUID | None = None) -> Note:
    with at_work(reference, by=by, verb=Verb.TELL_REPORTER, key=key) as work:
        note = send_feedback(work, text, key=key)
        if note is None:
            raise WrongMoment
        return note


#: What the reporter hears is graded by the move that sends it; a message in between has no grade.
_GRADES = {Verb.CLAIM: Grade.PICKED_UP, Verb.DECIDE: Grade.WEIGHED, Verb.CLOSE: Grade.CLOSED}


def send_feedback(work: Work, text: str, *, key: UUID | None = None) -> Note | None:
    """Feedback inside another move (taking up, weighing, closing): the reporter hears it, silence starts anew.

    Of a part they do not know of they hear nothing.
    """
    if not work.signal.is_followed:
        return None
    note = write_note(work, NoteKind.TO_REPORTER, text, grade=_GRADES.get(work.verb), key=key)
    work.signal.first_word_at = work.signal.first_word_at or timezone.now()
    if work.signal.is_open:
        work.signal.next_word_on = next_word_by(work.signal.municipality)
    reach_reporter(work.signal, kind="feedback_given", effect=f"note:{note.uuid}")
    return note


def ask_reporter(reference: str, *, by: User, question: str, key: UUID | None = None) -> Note:
    with at_work(reference, by=by, verb=Verb.ASK_REPORTER, key=key) as work:
        return put_to_reporter(work, question, key=key)


def put_to_reporter(work: Work, question: str, *, key: UUID | None = None) -> Note:
    """Inside a move; they have until the day of their term."""
    due_on = answered_by(work.signal, Deadline.REPORTER_ANSWER)
    note = write_note(work, NoteKind.QUESTION, question, due_on=due_on, key=key)
    reach_reporter(work.signal, kind="question_asked", effect=f"note:{note.uuid}")
    return note


def answer_question(reference: str, *, by: User, question_id: int, answer: str, key: UUID | None = None) -> Note:
    with reporter_at_work(reference, by=by, verb=Verb.REPORTER_ANSWERS, key=key) as work:
        refuse_second(work, key)
        question = work.signal.notes.filter(pk=question_id, kind=NoteKind.QUESTION, replies=None).first()
        if question is None:
            raise WrongMoment
        note = write_note(work, NoteKind.ANSWER, answer, answers=question, key=key)
        waits = work.signal.notes.filter(kind=NoteKind.QUESTION, replies=None).exists()
        if work.signal.status == Status.WAITING_FOR_REPORTER and not waits:
            work.signal.status = Status.ASSIGNED if work.signal.hand_overs.open().exists() else Status.IN_PROGRESS
        _tell_the_team(work, kind="reporter_answered", effect=f"note:{note.uuid}")
        return note


def add_to_signal(reference: str, *, by: User, text: str, key: UUID | None = None) -> Note:
    with reporter_at_work(reference, by=by, verb=Verb.REPORTER_ADDS, key=key) as work:
        note = write_note(work, NoteKind.ADDITION, text, key=key)
        _tell_the_team(work, kind="reporter_added", effect=f"note:{note.uuid}")
        return note


def correct_signal(reference: str, *, by: User, text: str, key: UUID | None = None) -> Note:
    """ "Ik had het mis": no move, the team decides what it means."""
    with reporter_at_work(reference, by=by, verb=Verb.REPORTER_CORRECTS, key=key) as work:
        note = write_note(work, NoteKind.CORRECTION, text, key=key)
        _tell_the_team(work, kind="reporter_added", effect=f"note:{note.uuid}")
        return note


def value_feedback(reference: str, *, by: User, note_id: int, helps: bool) -> Note:
    """ "Hier heb ik iets aan", or not. Nothing follows from it; whoever still asks something adds it."""
    with reporter_at_work(reference, by=by, verb=Verb.REPORTER_VALUES) as work:
        note = work.signal.notes.filter(pk=note_id, kind=NoteKind.TO_REPORTER).first()
        if note is None:
            raise WrongMoment
        note.helps = helps
        note.save(update_fields=["helps"])
    return note


def shield_reporter(reference: str, *, by: User) -> Signal:
    with reporter_at_work(reference, by=by, verb=Verb.REPORTER_SHIELDS) as work:
        work.signal.is_shielded = True
        withdraw_letters(reference=work.signal.reference, recipient_mark=bytes(work.signal.reporter_mark))
    return work.signal


def withdraw_signal(reference: str, *, by: User) -> Signal:
    """As long as nobody took it up."""
    with reporter_at_work(reference, by=by, verb=Verb.REPORTER_WITHDRAWS) as work:
        end(work.signal, Outcome.WITHDRAWN)
    return work.signal


def end(signal: Signal, outcome: Outcome) -> None:
    """Close it with an outcome; from here the clock of its term runs (R16)."""
    signal.outcome = outcome
    signal.closed_at = timezone.now()
    signal.destroy_on = kept_until(signal, outcome)
    signal.next_word_on = None
    signal.owner, signal.lease_until = None, None


def kept_until(signal: Signal, outcome: Outcome) -> date:
    """The day it would be destroyed if it ended today."""
    return months_on(timezone.localdate(), _months(signal, outcome))


def _months(signal: Signal, outcome: Outcome) -> int:
    """With police data the shorter of two terms."""
    names = [outcome.value, *([POLICE_DATA_TERM] if signal.has_police_data else [])]
    proposed = {outcome.value: KEPT_MONTHS[outcome], POLICE_DATA_TERM: POLICE_DATA_MONTHS}
    own = RetentionTerm.objects.filter(municipality=signal.municipality, outcome__in=names)
    terms = proposed | dict(own.values_list("outcome", "months"))
    return min(terms[name] for name in names)


def months_on(day: date, months: int) -> date:
    """The same day of a later month, or its last day."""
    first = date(day.year + (day.month - 1 + months) // 12, (day.month - 1 + months) % 12 + 1, 1)
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))


class Identity(TypedDict, total=False):
    """What the sealed row of the reporter holds; empty when its key is gone."""

    user_id: int
    name: str
    phone: str
    department: str
    ask_by: str
    is_caller: bool


def reporter_identity(signal: Signal) -> Identity:
    """Who filed it, from the row under its own key. Callers check the shield first."""
    row = Reporter.objects.get(signal=signal)
    try:
        identity: Identity = json.loads(open_key(row.uuid).open("reporter.identity", row.uuid, row.sealed_identity))
    except KeyGone:
        return Identity()
    return identity


def reach_reporter(signal: Signal, *, kind: str, effect: str) -> None:
    """An inbox row always; a letter only when the reporter is not shielded."""
    person = User.objects.filter(pk=reporter_identity(signal).get("user_id") or 0).first()
    if person is None:
        return
    tell(
        [person],
        kind=kind,
        effect=effect,
        municipality_id=signal.municipality_id,
        reference=signal.reference,
        path=reverse("signals:own_detail", args=[signal.reference]),
        by_mail="never" if signal.is_shielded else "now",
        mark=person_mark,
    )


def _tell_the_team(work: Work, *, kind: str, effect: str) -> None:
    """The owner; everybody behind the queue when nobody has it, or when one of them reads it second."""
    signal = work.signal
    readers = audience_of(signal)
    people = [user for user in readers.everybody if user.pk == signal.owner_id]
    if not people or signal.second_readings.filter(agrees=None).exists():
        people = list(readers.present)
    tell(
        people,
        kind=kind,
        effect=effect,
        municipality_id=signal.municipality_id,
        reference=signal.reference,
        path=reverse("signals:team_detail", args=[signal.reference]),
    )
