"""An improvement is noted when a signal closes, held by a colleague, and ended in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from network.models import Municipality, RoleGrant, User
from network.rules import Role
from network.telling import tell
from signals.actions.working import NotAllowed, Stale
from signals.improvements import may_end, may_own
from signals.models import Improvement


@dataclass(frozen=True)
class Better:
    """What must change in an own rule or way of working, by whom and by when. No names, and nothing of the signal."""

    what: str
    owner: User
    due_on: date


def note_improvement(better: Better, *, municipality: Municipality) -> Improvement:
    """Within the move that closes a signal. Neither the signal nor its trail says that there is one."""
    if not may_own(municipality).filter(pk=better.owner.pk).exists():
        raise NotAllowed
    row = Improvement.objects.create(
        municipality=municipality, what=better.what, owner=better.owner, due_on=better.due_on
    )
    _tell(row, kind="improvement_asked", effect=f"improvement:{row.uuid}")
    return row


def end_improvement(uuid: UUID, *, by: User, came_of_it: str, version: int) -> Improvement:
    with transaction.atomic():
        row = Improvement.objects.visible_to(by).select_for_update(of=("self",)).filter(uuid=uuid).first()
        if row is None:
            raise NotAllowed
        if row.version != version:
            raise Stale
        if not may_end(by, row):
            raise NotAllowed
        row.done_on, row.came_of_it = timezone.localdate(), came_of_it
        row.version += 1
        row.save()
    return row


def remind_of_improvements() -> None:
    """From the day itself, once. When the owner left, whoever coordinates hears it."""
    for row in Improvement.objects.open().filter(due_on__lte=timezone.localdate()).select_related("owner"):
        with transaction.atomic():
            _tell(row, kind="improvement_due", effect=f"improvement_due:{row.uuid}:{row.due_on}")


def _tell(row: Improvement, *, kind: str, effect: str) -> None:
    tell(
        [row.owner] if row.owner.is_active else _coordinators(row),
        kind=kind,
        effect=effect,
        municipality_id=row.municipality_id,
        path=reverse("signals:improvements"),
    )


def _coordinators(row: Improvement) -> list[User]:
    holders = RoleGrant.objects.holders(Role.COORDINATOR, municipality_id=row.municipality_id)
    return list(User.objects.filter(pk__in=holders, is_active=True))
