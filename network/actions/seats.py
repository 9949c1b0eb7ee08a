"""The seats of the first hour are filled: somebody is invited, and gets the role that goes with the seat."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext

from network.actions.entry import invite
from network.actions.people import change_deputy, end_role, give_role
from network.actions.refusals import HasLeft, ImpossiblePair, NotAllowed, NotForOneself
from network.models import Municipality, Team, User
from network.models.place import TeamKind
from network.rules.roles import Role
from network.rules.seats import NEVER_BOTH, SEAT_ROLES, Seat
from network.rules.starting import SetupStep
from network.seats import Sitting, seats_of
from network.starting import may_do

_TEAM_OF = {Seat.COORDINATOR: TeamKind.INTEGRAL, Seat.STAFF_SAFETY: TeamKind.STAFF_SAFETY}


@dataclass(frozen=True)
class Named:
    name: str
    email: str


class SeatRefused(Exception):
    """Nothing is done. `why` is a refusal: HasLeft, ImpossiblePair, NotForOneself or NobodyBefore."""

    def __init__(self, seat: Seat, why: Exception) -> None:
        super().__init__(seat)
        self.seat = seat
        self.why = why


class NobodyBefore(Exception):
    """A deputy stands in for somebody: first the coordinator."""


def fill_seats(*, by: User, municipality: Municipality, named: Mapping[Seat, Named]) -> None:
    """All of them or none. Whoever sat there leaves the seat; where nobody is named nothing changes."""
    if municipality.is_live or not may_do(by, municipality, SetupStep.PEOPLE):
        raise NotAllowed
    with transaction.atomic():
        before = seats_of(municipality)
        people = {seat: _invited(seat, named[seat], municipality, by) for seat in Seat if seat in named}
        _refuse_both(before, people)
        changed = {seat for seat, person in people.items() if seat not in before or before[seat].person != person}
        for seat in changed - {Seat.DEPUTY}:
            if seat in before and not before[seat].is_shared:
                end_role(by=by, grant=before[seat].grant, reason=_reason(municipality))
        for seat in Seat:
            if seat in changed:
                _sit_down(seat, people, before, municipality, by)


def _invited(seat: Seat, named: Named, municipality: Municipality, by: User) -> User:
    with _said_at(seat):
        return invite(by=by, municipality=municipality, name=named.name, email=named.email)


def _refuse_both(before: Mapping[Seat, Sitting], people: Mapping[Seat, User]) -> None:
    after = {**{seat: sitting.person for seat, sitting in before.items()}, **people}
    for pair in NEVER_BOTH:
        if len({after[seat].pk for seat in pair if seat in after}) < sum(seat in after for seat in pair):
            last = [seat for seat in pair if seat in people]
            raise SeatRefused(last[-1], ImpossiblePair(after[pair[0]])) if last else ImpossiblePair(after[pair[0]])


def _sit_down(
    seat: Seat, people: Mapping[Seat, User], before: Mapping[Seat, Sitting], municipality: Municipality, by: User
) -> None:
    with _said_at(seat):
        if seat is Seat.DEPUTY:
            _name_deputy(people[seat], municipality, by)
            return
        give_role(
            by=by,
            person=people[seat],
            role=SEAT_ROLES[seat],
            municipality=municipality,
            team=_team(municipality, _TEAM_OF[seat]) if seat in _TEAM_OF else None,
            deputy=_kept_deputy(people, before) if seat is Seat.COORDINATOR else None,
            reason=_reason(municipality),
        )


def _kept_deputy(people: Mapping[Seat, User], before: Mapping[Seat, Sitting]) -> User | None:
    """Another coordinator keeps the deputy of before, unless another is named or it is that very person."""
    deputy = before.get(Seat.DEPUTY)
    if Seat.DEPUTY in people or deputy is None or deputy.is_shared or deputy.person == people[Seat.COORDINATOR]:
        return None
    return deputy.person


def _name_deputy(person: User, municipality: Municipality, by: User) -> None:
    """The deputy reads with the team; for who was deputy before only the standing in ends."""
    coordinator = seats_of(municipality).get(Seat.COORDINATOR)
    if coordinator is None or coordinator.is_shared:
        raise NobodyBefore
    give_role(
        by=by,
        person=person,
        role=Role.TEAM_MEMBER,
        municipality=municipality,
        team=_team(municipality, TeamKind.INTEGRAL),
        reason=_reason(municipality),
    )
    change_deputy(by=by, grant=coordinator.grant, deputy=person, reason=_reason(municipality))


@contextmanager
def _said_at(seat: Seat) -> Iterator[None]:
    try:
        yield
    except (HasLeft, ImpossiblePair, NobodyBefore, NotForOneself) as why:
        raise SeatRefused(seat, why) from why


def _team(municipality: Municipality, kind: TeamKind) -> Team:
    return municipality.teams.get(kind=kind)


def _reason(municipality: Municipality) -> str:
    return gettext("When %(name)s was set up") % {"name": municipality.name}
