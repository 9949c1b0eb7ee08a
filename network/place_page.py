"""One department as its page shows it: the tree around it, who answers at which level, its cells and its partners."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise

from network.granted import title_of
from network.matrix import may_edit
from network.models import Absence, Department, Organisation, Power, Responsibility, RoleGrant, User
from network.organisations import partners_named
from network.rules import Role
from network.rules.levels import LEVEL_NAMES, LEVEL_OF, Level

#: Who answers for a department, the first to call on top.
ANSWERING = (Role.CONTACT_PERSON, Role.DEPARTMENT_HEAD, Role.SOURCE_HOLDER)
COLLEAGUES = 30


@dataclass
class Member:
    """Somebody who answers for the department, with every hat they wear there."""

    person: User
    titles: list[str] = field(default_factory=list)
    deputies: list[User] = field(default_factory=list)
    absence: Absence | None = None  # of today


@dataclass(frozen=True)
class AtLevel:
    name: str | Promise
    members: Sequence[Member]


@dataclass(frozen=True)
class CellLine:
    """A cell of the matrix in words."""

    row: Responsibility
    level: str | Promise
    powers: list[str]
    partners: list[Organisation]


@dataclass(frozen=True)
class PlacePage:
    department: Department
    children: Sequence[Department]
    levels: Sequence[AtLevel]
    cells: Sequence[CellLine]
    partners: Sequence[Organisation]
    colleagues: Sequence[User]
    next_after: UUID | None
    is_kept: bool


def place_page(user: User, department: Department, *, after: UUID | None = None) -> PlacePage:
    """The same number of queries however many people and cells there are."""
    rows = list(
        Responsibility.objects.today()
        .filter(department=department, theme__is_active=True)
        .select_related("theme")
        .order_by("theme__name", "level")
    )
    named = {pk for row in rows for pk in row.partners} | ({department.outsourced_to_id} - {None})
    partners = partners_named([pk for pk in named if pk is not None])
    colleagues = list(_colleagues(department, after)[: COLLEAGUES + 1])
    return PlacePage(
        department=department,
        children=list(department.children.filter(is_active=True)),
        levels=_levels(department),
        cells=_cells(rows, partners),
        partners=sorted(partners.values(), key=lambda one: one.name),
        colleagues=colleagues[:COLLEAGUES],
        next_after=colleagues[COLLEAGUES - 1].key if len(colleagues) > COLLEAGUES else None,
        is_kept=may_edit(user, department.municipality),
    )


def _levels(department: Department) -> list[AtLevel]:
    grants = RoleGrant.objects.today().filter(department=department, role__in=ANSWERING)
    members: dict[int, Member] = {}
    roles: dict[int, list[Role]] = defaultdict(list)
    ranked = sorted(
        grants.select_related("user__card", "deputy", "department", "team", "theme").order_by("user__name", "pk"),
        key=lambda grant: ANSWERING.index(Role(grant.role)),
    )
    for grant in ranked:
        member = members.setdefault(grant.user_id, Member(grant.user))
        member.titles.append(title_of(grant).partition(",")[0])
        if grant.deputy is not None and grant.deputy.is_active and grant.deputy not in member.deputies:
            member.deputies.append(grant.deputy)
        roles[grant.user_id].append(Role(grant.role))
    for absence in Absence.objects.on(timezone.localdate()).filter(user__in=members).select_related("deputy"):
        members[absence.user_id].absence = absence
    level_of = {pk: level_of_person(member.person, roles[pk]) for pk, member in members.items()}
    return [
        AtLevel(LEVEL_NAMES[level], [member for pk, member in members.items() if level_of[pk] is level])
        for level in Level
        if level in level_of.values()
    ]


def level_of_person(person: User, roles: Sequence[Role]) -> Level:
    """What their own card says, else the highest that a role of theirs stands at."""
    card = getattr(person, "card", None)
    if card is not None and card.level:
        return Level(card.level)
    at = {LEVEL_OF.get(role, Level.OPERATIONAL) for role in roles}
    return next((level for level in Level if level in at), Level.OPERATIONAL)


def _cells(rows: Sequence[Responsibility], partners: dict[int, Organisation]) -> list[CellLine]:
    ids = {pk for row in rows for pk in row.powers}
    powers = dict(Power.objects.filter(pk__in=ids).values_list("pk", "name")) if ids else {}
    return [
        CellLine(
            row,
            LEVEL_NAMES[Level(row.level)],
            [powers[pk] for pk in row.powers if pk in powers],
            [partners[pk] for pk in row.partners if pk in partners],
        )
        for row in rows
    ]


def _colleagues(department: Department, after: UUID | None) -> QuerySet[User]:
    """Who works there, by name, past the last one of the page before."""
    home = RoleGrant.objects.today().filter(department=department, role=Role.REPORTER, user=OuterRef("pk"))
    people = User.objects.filter(Exists(home), is_active=True).order_by("name", "pk")
    last = User.objects.filter(key=after).only("name", "pk").first() if after else None
    if last is None:
        return people
    return people.filter(Q(name__gt=last.name) | Q(name=last.name, pk__gt=last.pk))
