"""Which privacy checks somebody decides about, a page at a time: those that wait, and those that are decided."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise

from hkin.privacy.sealing import Sealer
from network.models import User
from network.roles import roles_of
from network.rules import Role
from signals.access import log_list, open_text
from signals.models import PrivacyCheck
from signals.models.check import CheckVerdict, PrivacyCheckQuerySet
from signals.rules.check_names import CHECK_NAMES, TEST_NAMES, VERDICT_BADGES
from signals.rules.checks import Test
from signals.rules.cursor import Cursor
from signals.rules.protocol import CheckOn

MOST_COUNTED = 100

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
    rows = PrivacyCheck.objects.visible_to(user).decided() if chosen.decided else to_decide(user)
    if chosen.on:
        rows = rows.filter(on=chosen.on)
    if chosen.decided and chosen.verdict:
        rows = rows.filter(verdict=chosen.verdict)
    rows = rows.select_related("signal", "source__department", "department", "power", "asked_by").only(*_LISTED)
    shown, older = rows.page_by_day(ended=chosen.decided, after=after)
    signals = {row.signal_id: row.signal for row in shown}
    log_list(list(signals.values()), by=user, role=Role.PRIVACY_OFFICER, purpose="check", action="list_checks")
    return CheckList([Line(row) for row in shown], older, checks_waiting(user))


# ---- what one says -------------------------------------------------------------------------------
@dataclass(frozen=True)
class Said:
    """What the team asked, and what the privacy officer answered."""

    check: PrivacyCheck
    asked: str
    limits: str
    answers: Sequence[tuple[Promise, str]]


def said_of(sealer: Sealer, row: PrivacyCheck) -> Said:
    answers = json.loads(open_text(sealer, row, "answers") or "{}")
    return Said(
        check=row,
        asked=open_text(sealer, row, "asked"),
        limits=open_text(sealer, row, "limits"),
        answers=[(TEST_NAMES[test], answers[test]) for test in Test if answers.get(test)],
    )
