"""What somebody sees of their own account: the roles they hold, since when, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from network.granted import title_of
from network.models import RoleGrant, User
from network.roles import grants_stood_in_for


@dataclass(frozen=True)
class OwnRole:
    title: str
    municipality: str
    from_on: date
    until_on: date | None
    reason: str
    given_by: User | None
    instead_of: User | None


def own_roles(user: User) -> list[OwnRole]:
    """Held today or from a later day, and those they stand in for now."""
    today = timezone.localdate()
    open_ones = Q(until_on=None) | Q(until_on__gte=today)
    now = Q(from_on__lte=today) & grants_stood_in_for(user, today)
    grants = (
        RoleGrant.objects.filter(open_ones, Q(user=user) | now)
        .select_related("user", "municipality", "department", "team", "theme", "granted_by")
        .order_by("from_on", "pk")
    )
    return [
        OwnRole(
            title=title_of(grant),
            municipality=grant.municipality.name,
            from_on=grant.from_on,
            until_on=grant.until_on,
            reason=grant.reason if grant.user_id == user.pk else "",
            given_by=grant.granted_by if grant.user_id == user.pk else None,
            instead_of=grant.user if grant.user_id != user.pk else None,
        )
        for grant in grants
    ]
