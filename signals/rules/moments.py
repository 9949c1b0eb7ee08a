"""When it happened: days, a part of the day and how sure that is; never a timestamp."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EARLIEST = date(1950, 1, 1)


class When(StrEnum):
    """The choices of the form."""

    TODAY = "today"
    YESTERDAY = "yesterday"
    THIS_WEEK = "this_week"
    DAY = "day"
    MONTH = "month"
    LONGER_AGO = "longer_ago"
    REPEATED = "repeated"
    UNKNOWN = "unknown"


class Daypart(StrEnum):
    NONE = ""
    NIGHT = "night"
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


class Precision(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    ABOUT = "about"
    UNKNOWN = "unknown"


WHEN_WORDS = {
    When.TODAY: _("Today"),
    When.YESTERDAY: _("Yesterday"),
    When.THIS_WEEK: _("Earlier this week"),
    When.DAY: _("On a date"),
    When.MONTH: _("In a month, about"),
    When.LONGER_AGO: _("Longer ago"),
    When.REPEATED: _("More than once"),
    When.UNKNOWN: _("I don't know"),
}

DAYPART_WORDS = {
    Daypart.NONE: _("Time of day unknown"),
    Daypart.NIGHT: _("At night"),
    Daypart.MORNING: _("In the morning"),
    Daypart.AFTERNOON: _("In the afternoon"),
    Daypart.EVENING: _("In the evening"),
}


@dataclass(frozen=True)
class Seen:
    """Both days count. A missing first day is "we don't know since when"; both are missing when it is unknown."""

    first: date | None
    last: date | None
    daypart: Daypart = Daypart.NONE
    precision: Precision = Precision.DAY
    is_repeated: bool = False


class MomentError(ValueError):
    """This moment cannot be. `field` is "when", "daypart", "first" or "last"."""

    def __init__(self, field: str, code: str, message: Promise) -> None:
        super().__init__(field, code)
        self.field = field
        self.code = code
        self.message = message


def read_moment(
    choice: str, *, today: date, first: date | None = None, last: date | None = None, daypart: str = ""
) -> Seen:
    """The answer of the form. `first` is the date, a day in the month, or the first time; `last` the last time."""
    if choice not in WHEN_WORDS:
        raise MomentError("when", "choice", _("Choose when it was."))
    if daypart not in DAYPART_WORDS:
        raise MomentError("daypart", "choice", _("Choose a part of the day."))
    when, part = When(choice), Daypart(daypart)
    if when is When.UNKNOWN:
        return Seen(None, None, part, Precision.UNKNOWN)
    if when is When.TODAY:
        return Seen(today, today, part)
    if when is When.YESTERDAY:
        yesterday = today - timedelta(days=1)
        return Seen(yesterday, yesterday, part)
    if when is When.THIS_WEEK:
        return Seen(_monday(today), today, part, Precision.WEEK)
    _refuse_impossible(first, "first", today)
    _refuse_impossible(last, "last", today)
    if when is When.REPEATED:
        return _repeated(first, last, today, part)
    if when is When.LONGER_AGO and first is None:
        return Seen(None, _monday(today) - timedelta(days=1), part, Precision.ABOUT)
    if first is None:
        raise MomentError("first", "missing", _("Fill in a date. About is good enough."))
    if when is When.DAY:
        return Seen(first, first, part)
    return Seen(first.replace(day=1), min(_last_of_month(first), today), part, Precision.MONTH)


def _repeated(first: date | None, last: date | None, today: date, part: Daypart) -> Seen:
    until = last or today
    if first and first > until:
        raise MomentError("last", "order", _("The last time cannot be before the first time."))
    return Seen(first, until, part, Precision.DAY if first and last else Precision.ABOUT, is_repeated=True)


def _refuse_impossible(day: date | None, field: str, today: date) -> None:
    if day and day > today:
        raise MomentError(field, "future", _("This date has yet to come. Choose today or an earlier date."))
    if day and day < EARLIEST:
        raise MomentError(field, "too_early", _("This date is too long ago. Check the year."))


def in_words(seen: Seen) -> tuple[Promise, dict[str, date]]:
    """A sentence with places for dates, and the dates; the page formats them. The part of the day stands apart."""
    days = {name: day for name, day in (("first", seen.first), ("last", seen.last)) if day}
    if not days:
        return _("We don't know when"), days
    if seen.precision is Precision.MONTH:
        return _("In the month of %(first)s"), days
    if "first" not in days:
        return (_("More than once, last on %(last)s") if seen.is_repeated else _("Before %(last)s")), days
    if seen.is_repeated:
        return _("More than once, from %(first)s to %(last)s"), days
    if seen.first == seen.last:
        return _("On %(first)s"), days
    return _("Between %(first)s and %(last)s"), days


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _last_of_month(day: date) -> date:
    following = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
    return following - timedelta(days=1)
