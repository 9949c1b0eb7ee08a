"""When a team reads: its own weekdays and hours, less the Dutch holidays and the days its municipality is closed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

MONDAY_TO_FRIDAY = frozenset(range(5))
AMSTERDAM = ZoneInfo("Europe/Amsterdam")

_GOOD_FRIDAY = "Good Friday"
_LIBERATION_DAY = "Liberation Day"
_DAY = timedelta(days=1)


@lru_cache(maxsize=256)
def _named_days(year: int) -> dict[date, str]:
    found = holidays.country_holidays("NL", years=year, categories=("public", "optional"), language="en_US")
    return dict(found.items())


def is_holiday(day: date, *, good_friday: bool = False, every_liberation_day: bool = False) -> bool:
    """Whether Dutch offices close. Good Friday is a custom of some; 5 May closes all once in five years."""
    name = _named_days(day.year).get(day, "")
    if name == _GOOD_FRIDAY:
        return good_friday
    if name == _LIBERATION_DAY:
        return every_liberation_day or day.year % 5 == 0
    return bool(name)


@dataclass(frozen=True)
class ReadingCalendar:
    """Weekdays count from Monday = 0; without any, Monday to Friday hold. `closed` adds days of the municipality."""

    weekdays: frozenset[int] = MONDAY_TO_FRIDAY
    opens: time = time(9)
    closes: time = time(17)
    closed: frozenset[date] = frozenset()
    good_friday: bool = False
    every_liberation_day: bool = False
    zone: ZoneInfo = AMSTERDAM

    def is_reading_day(self, day: date) -> bool:
        if day.weekday() not in (self.weekdays & frozenset(range(7)) or MONDAY_TO_FRIDAY) or day in self.closed:
            return False
        return not is_holiday(day, good_friday=self.good_friday, every_liberation_day=self.every_liberation_day)

    def is_reading_time(self, now: datetime) -> bool:
        """From the opening until just before the closing time."""
        local = self._local(now)
        return self.is_reading_day(local.date()) and self.opens <= local.time() < self.closes

    def next_reading_moment(self, now: datetime) -> datetime:
        """Now when the team reads now, else the next opening; in the zone of the calendar."""
        local = self._local(now)
        if self.is_reading_time(local):
            return local
        first = local.date() if local.time() < self.opens else local.date() + _DAY
        return self._opening(next(self._reading_days(first)))

    def add_reading_days(self, start: date, n: int) -> date:
        """The n-th reading day after the start; for 0 the start itself or the first reading day after it."""
        if n < 0:
            raise ValueError("reading days count forward")
        days = self._reading_days(start if n == 0 else start + _DAY)
        for _ in range(n - 1):
            next(days)
        return next(days)

    def last_reading_day(self, before: date) -> date:
        """The nearest reading day that lies before this day."""
        day = before - _DAY
        while not self.is_reading_day(day):
            day -= _DAY
        return day

    def opening(self, day: date) -> datetime:
        """When the team begins that day, whether it reads then or not."""
        return self._opening(day)

    def due_on(self, now: datetime, n: int) -> date:
        """The day by which the team reads what arrives now: n reading days after the first moment it can read it."""
        return self.add_reading_days(self.next_reading_moment(now).date(), n)

    def reading_days_between(self, start: date, end: date) -> int:
        """Reading days after the start up to and including the end; negative when the end lies before the start."""
        if end < start:
            return -self.reading_days_between(end, start)
        days = (start + timedelta(days=ahead) for ahead in range(1, (end - start).days + 1))
        return sum(self.is_reading_day(day) for day in days)

    def reading_time_between(self, start: datetime, end: datetime) -> timedelta:
        """How long the team was there to read between two moments."""
        first, last = self._local(start), self._local(end)
        days = (first.date() + timedelta(days=ahead) for ahead in range((last.date() - first.date()).days + 1))
        return sum((self._hours_on(day, first, last) for day in days if self.is_reading_day(day)), timedelta())

    def _hours_on(self, day: date, first: datetime, last: datetime) -> timedelta:
        opening = max(datetime.combine(day, self.opens, tzinfo=self.zone), first)
        closing = min(datetime.combine(day, self.closes, tzinfo=self.zone), last)
        return max(closing - opening, timedelta())

    def _reading_days(self, first: date) -> Iterator[date]:
        day = first
        while True:
            if self.is_reading_day(day):
                yield day
            day += _DAY

    def _opening(self, day: date) -> datetime:
        """An opening time that the clock skips in March becomes the moment an hour later."""
        opening = datetime.combine(day, self.opens, tzinfo=self.zone)
        return opening.astimezone(ZoneInfo("UTC")).astimezone(self.zone)

    def _local(self, now: datetime) -> datetime:
        if now.tzinfo is None:
            raise ValueError("a reading calendar needs a moment with a time zone")
        return now.astimezone(self.zone)
