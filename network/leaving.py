"""What somebody who leaves leaves behind, and which colleagues may take it: roles, standing in, fallbacks, a team."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.granted import title_of
from network.models import Absence, Department, RoleGrant, Team, User
from network.roles import roles_of
from network.rules import Role
from network.rules.people import opens_sight

MOST_HEIRS = 300


class Kind(StrEnum):
    ROLE = "role"
    DEPUTY = "deputy"
    FALLBACK = "fallback"
    MANAGER = "manager"


@dataclass(frozen=True)
class Item:
    """One thing that somebody else can take. `key` names it in a form."""

    key: str
    kind: Kind
    label: str
    heirs: Sequence[User]
    grant: RoleGrant | None = None
    department: Department | None = None
    team: Team | None = None


@dataclass(frozen=True)
class Load:
    """So much of something: "3 claimed signals". Of another app's work as far as who manages accounts may know."""

    number: int
    words: str


@dataclass(frozen=True)
class Carrier:
    """What another app does with the work of who leaves. `pass_on` comes when the account is closed already.

    It gets the colleagues who took something, in order; what none of them may see goes back to where it came from.
    """

    work_of: Callable[[User], Sequence[Load]]
    pass_on: Callable[[User, Sequence[User]], None]


_carriers: list[Carrier] = []


def register(carrier: Carrier) -> None:
    """Once, by an app whose rows name people as the ones who work on them, when it is ready."""
    if carrier not in _carriers:
        _carriers.append(carrier)


def carriers() -> Sequence[Carrier]:
    return _carriers


def work_of(person: User) -> list[Load]:
    return [load for carrier in _carriers for load in carrier.work_of(person) if load.number]


def counts_of(items: Sequence[Item]) -> list[Load]:
    n = {kind: sum(item.kind is kind for item in items) for kind in Kind}
    roles, deputies, fallbacks, teams = (n[kind] for kind in (Kind.ROLE, Kind.DEPUTY, Kind.FALLBACK, Kind.MANAGER))
    counted = [
        Load(roles, ngettext("%(n)s role", "%(n)s roles", roles)),
        Load(deputies, ngettext("deputy of %(n)s colleague", "deputy of %(n)s colleagues", deputies)),
        Load(fallbacks, ngettext("fallback of %(n)s department", "fallback of %(n)s departments", fallbacks)),
        Load(teams, ngettext("manager of %(n)s team", "manager of %(n)s teams", teams)),
    ]
    return [Load(load.number, load.words % {"n": load.number}) for load in counted if load.number]


# ---- what there is -------------------------------------------------------------------------------
def items_of(person: User, *, by: User) -> list[Item]:
    """In the municipalities that `by` manages. Elsewhere it ends without an heir, and shows there as a gap."""
    places = roles_of(by).municipalities(Role.APPLICATION_MANAGER)
    grants = RoleGrant.objects.today().filter(municipality__in=places)
    grants = grants.select_related("user", "municipality", "department", "team", "theme", "deputy")
    own = grants.filter(user=person).exclude(role=Role.REPORTER).order_by("pk")
    standing_in = grants.filter(deputy=person).order_by("user__name", "pk")
    departments = Department.objects.filter(fallback=person, municipality__in=places)
    teams = Team.objects.filter(manager=person, municipality__in=places)
    return [
        *(_role(grant, by) for grant in own),
        *(_deputy(grant, person, by) for grant in standing_in),
        *(_fallback(department, person) for department in departments.select_related("municipality")),
        *(_manager(team, person) for team in teams.select_related("municipality")),
    ]


def absences_covered_by(person: User) -> QuerySet[Absence]:
    return Absence.objects.filter(deputy=person)


def beside(grant: RoleGrant) -> QuerySet[User]:
    """Who may take a role, or stand in for it: who has it there too, is of that department or team, or works nearby.

    Of a department of thousands not everybody: nobody finds a name in such a list.
    """
    here = RoleGrant.objects.today().filter(municipality=grant.municipality_id, user=OuterRef("pk"))
    homes = RoleGrant.objects.filter(user=grant.user_id, role=Role.REPORTER, municipality=grant.municipality_id)
    nearby = Q(role=Role.REPORTER, department__in=homes.exclude(department=None).values("department"))
    tied = Q(Exists(here.filter(_tied(grant)))) | Q(pk=grant.deputy_id)
    people = User.objects.filter(tied | Q(Exists(here.filter(nearby))), is_active=True).exclude(pk=grant.user_id)
    nearest = people.annotate(is_tied=Q(tied)).order_by("-is_tied", "name", "pk").values_list("pk", flat=True)
    return User.objects.filter(pk__in=list(nearest[:MOST_HEIRS])).order_by("name", "pk")


def _tied(grant: RoleGrant) -> Q:
    """Of a grant that is not complete yet: nobody, for nothing is tied to it."""
    match Role(grant.role):
        case Role.TEAM_MEMBER | Role.COORDINATOR:
            return Q(team=grant.team_id or 0)
        case Role.CONTACT_PERSON:
            return Q(department=grant.department_id or 0)
        case role:
            return Q(role=role)


def _role(grant: RoleGrant, by: User) -> Item:
    return Item(f"role-{grant.pk}", Kind.ROLE, title_of(grant), _able(grant, by), grant=grant)


def _deputy(grant: RoleGrant, person: User, by: User) -> Item:
    label = _("Deputy of %(name)s: %(role)s") % {"name": grant.user, "role": title_of(grant)}
    heirs = [user for user in _able(grant, by) if user != person]
    return Item(f"deputy-{grant.pk}", Kind.DEPUTY, label, heirs, grant=grant)


def _fallback(department: Department, person: User) -> Item:
    """A fallback reads what is given to them, so it is one who reads such questions already."""
    label = _("Answers for %(department)s when nobody else can") % {"department": department}
    contacts = RoleGrant.objects.today().filter(role=Role.CONTACT_PERSON, municipality=department.municipality_id)
    heirs = _users(contacts.filter(user=OuterRef("pk"))).exclude(pk=person.pk)
    return Item(f"fallback-{department.pk}", Kind.FALLBACK, label, list(heirs[:MOST_HEIRS]), department=department)


def _manager(team: Team, person: User) -> Item:
    """Hears that something waits, never what."""
    label = _("Manager of %(team)s") % {"team": team}
    homes = RoleGrant.objects.filter(user=person, role=Role.REPORTER, municipality=team.municipality_id)
    near = Q(team=team) | Q(role=Role.REPORTER, department__in=homes.exclude(department=None).values("department"))
    here = RoleGrant.objects.today().filter(near, municipality=team.municipality_id, user=OuterRef("pk"))
    heirs = _users(here).exclude(pk=person.pk)
    return Item(f"manager-{team.pk}", Kind.MANAGER, label, list(heirs[:MOST_HEIRS]), team=team)


def _able(grant: RoleGrant, by: User) -> list[User]:
    """Nobody hands sight to themselves."""
    people = beside(grant)
    if opens_sight(Role(grant.role)):
        people = people.exclude(pk=by.pk)
    return list(people)


def _users(grants: QuerySet[RoleGrant]) -> QuerySet[User]:
    return User.objects.filter(Exists(grants), is_active=True).order_by("name", "pk")
