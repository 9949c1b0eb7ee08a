"""A municipality says when it reads, who can be called outside the hours, and on which days it is closed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.formats import date_format
from django.utils.translation import gettext

from network.actions.municipality_trail import write_down
from network.actions.refusals import NotAllowed
from network.models import Municipality, Team, User
from network.models.place import TeamKind
from network.models.trail import MunicipalityEvent
from network.rules import Role
from network.rules.starting import SetupStep
from network.starting import doing_as

CLOSED_AT_MOST = 200


@dataclass(frozen=True)
class TeamHours:
    days: frozenset[int]  # Monday is 0
    opens_at: time
    closes_at: time
    phone: str = ""
    on_call_name: str = ""
    on_call_phone: str = ""

    def put_into(self, team: Team) -> Team:
        team.reading_days = sorted(self.days)
        team.opens_at, team.closes_at, team.phone = self.opens_at, self.closes_at, self.phone
        team.on_call_name, team.on_call_phone = self.on_call_name, self.on_call_phone
        return team


@dataclass(frozen=True)
class ReadingTimes:
    teams: Mapping[TeamKind, TeamHours]
    good_friday: bool = False
    every_liberation_day: bool = False

    def put_into(self, municipality: Municipality) -> Municipality:
        municipality.good_friday, municipality.every_liberation_day = self.good_friday, self.every_liberation_day
        return municipality


class TooMany(Exception):
    """So many closed days that something must be wrong."""


def keep_reading_times(*, by: User, municipality: Municipality, times: ReadingTimes) -> None:
    """What is promised from now on. Days that stand with a signal already stay."""
    role = _acting(by, municipality)
    with transaction.atomic():
        row = _locked(municipality)
        times.put_into(row).save(update_fields=["good_friday", "every_liberation_day"])
        teams = [team for team in row.teams.order_by("pk") if TeamKind(team.kind) in times.teams]
        for team in teams:
            times.teams[TeamKind(team.kind)].put_into(team).save(update_fields=_TEAM_FIELDS)
        detail = "; ".join(_in_words(team) for team in teams)
        write_down(MunicipalityEvent.READING_TIMES_SET, row, by=by, role=role, detail=detail)


def close_on(*, by: User, municipality: Municipality, first: date, last: date, team: Team | None = None) -> None:
    """These days, both included, nobody reads: nobody of the team, or nobody at all. Days that are over go away."""
    role = _acting(by, municipality)
    days = {first + timedelta(days=ahead) for ahead in range((last - first).days + 1)}
    with transaction.atomic():
        row = _whose(_locked(municipality), team)
        closed = {day for day in row.closed_days if day >= timezone.localdate()} | days
        if len(closed) > CLOSED_AT_MOST:
            raise TooMany
        row.closed_days = sorted(closed)
        row.save(update_fields=["closed_days"])
        detail = gettext("%(who)s closed: %(first)s up to and including %(last)s")
        words = {"who": row.name, "first": date_format(first), "last": date_format(last)}
        write_down(MunicipalityEvent.READING_TIMES_SET, municipality, by=by, role=role, detail=detail % words)


def open_on(*, by: User, municipality: Municipality, day: date, team: Team | None = None) -> None:
    role = _acting(by, municipality)
    with transaction.atomic():
        row = _whose(_locked(municipality), team)
        row.closed_days = [closed for closed in row.closed_days if closed != day]
        row.save(update_fields=["closed_days"])
        detail = gettext("%(who)s not closed: %(day)s") % {"who": row.name, "day": date_format(day)}
        write_down(MunicipalityEvent.READING_TIMES_SET, municipality, by=by, role=role, detail=detail)


_TEAM_FIELDS = ["reading_days", "opens_at", "closes_at", "phone", "on_call_name", "on_call_phone"]


def _acting(by: User, municipality: Municipality) -> Role:
    role = doing_as(by, municipality, SetupStep.READING)
    if role is None:
        raise NotAllowed
    return role


def _in_words(team: Team) -> str:
    days = ", ".join(str(WEEKDAYS_ABBR[day]) for day in team.reading_days)
    return f"{team.name}: {days} {team.opens_at:%H:%M}-{team.closes_at:%H:%M}"


def _locked(municipality: Municipality) -> Municipality:
    """One after the other, for its teams too."""
    return Municipality.objects.select_for_update(of=("self",)).get(pk=municipality.pk)


def _whose(municipality: Municipality, team: Team | None) -> Municipality | Team:
    return municipality if team is None else municipality.teams.get(pk=team.pk)
