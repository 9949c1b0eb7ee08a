"""A day that may be known only by its month or year."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from typing import Literal, Self

Precision = Literal["day", "month", "year"]


@dataclass(frozen=True)
class Period:
    """From the first until the last day, both included."""

    first: date
    last: date
    precision: Precision

    @classmethod
    def of(cls, *, year: int, month: int | None = None, day: int | None = None) -> Self:
        """Raises ValueError for a day that does not exist."""
        if month is None:
            return cls(date(year, 1, 1), date(year, 12, 31), "year")
        if day is None:
            return cls(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), "month")
        exact = date(year, month, day)
        return cls(exact, exact, "day")

    def as_typed(self) -> list[int | None]:
        return [
            self.first.day if self.precision == "day" else None,
            self.first.month if self.precision != "year" else None,
            self.first.year,
        ]
