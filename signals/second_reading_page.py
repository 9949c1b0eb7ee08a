"""What the page of the second reader shows of one signal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from network.models import User
from signals.access import Opened
from signals.actions.second_reading import was_heard
from signals.models import SecondReading


@dataclass(frozen=True)
class Read:
    row: SecondReading
    reason: str
    answer: str


@dataclass(frozen=True)
class SecondReadings:
    """The newest first. `waits` for somebody else than whoever asked."""

    rows: Sequence[Read]
    is_heard: bool
    waits: bool
    is_mine: bool  # I asked: somebody else reads


def second_readings(opened: Opened, *, by: User) -> SecondReadings:
    def text(row: SecondReading, column: str) -> str:
        return opened.sealer.open(f"secondreading.{column}", row.uuid, getattr(row, f"sealed_{column}"))

    rows = list(opened.signal.second_readings.select_related("asked_by", "read_by"))
    waiting = next((row for row in rows if row.agrees is None), None)
    return SecondReadings(
        rows=[Read(row, text(row, "reason"), text(row, "answer")) for row in rows],
        is_heard=was_heard(opened.signal),
        waits=waiting is not None,
        is_mine=waiting is not None and waiting.asked_by_id == by.pk,
    )
