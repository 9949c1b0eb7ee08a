"""When a team reads, as a page says it: outside the hours, on the holidays to come, and on a Saturday night."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import holidays
from django.utils import timezone

from hkin.nlds.days import moment_in_words
from network.models import Municipality, Team
from network.models.place import TeamKind
from network.working_days import AMSTERDAM, ReadingCalendar, is_holiday

SATURDAY = 5
LATE = time(23)
AHEAD = timedelta(days=365)


@dataclass(frozen=True)
class Outside:
    """What somebody reads who comes while nobody reads. All empty while the team is there."""

    opens: str = ""  # when it reads next, in words
    on_call_name: str = ""
    on_call_phone: str = ""


def outside_hours(team: Team | None, now: datetime) -> Outside:
    if team is None:
        return Outside()
    opens = opening_in_words(team.calendar, now)
    return Outside(opens, team.on_call_name, team.on_call_phone) if opens else Outside()


def opening_in_words(calendar: ReadingCalendar, now: datetime) -> str:
    """When it is read next; empty while it is read now."""
    moment = calendar.next_reading_moment(now)
    return "" if moment <= now else moment_in_words(moment, timezone.localdate(now))


def saturday_night(now: datetime) -> datetime:
    """The one that comes."""
    today = timezone.localdate(now)
    return datetime.combine(today + timedelta(days=(SATURDAY - today.weekday()) % 7), LATE, tzinfo=AMSTERDAM)


@dataclass(frozen=True)
class HolidayAhead:
    day: date
    name: str
    is_closed: bool


def holidays_ahead(municipality: Municipality, today: date) -> list[HolidayAhead]:
    """The national ones of a year, and whether this municipality is closed on them."""
    choices = {
        "good_friday": municipality.good_friday,
        "every_liberation_day": municipality.every_liberation_day,
    }
    return [HolidayAhead(day, name, is_holiday(day, **choices)) for day, name in _named(today, today + AHEAD)]


def _named(first: date, last: date) -> Iterator[tuple[date, str]]:
    years = range(first.year, last.year + 1)
    found = holidays.country_holidays("NL", years=years, categories=("public", "optional"), language="nl")
    return ((day, name) for day, name in sorted(found.items()) if first <= day <= last)


def teams_to_read(municipality: Municipality) -> list[Team]:
    """The integral team first."""
    teams = {team.kind: team for team in municipality.teams.all()}
    for team in teams.values():
        team.municipality = municipality
    return [teams[kind] for kind in TeamKind if kind in teams]


@dataclass(frozen=True)
class Sentence:
    """What the form of a team says to who comes on a Saturday night."""

    team: Team
    outside: Outside


def saturday_sentences(teams: Sequence[Team]) -> list[Sentence]:
    night = saturday_night(timezone.now())
    return [Sentence(team, outside_hours(team, night)) for team in teams]


@dataclass(frozen=True)
class ClosedDay:
    day: date
    whose: str  # kind of the team; everybody
    name: str  # of the team; empty for everybody


def closed_days(municipality: Municipality, today: date) -> list[ClosedDay]:
    """Days of its own that are not over, the nearest first."""
    found = [ClosedDay(day, "everybody", "") for day in municipality.closed_days]
    for team in teams_to_read(municipality):
        found += [ClosedDay(day, team.kind, team.name) for day in team.closed_days]
    return sorted((one for one in found if one.day >= today), key=lambda one: (one.day, one.whose))
