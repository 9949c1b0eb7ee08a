"""Which privacy checks somebody decides about: those that wait, and those that are decided, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise

from network.models import User
from network.roles import roles_of
from network.rules import Role
from signals.access import log_list
from signals.models import PrivacyCheck
from signals.models.check import CheckVerdict, PrivacyCheckQuerySet
from signals.rules.check_names import CHECK_NAMES, VERDICT_BADGES
from signals.rules.cursor import Cursor
from signals.rules.protocol import CheckOn

PAGE = 25
MOST_COUNTED = 100
DECIDED = (CheckVerdict.ALLOWED, CheckVerdict.REFUSED)

_LISTED = (
    "uuid",
    "on",
    "due_on",
    "asked_at",
    "verdict",
    "decided_at",
    "signal__uuid",
    "signal__reference",
    "signal__municipality",
    "source__name",
    "source__department__name",
    "department__name",
    "power__name",
    "asked_by__name",
    "asked_by__username",
)


def decides_checks(user: User) -> bool:
    return roles_of(user).has(Role.PRIVACY_OFFICER)


def to_decide(user: User) -> PrivacyCheckQuerySet:
    """What waits for this person; a check of a signal that is closed meanwhile is nobody's work."""
    return PrivacyCheck.objects.visible_to(user).waiting().of_open_signals()


def checks_waiting(user: User) -> int:
    kept: int | None = getattr(user, "_checks_waiting", None)
    return kept if kept is not None else to_decide(user)[:MOST_COUNTED].count()


@dataclass(frozen=True)
class Filter:
    decided: bool = False
    on: str = ""
    verdict: str = ""


@dataclass(frozen=True)
class Line:
    check: PrivacyCheck

    @property
    def name(self) -> Promise:
        return CHECK_NAMES[CheckOn(self.check.on)]

    @property
    def badge(self) -> tuple[str, Promise]:
        return VERDICT_BADGES[self.check.verdict]

    @property
    def is_late(self) -> bool:
        return self.check.verdict == CheckVerdict.WAITING and self.check.due_on < timezone.localdate()


@dataclass(frozen=True)
class CheckList:
    lines: Sequence[Line]
    older: Cursor | None
    waiting: int


def check_list(user: User, chosen: Filter, *, after: Cursor | None) -> CheckList:
    """What waits: first due first. What is decided: the latest day of the term first."""
    rows = PrivacyCheck.objects.visible_to(user).filter(verdict__in=DECIDED) if chosen.decided else to_decide(user)
    if chosen.on:
        rows = rows.filter(on=chosen.on)
    if chosen.decided and chosen.verdict:
        rows = rows.filter(verdict=chosen.verdict)
    found = list(_ordered(rows, chosen.decided, after)[: PAGE + 1])
    shown = found[:PAGE]
    signals = {row.signal_id: row.signal for row in shown}
    log_list(list(signals.values()), by=user, role=Role.PRIVACY_OFFICER, purpose="check", action="list_checks")
    last = shown[-1] if len(found) > PAGE else None
    return CheckList(
        lines=[Line(row) for row in shown],
        older=Cursor(last.due_on, last.pk) if last else None,
        waiting=checks_waiting(user),
    )


def _ordered(rows: PrivacyCheckQuerySet, decided: bool, after: Cursor | None) -> PrivacyCheckQuerySet:
    rows = rows.select_related("signal", "source__department", "department", "power", "asked_by").only(*_LISTED)
    rows = rows.order_by("-due_on", "-id") if decided else rows.order_by("due_on", "id")
    if after is None:
        return rows
    if decided:
        return rows.filter(Q(due_on__lt=after.day) | Q(due_on=after.day, id__lt=after.row))
    return rows.filter(Q(due_on__gt=after.day) | Q(due_on=after.day, id__gt=after.row))
