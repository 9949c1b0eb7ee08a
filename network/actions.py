"""What people do to the directory, and what the directory finds out about itself."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.urls import reverse

from network.models import Absence, Hole, Municipality, RoleGrant, User
from network.rules import HoleKind, Role
from network.telling import tell


def report_hole(
    *,
    municipality: Municipality,
    kind: HoleKind,
    theme_id: int | None = None,
    department_id: int | None = None,
    route: str = "",
) -> Hole:
    """Open the hole once and tell the directory keepers; a hole that is open already tells nobody again."""
    hole, is_new = Hole.objects.get_or_create(
        municipality=municipality,
        kind=kind,
        theme_id=theme_id,
        department_id=department_id,
        route=route,
        mended_at=None,
    )
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


class NoDeputy(Exception):
    """The colleague named as deputy is away in the same days, or is the person itself."""


def register_absence(*, by: User, from_on: date, until_on: date, deputy: User | None) -> Absence:
    """ "Ik ben er niet": from a day until and including a day, with who answers instead."""
    with transaction.atomic():
        if deputy is not None and (
            deputy == by or Absence.objects.filter(user=deputy, from_on__lte=until_on, until_on__gte=from_on).exists()
        ):
            raise NoDeputy
        return Absence.objects.create(user=by, from_on=from_on, until_on=until_on, deputy=deputy)


def end_absence(*, by: User, absence_id: int) -> None:
    Absence.objects.filter(pk=absence_id, user=by).delete()
