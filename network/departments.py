"""The departments of a municipality as a tree: who sees them, where one may hang, and what stands in its way out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from network.matrix import may_edit
from network.models import Department, Municipality, Responsibility, RoleGrant, User
from network.models.matrix import Part
from network.roles import home_of, places_of
from network.rules.versions import version_of


def place_of(user: User, slug: str = "") -> Municipality | None:
    """A municipality in which this person has a role: the named one, else the one where they file."""
    places = places_of(user)
    if not slug:
        home = home_of(user)
        return home.municipality if home else next(iter(places.values()), None)
    return next((place for place in places.values() if place.slug == slug), None)


def kept_by(user: User) -> list[Municipality]:
    """Where this person keeps the directory."""
    return sorted((place for place in places_of(user).values() if may_edit(user, place)), key=lambda one: one.name)


def department_for(user: User, code: str, *, slug: str = "") -> Department | None:
    """One that is out of use is there for who keeps the directory only."""
    municipality = place_of(user, slug)
    if municipality is None:
        return None
    rows = municipality.departments.filter(code__iexact=code)
    found = rows.select_related("municipality", "parent", "outsourced_to", "fallback").first()
    if found is None or (not found.is_active and not may_edit(user, municipality)):
        return None
    return found


def below(department: Department) -> set[int]:
    """Ids of everything under it, at any depth, in one query."""
    children: dict[int | None, list[int]] = defaultdict(list)
    for pk, parent in Department.objects.filter(municipality=department.municipality_id).values_list("pk", "parent"):
        children[parent].append(pk)
    found: set[int] = set()
    waiting = [department.pk]
    while waiting:
        new = [pk for pk in children[waiting.pop()] if pk not in found]
        found.update(new)
        waiting += new
    return found


def possible_parents(municipality: Municipality, department: Department | None = None) -> QuerySet[Department]:
    """All but itself and what hangs under it."""
    rows = municipality.departments.filter(is_active=True)
    return rows if department is None else rows.exclude(pk__in={department.pk, *below(department)})


@dataclass(frozen=True)
class InTheWay:
    """Why a department cannot be put out of use now: themes it leads, people with a role, departments below."""

    leads: list[str]
    people: list[str]
    children: list[str]

    def __bool__(self) -> bool:
        return bool(self.leads or self.people or self.children)


#: More names than these help nobody.
NAMED = 5


def in_the_way(department: Department) -> InTheWay:
    """From today on; what is over is no hindrance."""
    today = timezone.localdate()
    later = Q(until_on=None) | Q(until_on__gte=today)
    leads = Responsibility.objects.filter(later, department=department, part=Part.LEAD)
    grants = RoleGrant.objects.filter(later, department=department, user__is_active=True)
    return InTheWay(
        leads=list(leads.order_by("theme__name").values_list("theme__name", flat=True).distinct()[:NAMED]),
        people=list(grants.order_by("user__name").values_list("user__name", flat=True).distinct()[:NAMED]),
        children=list(department.children.filter(is_active=True).values_list("name", flat=True)[:NAMED]),
    )


def version(department: Department) -> str:
    """What a form of it showed."""
    return version_of(
        department.name,
        department.parent_id,
        department.cluster,
        department.synonyms,
        department.notices,
        department.sources,
        department.regime,
        department.mailbox,
        department.outsourced_to_id,
        department.is_active,
    )
