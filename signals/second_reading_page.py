"""What the page of the second reader shows of one signal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from network.models import User
from signals.access import Opened
from signals.actions.second_reading import hearings_for, was_heard
from signals.models import Note, SecondReading


@dataclass(frozen=True)
class Heard:
    """What the reporter was asked about the doubt, and what they said."""

    asked: Note
    question: str
    answers: Sequence[tuple[Note, str]]
    is_over: bool  # answered, or the day has passed


@dataclass(frozen=True)
class Read:
    row: SecondReading
    reason: str
    answer: str
    heard: Heard | None


@dataclass(frozen=True)
class SecondReadings:
    """The newest first. `waits` for somebody else than whoever asked."""

    rows: Sequence[Read]
    waits: bool
    is_mine: bool  # I asked: somebody else reads

    @property
    def heard(self) -> Heard | None:
        return self.rows[0].heard if self.rows else None

    @property
    def is_heard(self) -> bool:
        return self.heard is not None and self.heard.is_over

    @property
    def is_agreed(self) -> bool:
        return bool(self.rows and self.rows[0].row.agrees)


def second_readings(opened: Opened, *, by: User) -> SecondReadings:
    def text(row: SecondReading, column: str) -> str:
        return opened.sealer.open(f"secondreading.{column}", row.uuid, getattr(row, f"sealed_{column}"))

    rows = list(opened.signal.second_readings.select_related("asked_by", "read_by"))
    waiting = next((row for row in rows if row.agrees is None), None)
    return SecondReadings(
        rows=[
            Read(row, text(row, "reason"), text(row, "answer"), _heard(asked, opened))
            for row, asked in zip(rows, hearings_for(rows), strict=True)
        ],
        waits=waiting is not None,
        is_mine=waiting is not None and waiting.asked_by_id == by.pk,
    )


def _heard(asked: Note | None, opened: Opened) -> Heard | None:
    def text(note: Note) -> str:
        return opened.sealer.open("note.text", note.uuid, note.sealed_text)

    if asked is None:
        return None
    return Heard(asked, text(asked), [(note, text(note)) for note in asked.replies.all()], was_heard(asked))
