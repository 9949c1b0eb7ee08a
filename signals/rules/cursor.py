"""Where a page of a list by day ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Self


@dataclass(frozen=True)
class Cursor:
    """The last row somebody saw; in an address "20261124-17"."""

    day: date
    row: int

    def __str__(self) -> str:
        return f"{self.day:%Y%m%d}-{self.row}"

    @classmethod
    def read(cls, text: str) -> Self | None:
        day, _dash, row = text.partition("-")
        if not row.isdecimal() or len(row) > 18:
            return None
        try:
            return cls(datetime.strptime(day, "%Y%m%d").date(), int(row))
        except ValueError:
            return None
