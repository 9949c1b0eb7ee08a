"""The signals a day begins with, fetched once and written down in the role in which each is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from hkin.privacy.access_log import log_looks
from network.models import User
from network.roles import places_of, roles_of, teams_of
from network.rules import Role
from network.working_days import ReadingCalendar
from signals.access import actor_for, role_towards
from signals.listing import for_home, has_queue
from signals.models import Signal
from signals.rows import Row, rows_of

#: More than this nobody does in a day; the queue has the rest.
MOST = 60
#: In one block; below it stands a link to all of them.
SHOWN = 5


@dataclass(frozen=True)
class Work:
    """`by_hat`: the lines somebody sees in each of their roles, the most urgent first."""

    by_hat: dict[Role, list[Row]]
    since: datetime  # the opening of the last reading day
    until: date  # the next reading day

    def take(self, hat: Role, fits: Callable[[Row], bool]) -> list[Row]:
        """Lines that fit, taken out: no signal stands in two blocks."""
        rows = self.by_hat.get(hat, [])
        taken = [row for row in rows if fits(row)]
        self.by_hat[hat] = [row for row in rows if not fits(row)]
        return taken


def work_of(user: User) -> Work:
    kept: Work | None = getattr(user, "_work", None)
    if kept is None:
        kept = _work(user)
        user._work = kept  # type: ignore[attr-defined]
    return kept


def _work(user: User) -> Work:
    since, until = reading_days_around(user)
    by_hat: dict[Role, list[Row]] = {}
    if has_queue(user):
        rows = rows_of(user, for_home(user, since=since, until=until, most=MOST))
        for row in rows:
            role = _hat(user, row.signal)
            if role is not None:
                by_hat.setdefault(role, []).append(row)
        _write_down(user, by_hat)
    return Work(by_hat, since, until)


def _hat(user: User, signal: Signal) -> Role | None:
    """Who coordinates a team reads its queue as coordinator, though a member of it may do the same."""
    role = role_towards(user, signal)
    coordinates = any(held.team_id == signal.team_id for held in roles_of(user).of(Role.COORDINATOR))
    return Role.COORDINATOR if role is Role.TEAM_MEMBER and coordinates else role


def reading_days_around(user: User) -> tuple[datetime, date]:
    """Since when it is new, and until when it must be done: by the team that reads least often."""
    today = timezone.localdate()
    calendars = [team.calendar for team in teams_of(user)] or [place.calendar for place in places_of(user).values()]
    calendars = calendars or [ReadingCalendar()]
    since = min(calendar.opening(calendar.last_reading_day(today)) for calendar in calendars)
    return since, max(calendar.add_reading_days(today, 1) for calendar in calendars)


def _write_down(user: User, by_hat: dict[Role, list[Row]]) -> None:
    shown: dict[tuple[Role, int], list[UUID]] = {}
    for role, rows in by_hat.items():
        for row in rows:
            shown.setdefault((role, row.signal.municipality_id), []).append(row.signal.uuid)
    if not shown:
        return
    looks = [(actor_for(user, role, place), signals) for (role, place), signals in shown.items()]
    with transaction.atomic(savepoint=False):
        log_looks(looks, action="list_signals", purpose="begin_the_day")


def first_due(rows: Sequence[Row]) -> date | None:
    return min((row.signal.due_on for row in rows), default=None)
