"""The directory finds a hole in itself, somebody mends it, or answers for it until a day."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from network.actions.municipality_trail import write_down
from network.actions.refusals import NotAllowed, WrongDays
from network.askings import people_of
from network.holes import may_mend
from network.models import Department, Hole, Municipality, RoleGrant, User
from network.models.trail import MunicipalityEvent
from network.roles import roles_of
from network.rules import HoleKind, Role
from network.rules.holes import LONGEST_ACCEPTED, OF_DEPARTMENT, SWEPT
from network.sweep import Found, Snapshot, holes_in
from network.sweep.found import key_of
from network.sweep.people import is_known
from network.telling import tell

logger = logging.getLogger(__name__)


def report_hole(
    *,
    municipality: Municipality,
    kind: HoleKind,
    theme_id: int | None = None,
    department_id: int | None = None,
    route: str = "",
    named: str = "",
) -> Hole:
    """Open the hole once and tell the directory keepers; a hole that is open already tells nobody again.

    Of a department it is one hole, whatever the theme was of the signal that met it.
    """
    gap: dict[str, Any] = {
        "kind": kind,
        "theme_id": None if kind in OF_DEPARTMENT and department_id else theme_id,
        "department_id": department_id,
        "person": None,
        "level": "",
        "route": route,
        "named": named[:100],
    }
    hole, is_new = Hole.objects.get_or_create(municipality=municipality, mended_at=None, **gap)
    if is_new:
        _tell_keepers(municipality, kind="directory_hole", effect=f"hole:{hole.pk}")
    return hole


def mend_hole(*, by: User, hole_id: int) -> None:
    """A keeper says it is mended; when a signal meets the same gap again, it is a new hole and is told again."""
    kept = roles_of(by).municipalities(Role.DIRECTORY_KEEPER)
    Hole.objects.unmended().filter(pk=hole_id, municipality_id__in=kept).update(mended_at=timezone.now())


# ---- every day -----------------------------------------------------------------------------------
class NotAllLookedAt(Exception):
    """Some municipality could not be looked at; the others were."""


def look_for_holes() -> None:
    """In every municipality. Done twice a day it tells nobody twice, so what failed is simply tried again."""
    failed = []
    for municipality in Municipality.objects.order_by("pk"):
        try:
            keep_holes(municipality)
        except Exception as error:  # one that fails never stops the others
            logger.warning("Looking for holes in %s failed: %s", municipality.slug, type(error).__name__)
            failed.append(municipality.slug)
    if failed:
        raise NotAllLookedAt(", ".join(failed))


def keep_holes(municipality: Municipality, *, on: date | None = None) -> Sequence[Found]:
    """What is found stands in the table, what is gone is mended. Keepers hear once a day of what is new."""
    today = on or timezone.localdate()
    with transaction.atomic():
        snapshot = Snapshot(municipality, today)
        found = {one.key: one for one in holes_in(snapshot)}
        rows = Hole.objects.unmended().filter(municipality=municipality, kind__in=SWEPT)
        stored = {key_of(row): row for row in rows.select_for_update()}
        gone = [row.pk for key, row in stored.items() if key not in found]
        gone += _known_by_now(snapshot)
        Hole.objects.filter(pk__in=gone).update(mended_at=timezone.now())
        back = [key for key, row in stored.items() if key in found and _is_over(row, today)]
        _forget_answer([stored[key].pk for key in back])
        new = [one for key, one in found.items() if key not in stored]
        Hole.objects.bulk_create([one.as_row() for one in new], ignore_conflicts=True)
        told = [*new, *(found[key] for key in back)]
        if told:
            effect = f"holes_found:{municipality.pk}:{today.isoformat()}"
            _tell_keepers(municipality, kind="directory_holes_found", effect=effect)
    return told


def _known_by_now(snapshot: Snapshot) -> list[int]:
    """Departments that only the sign-in knew, and that have a name in the directory now."""
    rows = Hole.objects.unmended().filter(municipality=snapshot.municipality, kind=HoleKind.UNKNOWN_DEPARTMENT)
    return [row.pk for row in rows if is_known(snapshot, row.named)]


def _is_over(row: Hole, today: date) -> bool:
    return row.accepted_until is not None and row.accepted_until < today


def _tell_keepers(municipality: Municipality, *, kind: str, effect: str) -> None:
    keepers = User.objects.filter(
        pk__in=RoleGrant.objects.holders(Role.DIRECTORY_KEEPER, municipality_id=municipality.pk)
    )
    path = f"{reverse('network:holes')}?gemeente={municipality.slug}"
    tell(keepers, kind=kind, effect=effect, municipality_id=municipality.pk, path=path, by_mail="digest")


# ---- who left ------------------------------------------------------------------------------------
def take_name_away(*, by: User, found: Found) -> int:
    """Of somebody whose account is closed, as the last to ask: whoever is asked there meets nobody anyway."""
    if not may_mend(by, found.municipality):
        raise NotAllowed
    with transaction.atomic():
        rows = found.municipality.departments.select_for_update(of=("self",)).filter(fallback=found.person)
        departments = list(rows.filter(fallback__is_active=False))
        for department in departments:
            department.fallback = None
            department.save(update_fields=["fallback"])
            detail = f"{department.code} {department.name}"
            write_down(
                MunicipalityEvent.DEPARTMENT_CHANGED,
                found.municipality,
                by=by,
                role=Role.DIRECTORY_KEEPER,
                detail=detail,
            )
    return len(departments)


# ---- vraag het de afdeling -----------------------------------------------------------------------
class NobodyToAsk(Exception):
    """The department has nobody who can be told, or there is no department to ask."""


def ask_department(*, by: User, found: Found, department: Department | None) -> Sequence[User]:
    """Who speaks for it hears of the gap, and where it can be read. Twice on a day is once."""
    if not may_mend(by, found.municipality):
        raise NotAllowed
    people = [person for person in people_of(department) if person != by] if department else []
    if not people:
        raise NobodyToAsk
    with transaction.atomic():
        tell(
            people,
            kind="directory_hole_asked",
            effect=f"hole_asked:{found.mark}:{timezone.localdate().isoformat()}",
            municipality_id=found.municipality.pk,
            path=reverse("network:hole_asked", args=[found.municipality.slug, found.mark]),
            by_mail="digest",
        )
    return people


# ---- dit klopt zo --------------------------------------------------------------------------------
def accept_hole(*, by: User, found: Found, reason: str, until: date) -> Hole:
    """Dit klopt zo: until that day, a year at most, it stands apart; after it the hole is open again."""
    if not may_mend(by, found.municipality):
        raise NotAllowed
    today = timezone.localdate()
    if not today < until <= today + LONGEST_ACCEPTED:
        raise WrongDays
    one: dict[str, Any] = {
        "kind": found.kind,
        "theme": found.theme,
        "department": found.department,
        "person": found.person,
        "level": found.level,
        "route": found.route,
        "named": found.named,
    }
    with transaction.atomic():
        kept, _is_new = Hole.objects.get_or_create(municipality=found.municipality, mended_at=None, **one)
        kept.accepted_by, kept.accepted_until, kept.accepted_reason = by, until, reason.strip()
        kept.save(update_fields=["accepted_by", "accepted_until", "accepted_reason"])
    return kept


def reopen_hole(*, by: User, hole_id: int) -> None:
    """It is a hole after all."""
    kept = roles_of(by).municipalities(Role.DIRECTORY_KEEPER)
    rows = Hole.objects.unmended().filter(pk=hole_id, municipality_id__in=kept)
    _forget_answer(list(rows.values_list("pk", flat=True)))


def _forget_answer(holes: Sequence[int]) -> None:
    Hole.objects.filter(pk__in=holes).update(accepted_by=None, accepted_until=None, accepted_reason="")
