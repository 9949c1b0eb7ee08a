"""A municipality says when it reads, who can be called outside the hours, and on which days it is closed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta

from django.db import transaction
from django.utils import timezone

from network.actions.refusals import NotAllowed
from network.models import Municipality, Team, User
from network.models.place import TeamKind
from network.rules.starting import SetupStep
from network.starting import may_do

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
    _check_right(by, municipality)
    with transaction.atomic():
        row = _locked(municipality)
        times.put_into(row).save(update_fields=["good_friday", "every_liberation_day"])
        for team in row.teams.order_by("pk"):
            if (hours := times.teams.get(TeamKind(team.kind))) is not None:
                hours.put_into(team).save(update_fields=_TEAM_FIELDS)


def close_on(*, by: User, municipality: Municipality, first: date, last: date, team: Team | None = None) -> None:
    """These days, both included, nobody reads: nobody of the team, or nobody at all. Days that are over go away."""
    _check_right(by, municipality)
    days = {first + timedelta(days=ahead) for ahead in range((last - first).days + 1)}
    with transaction.atomic():
        row = _whose(_locked(municipality), team)
        closed = {day for day in row.closed_days if day >= timezone.localdate()} | days
        if len(closed) > CLOSED_AT_MOST:
            raise TooMany
        row.closed_days = sorted(closed)
        row.save(update_fields=["closed_days"])


def open_on(*, by: User, municipality: Municipality, day: date, team: Team | None = None) -> None:
    _check_right(by, municipality)
    with transaction.atomic():
        row = _whose(_locked(municipality), team)
        row.closed_days = [closed for closed in row.closed_days if closed != day]
        row.save(update_fields=["closed_days"])


_TEAM_FIELDS = ["reading_days", "opens_at", "closes_at", "phone", "on_call_name", "on_call_phone"]


def _check_right(by: User, municipality: Municipality) -> None:
    if not may_do(by, municipality, SetupStep.READING):
        raise NotAllowed


def _locked(municipality: Municipality) -> Municipality:
    """One after the other, for its teams too."""
    return Municipality.objects.select_for_update(of=("self",)).get(pk=municipality.pk)


def _whose(municipality: Municipality, team: Team | None) -> Municipality | Team:
    return municipality if team is None else municipality.teams.get(pk=team.pk)
