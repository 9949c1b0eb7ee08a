"""Which roles a person holds today, their own and those they stand in for."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from network.models import Absence, Municipality, RoleGrant, Team, User
from network.rules import Role

_OVERSIGHT = (Role.PRIVACY_OFFICER, Role.DATA_PROTECTION_OFFICER)


@dataclass(frozen=True)
class Held:
    """A role as somebody holds it now; `instead_of` is the absent colleague they stand in for."""

    role: Role
    municipality_id: int
    department_id: int | None = None
    team_id: int | None = None
    theme_id: int | None = None
    instead_of: int | None = None


@dataclass(frozen=True)
class Practice:
    """Names of somebody's municipalities in which nothing is real yet, and whether that is all of them."""

    names: tuple[str, ...] = ()
    is_all: bool = False

    @classmethod
    def among(cls, municipalities: Collection[Municipality]) -> Practice:
        names = tuple(sorted(one.name for one in municipalities if not one.is_live))
        return cls(names, is_all=bool(names) and len(names) == len(municipalities))


class RolesHeld(tuple[Held, ...]):
    """All roles of one person, with the questions asked of them."""

    __slots__ = ()

    def of(self, *roles: Role) -> RolesHeld:
        return RolesHeld(held for held in self if held.role in roles)

    def has(self, *roles: Role) -> bool:
        return any(held.role in roles for held in self)

    def municipalities(self, *roles: Role) -> set[int]:
        return {held.municipality_id for held in self if not roles or held.role in roles}

    def teams(self) -> set[int]:
        return {held.team_id for held in self if held.team_id is not None}

    def departments(self, *roles: Role) -> set[int]:
        return {held.department_id for held in self.of(*roles) if held.department_id is not None}


def grants_stood_in_for(user: User, on: date) -> Q:
    """Grants of absent colleagues that name this person as deputy: the absence's own deputy goes first."""
    away = Absence.objects.on(on).filter(user=OuterRef("user_id"))
    return Q(Exists(away.filter(deputy=user))) | Q(Exists(away.filter(deputy=None)), deputy=user)


def roles_of(user: User, on: date | None = None) -> RolesHeld:
    """Ask once a request: the answer is kept on the user object for today."""
    today = timezone.localdate()
    if on in {None, today} and (kept := getattr(user, "_roles_held", None)) is not None:
        return RolesHeld(kept)
    if not user.is_active:
        return RolesHeld()
    day = on or today
    grants = list(
        RoleGrant.objects.current(day)
        .filter(Q(user=user) | grants_stood_in_for(user, day))
        .select_related("municipality", "department", "team")
        .order_by("pk")
    )
    held = RolesHeld(
        Held(
            role=Role(grant.role),
            municipality_id=grant.municipality_id,
            department_id=grant.department_id,
            team_id=grant.team_id,
            theme_id=grant.theme_id,
            instead_of=grant.user_id if grant.user_id != user.pk else None,
        )
        for grant in grants
        if grant.user_id == user.pk or grant.role != Role.REPORTER
    )
    if day == today:
        own = (grant for grant in grants if grant.user_id == user.pk and grant.role == Role.REPORTER)
        user._roles_held, user._home = held, next(own, None)  # type: ignore[attr-defined]
        user._teams = {grant.team_id: grant.team for grant in grants if grant.team}  # type: ignore[attr-defined]
        user._places = {grant.municipality_id: grant.municipality for grant in grants}  # type: ignore[attr-defined]
        user._practice = Practice.among(user._places.values())  # type: ignore[attr-defined]
    return held


def home_of(user: User) -> RoleGrant | None:
    """The municipality and department in which a person files: their first reporter role."""
    if not roles_of(user):
        return None
    home: RoleGrant | None = user._home  # type: ignore[attr-defined]
    if home is not None and home.department is not None:
        home.department.municipality = home.municipality
    return home


def practice_of(user: User) -> Practice:
    if not roles_of(user):
        return Practice()
    practice: Practice = user._practice  # type: ignore[attr-defined]
    return practice


def teams_of(user: User) -> list[Team]:
    """The teams somebody reads with, their own and those they stand in for."""
    if not roles_of(user):
        return []
    teams: dict[int, Team] = user._teams  # type: ignore[attr-defined]
    for team in teams.values():
        team.municipality = user._places[team.municipality_id]  # type: ignore[attr-defined]
    return list(teams.values())


def places_of(user: User) -> dict[int, Municipality]:
    """The municipalities in which somebody holds a role, by id."""
    if not roles_of(user):
        return {}
    places: dict[int, Municipality] = user._places  # type: ignore[attr-defined]
    return places


def deliveries_looked_after_by(user: User) -> set[int]:
    """The municipalities whose failed letters this person may send again."""
    return roles_of(user).municipalities(Role.APPLICATION_MANAGER)


def looks_after_machine(user: User) -> bool:
    """Who may see how this installation stands: technique only, of all municipalities on it."""
    return roles_of(user).has(Role.APPLICATION_MANAGER)


def access_logs_read_by(user: User) -> dict[int, str]:
    """The municipalities whose access log this person may read, each with the role in which they do."""
    return {held.municipality_id: held.role.value for held in roles_of(user).of(*_OVERSIGHT)}


#: Everybody who is away: person id -> the deputy their absence names, or None.
Away = dict[int, int | None]


def present(grants: Iterable[RoleGrant], away: Away) -> list[tuple[User, User | None]]:
    """Who answers for each grant: (person, absent colleague they stand in for). Nobody present: left out.

    `away` maps the id of an absent person to the deputy their absence names, or to None.
    """
    answering: list[tuple[User, User | None]] = []
    for grant in grants:
        if grant.user_id not in away:
            answering.append((grant.user, None))
            continue
        stand_in_id = away[grant.user_id] or grant.deputy_id
        if stand_in_id is None or stand_in_id in away:
            continue
        stand_in = grant.deputy if stand_in_id == grant.deputy_id else User.objects.get(pk=stand_in_id)
        if stand_in is not None and stand_in.is_active:
            answering.append((stand_in, grant.user))
    return answering


def away_on(day: date) -> Away:
    """Everybody who is away: person id -> the deputy their absence names."""
    return dict(Absence.objects.on(day).values_list("user_id", "deputy_id"))
