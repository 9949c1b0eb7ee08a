"""The register of sources: which registers a department keeps, on which ground, and who answers for them today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils import timezone

from network.departments import place_of
from network.matrix import may_edit
from network.models import Department, Municipality, RoleGrant, Source, User
from network.roles import away_on, places_of, roles_of
from network.rules import Role
from network.rules.matrix import CONFIRMS
from network.rules.versions import version_of

PAGE = 25


def may_keep_sources(user: User, department: Department) -> bool:
    """Whoever keeps the directory, and whoever answers for the department."""
    return may_edit(user, department.municipality) or department.pk in roles_of(user).departments(*CONFIRMS)


def source_department(user: User, code: str, slug: str) -> Department | None:
    """One whose sources this person keeps."""
    place = place_of(user, slug)
    rows = Department.objects.filter(municipality=place, code__iexact=code, is_active=True)
    found = rows.select_related("municipality").first() if place else None
    return found if found is not None and may_keep_sources(user, found) else None


def kept_source(user: User, pk: int) -> Source | None:
    rows = Source.objects.select_related("department__municipality")
    found = rows.filter(pk=pk, department__municipality__in=list(places_of(user))).first()
    return found if found is not None and may_keep_sources(user, found.department) else None


def version(source: Source) -> str:
    """What a form of it showed."""
    return version_of(source.name, source.ground, source.notices, source.is_closed, source.is_active)


@dataclass(frozen=True)
class Holder:
    """Who answers for the sources of a department; `deputy` does while they are away."""

    person: User
    deputy: User | None
    is_away: bool


@dataclass(frozen=True)
class DepartmentSources:
    department: Department
    sources: Sequence[Source]
    holders: Sequence[Holder]
    is_kept: bool  # by who looks

    @property
    def is_answered(self) -> bool:
        """Somebody is there today."""
        return any(not one.is_away or one.deputy for one in self.holders)


@dataclass(frozen=True)
class SourceRegister:
    place: Municipality
    departments: Sequence[DepartmentSources]  # those with a source, a page of them
    next_after: str
    without: Sequence[Department]  # others whose sources this person keeps; a municipality has tens of departments


def source_register(user: User, place: Municipality, *, after: str = "") -> SourceRegister:
    """Retired sources are shown to who keeps them. `after` is the code of the last department of the page before."""
    sources: dict[int, list[Source]] = defaultdict(list)
    for source in Source.objects.filter(department__municipality=place).order_by("name"):
        sources[source.department_id].append(source)
    rows, without = [], []
    found = Department.objects.filter(municipality=place, is_active=True).select_related("municipality")
    for department in found.order_by("name", "pk"):
        is_kept = may_keep_sources(user, department)
        shown = [one for one in sources[department.pk] if one.is_active or is_kept]
        if shown:
            rows.append(DepartmentSources(department, shown, [], is_kept))
        elif is_kept:
            without.append(department)
    start = next((number for number, row in enumerate(rows, 1) if row.department.code == after), 0)
    page = rows[start : start + PAGE]
    holders = _holders(place)
    return SourceRegister(
        place=place,
        departments=[replace(row, holders=holders[row.department.pk]) for row in page],
        next_after=page[-1].department.code if len(rows) > start + PAGE else "",
        without=without if start == 0 else [],
    )


def _holders(place: Municipality) -> dict[int, list[Holder]]:
    away = away_on(timezone.localdate())
    grants = RoleGrant.objects.today().filter(municipality=place, role=Role.SOURCE_HOLDER)
    rows = list(grants.select_related("user", "deputy").order_by("pk"))
    named = User.objects.in_bulk([pk for grant in rows if (pk := away.get(grant.user_id))])
    found: dict[int, list[Holder]] = defaultdict(list)
    for grant in rows:
        deputy = named.get(away.get(grant.user_id) or 0, grant.deputy)
        there = deputy is not None and deputy.is_active and deputy.pk not in away
        found[grant.department_id or 0].append(Holder(grant.user, deputy if there else None, grant.user_id in away))
    return found


def held_sources(place: Municipality) -> tuple[list[Source], list[Source]]:
    """Those in use that somebody holds, and those that nobody does."""
    held = RoleGrant.objects.today().filter(municipality=place, role=Role.SOURCE_HOLDER)
    departments = set(held.filter(user__is_active=True).values_list("department_id", flat=True))
    rows = Source.objects.used_in(place)
    with_holder = [row for row in rows if row.department_id in departments]
    return with_holder, [row for row in rows if row not in with_holder]
