"""The directory finds a hole in itself, and a keeper mends it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone

from network.models import Hole, Municipality, RoleGrant, User
from network.roles import roles_of
from network.rules import HoleKind, Role
from network.telling import tell


def report_hole(
    *,
    municipality: Municipality,
    kind: HoleKind,
    theme_id: int | None = None,
    department_id: int | None = None,
    route: str = "",
    named: str = "",
) -> Hole:
    """Open the hole once and tell the directory keepers; a hole that is open already tells nobody again."""
    gap: dict[str, Any] = {
        "kind": kind,
        "theme_id": theme_id,
        "department_id": department_id,
        "route": route,
        "named": named[:100],
    }
    hole, is_new = Hole.objects.get_or_create(municipality=municipality, mended_at=None, **gap)
    if is_new:
        keepers = User.objects.filter(
            pk__in=RoleGrant.objects.holders(Role.DIRECTORY_KEEPER, municipality_id=municipality.pk)
        )
        tell(
            keepers,
            kind="directory_hole",
            effect=f"hole:{hole.pk}",
            municipality_id=municipality.pk,
            path=reverse("network:holes"),
            by_mail="digest",
        )
    return hole


def mend_hole(*, by: User, hole_id: int) -> None:
    """A keeper says it is mended; when a signal meets the same gap again, it is a new hole and is told again."""
    kept = roles_of(by).municipalities(Role.DIRECTORY_KEEPER)
    Hole.objects.unmended().filter(pk=hole_id, municipality_id__in=kept).update(mended_at=timezone.now())
