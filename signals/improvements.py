"""What a municipality changes in its own rules and ways of working: who may hold it, who reads it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from network.models import Municipality, RoleGrant, User
from network.roles import roles_of
from network.rules import Role
from signals.models import Improvement
from signals.models.improvement import READS_ALL

#: A page shows this many; more than that nobody improves at a time.
MOST = 100


def reads_all_improvements(user: User) -> bool:
    return roles_of(user).has(*READS_ALL)


def reads_improvements(user: User) -> bool:
    """Who reads all of them, and whoever owns one."""
    return reads_all_improvements(user) or Improvement.objects.visible_to(user).exists()


def may_own(municipality: Municipality) -> QuerySet[User]:
    """Colleagues with a task of their own in the municipality today: who only files is not asked."""
    grants = RoleGrant.objects.today().filter(municipality=municipality, user=OuterRef("pk"))
    return User.objects.filter(Exists(grants.exclude(role=Role.REPORTER)), is_active=True).order_by("name", "pk")


def find_improvement(uuid: UUID, *, by: User) -> Improvement | None:
    """One that somebody may end, or that is done already."""
    row = Improvement.objects.visible_to(by).filter(uuid=uuid).first()
    if row is None or (row.done_on is None and not may_end(by, row)):
        return None
    return row


@dataclass(frozen=True)
class Line:
    improvement: Improvement
    is_late: bool
    may_end: bool


def lines_for(user: User, *, done: bool) -> list[Line]:
    seen = Improvement.objects.visible_to(user).select_related("owner", "municipality")
    rows = seen.done().order_by("-done_on", "-id") if done else seen.open()
    today = timezone.localdate()
    return [Line(row, row.done_on is None and row.due_on < today, may_end(user, row)) for row in rows[:MOST]]


def may_end(user: User, row: Improvement) -> bool:
    """The owner, or who coordinates there."""
    coordinates = row.municipality_id in roles_of(user).municipalities(Role.COORDINATOR)
    return row.done_on is None and (row.owner_id == user.pk or coordinates)
