"""Who sits on the seats of the first hour now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from network.models import Municipality, RoleGrant, User
from network.models.person import GrantSource
from network.models.place import TeamKind
from network.rules import Role
from network.rules.seats import SEAT_ROLES, Seat

#: Whoever holds the role sits there.
_OF_ONE = (
    Seat.PRIVACY_OFFICER,
    Seat.DATA_PROTECTION_OFFICER,
    Seat.ATTENTION_OFFICER,
    Seat.STAFF_SAFETY,
    Seat.BOARD_MEMBER,
)
_TEAM_OF = {Role.COORDINATOR: TeamKind.INTEGRAL, Role.TEAM_MEMBER: TeamKind.STAFF_SAFETY}


@dataclass(frozen=True)
class Sitting:
    """`grant` is what makes somebody sit there; of a deputy it is the coordinator's."""

    person: User
    grant: RoleGrant

    @property
    def is_shared(self) -> bool:
        return self.grant.source == GrantSource.NEIGHBOUR

    @property
    def is_awaited(self) -> bool:
        """Invited, and not in yet."""
        return self.person.entered_at is None and not self.person.has_usable_password()


def seats_of(municipality: Municipality) -> dict[Seat, Sitting]:
    """Only the seats that are taken. A colleague of one's own goes before one of a neighbour."""
    grants = _grants(municipality)
    taken: dict[Seat, Sitting] = {}
    coordinators = _holding(grants, Role.COORDINATOR)
    for grant in coordinators[:1]:
        taken[Seat.COORDINATOR] = Sitting(grant.user, grant)
        if grant.deputy is not None:
            taken[Seat.DEPUTY] = Sitting(grant.deputy, grant)
    for seat in _OF_ONE:
        for grant in _holding(grants, SEAT_ROLES[seat])[:1]:
            taken[seat] = Sitting(grant.user, grant)
    receivers = {grant.user_id: grant for grant in reversed(_holding(grants, Role.INTEGRITY_RECEIVER))}
    for seat, grant in zip((Seat.FIRST_RECEIVER, Seat.SECOND_RECEIVER), reversed(receivers.values()), strict=False):
        taken[seat] = Sitting(grant.user, grant)
    return taken


def shares_team(municipality: Municipality) -> bool:
    return RoleGrant.objects.today().filter(municipality=municipality, source=GrantSource.NEIGHBOUR).exists()


def team_of_neighbour(neighbour: Municipality) -> list[RoleGrant]:
    """Who reads there, in both teams: its own people, not those it borrows itself."""
    grants = RoleGrant.objects.today().filter(
        municipality=neighbour, role__in=[Role.COORDINATOR, Role.TEAM_MEMBER], team__kind__in=TeamKind.values
    )
    own = grants.exclude(source=GrantSource.NEIGHBOUR).select_related("user", "deputy", "team")
    return list(own.order_by("role", "pk"))


def _grants(municipality: Municipality) -> Sequence[RoleGrant]:
    grants = RoleGrant.objects.today().filter(municipality=municipality, role__in=set(SEAT_ROLES.values()))
    rows = grants.select_related("user", "deputy", "team", "municipality").order_by("pk")
    return [row for row in rows if row.role not in _TEAM_OF or (row.team and row.team.kind == _TEAM_OF[Role(row.role)])]


def _holding(grants: Sequence[RoleGrant], role: Role) -> list[RoleGrant]:
    found = [grant for grant in grants if grant.role == role]
    return sorted(found, key=lambda grant: grant.source == GrantSource.NEIGHBOUR)
