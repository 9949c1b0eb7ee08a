"""What is said about a signal, one sealed row at a time."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from network.models import User
from network.rules import Role
from signals.actions.working import DoneBefore, Work, at_work
from signals.models import Note
from signals.models.note import Grade, NoteKind
from signals.rules.lifecycle import Verb


def write_note(
    work: Work,
    kind: NoteKind,
    text: str,
    *,
    answers: Note | None = None,
    due_on: date | None = None,
    grade: Grade | None = None,
    key: UUID | None = None,
) -> Note:
    """Inside a move. The reporter's own rows name no author. `key` names the form: sent twice, said once."""
    refuse_second(work, key)
    author = author_of(work)
    note = Note(signal=work.signal, kind=kind, author=author, answers=answers, due_on=due_on, grade=grade or "")
    note.uuid = key or note.uuid
    note.sealed_text = work.sealer.seal("note.text", note.uuid, text)
    note.save(force_insert=True)
    return note


def author_of(work: Work) -> User | None:
    return None if work.role is Role.REPORTER else work.by


def refuse_second(work: Work, key: UUID | None) -> None:
    """Asked while the signal is locked, so that of two presses the second always sees the first."""
    if key is not None and work.signal.notes.filter(uuid=key, author=author_of(work)).exists():
        raise DoneBefore


def add_note(reference: str, *, by: User, text: str, key: UUID | None = None) -> Note:
    """For the team only."""
    with at_work(reference, by=by, verb=Verb.NOTE, key=key) as work:
        return write_note(work, NoteKind.INTERNAL, text, key=key)
