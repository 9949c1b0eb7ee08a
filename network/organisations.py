"""Partners of a municipality: a list in pages, one of them with whom to call there, and what still names it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from network.departments import kept_by, place_of
from network.matrix import may_edit
from network.models import Department, Liaison, Municipality, Organisation, Responsibility, User
from network.roles import places_of
from network.rules.versions import version_of

PAGE = 50
#: Of one partner; who has more to say is found by searching.
MOST_LIAISONS = 50
NAMED = 5


@dataclass(frozen=True)
class Partners:
    rows: Sequence[Organisation]
    next_after: int | None
    is_kept: bool


def partners_page(user: User, *, slug: str = "", after: int | None = None, retired: bool = False) -> Partners | None:
    """Of one municipality; those out of use are for who keeps the directory. None: no such municipality for them."""
    municipality = place_of(user, slug)
    if municipality is None:
        return None
    keeps = municipality in kept_by(user)
    rows = municipality.organisations.filter(is_active=not (retired and keeps))
    last = rows.filter(pk=after).first() if after else None
    if last is not None:
        rows = rows.filter(Q(name__gt=last.name) | Q(name=last.name, pk__gt=last.pk))
    found = list(_with_liaisons(rows).order_by("name", "pk")[: PAGE + 1])
    return Partners(found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None, keeps)


def partner_for(user: User, pk: int) -> Organisation | None:
    """Of one's own municipalities."""
    rows = Organisation.objects.filter(pk=pk, municipality__in=places_of(user)).select_related("municipality")
    found = _with_liaisons(rows).first()
    if found is None or (not found.is_active and not may_edit(user, found.municipality)):
        return None
    return found


def _with_liaisons(rows: QuerySet[Organisation]) -> QuerySet[Organisation]:
    liaisons = Liaison.objects.filter(is_active=True).prefetch_related("themes").order_by("name", "pk")
    return rows.prefetch_related(Prefetch("liaisons", liaisons, to_attr="to_call"))


def liaison_of(partner: Organisation, pk: int) -> Liaison | None:
    return partner.liaisons.filter(pk=pk, is_active=True).first()


def partners_named(ids: Collection[int]) -> dict[int, Organisation]:
    """By id, with whom to call: what stands in the cells of the matrix."""
    return {row.pk: row for row in _with_liaisons(Organisation.objects.filter(pk__in=ids, is_active=True))}


@dataclass(frozen=True)
class Named:
    """What counts on a partner: departments it works for, and themes whose matrix names it."""

    departments: list[str]
    themes: list[str]

    def __bool__(self) -> bool:
        return bool(self.departments or self.themes)


def what_names(partner: Organisation) -> Named:
    cells = Responsibility.objects.filter(
        Q(until_on=None) | Q(until_on__gte=timezone.localdate()),
        municipality=partner.municipality_id,
        partners__contains=[partner.pk],
    )
    themes = cells.order_by("theme__name").values_list("theme__name", flat=True).distinct()
    departments = Department.objects.filter(outsourced_to=partner, is_active=True)
    return Named(list(departments.values_list("name", flat=True)[:NAMED]), list(themes[:NAMED]))


def organisations_in_use(municipality: Municipality) -> QuerySet[Organisation]:
    return municipality.organisations.filter(is_active=True)


def version(row: Organisation) -> str:
    """What a form of it showed."""
    return version_of(row.kind, row.name, row.does, row.phone, row.email, row.website, row.is_active)


def liaison_version(row: Liaison) -> str:
    themes = sorted(row.themes.values_list("pk", flat=True))
    about = (row.name, row.function, row.level, row.phone, row.email, row.best_hours, row.comes_for)
    return version_of(*about, themes, row.is_active)
