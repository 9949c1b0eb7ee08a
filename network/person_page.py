"""One person as a page shows them to a colleague: what that colleague has a use for, and what they may do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.utils import timezone

from network.actions.granting import homes_of
from network.actions.sight import about, waiting_about
from network.granted import title_of
from network.lockouts import Lock, locks_of
from network.models import Absence, JointAct, Municipality, PersonEntry, RoleGrant, User
from network.roles import roles_of
from network.roster import Reach, reach_of, state_of
from network.rules import Role
from network.rules.people import Part, givers_of, parts_of
from network.rules.person_state import SOON, PersonState
from network.rules.roles import NEEDS_SECOND_PROOF
from network.second_proofs import has_second_proof

TRAIL_PAGE = 20

#: Who may read what happened to an account: who manages it and who supervises that.
_READS_TRAIL = (
    Role.APPLICATION_MANAGER,
    Role.COORDINATOR,
    Role.PRIVACY_OFFICER,
    Role.DATA_PROTECTION_OFFICER,
)


@dataclass(frozen=True)
class Holding:
    """A role of this person. `is_mine`: the viewer gives and ends it."""

    grant: RoleGrant
    title: str
    is_over: bool
    is_coming: bool
    ends_soon: bool
    is_mine: bool
    has_deputies: bool


@dataclass(frozen=True)
class Account:
    """Seen by whoever manages it. Of signing in no more than the day."""

    needs_proof: bool
    has_proof: bool
    last_seen_on: date | None
    lock: Lock | None


@dataclass(frozen=True)
class Waiting:
    act: JointAct
    words: str


@dataclass
class PersonPage:
    person: User
    state: PersonState
    department: str
    holdings: list[Holding]
    stands_in_for: list[RoleGrant]
    absences: list[Absence]
    waiting: list[Waiting]
    account: Account | None
    gives: bool
    is_self: bool
    reads_trail: bool
    past: list[Holding] = field(default_factory=list)


def page_of(person: User, *, viewer: User) -> PersonPage:
    reach = reach_of(viewer)
    grants = _grants(person, reach)
    holdings = [_holding(grant, viewer) for grant in grants]
    account = _account(person, grants) if manages_account(viewer, person) else None
    now = [one for one in holdings if not one.is_over]
    return PersonPage(
        person=person,
        state=state_of(person, is_locked=account is not None and account.lock is not None),
        department=_department(grants),
        holdings=now,
        past=[one for one in holdings if one.is_over],
        stands_in_for=_stands_in_for(person, reach),
        absences=list(Absence.objects.not_over(timezone.localdate()).filter(user=person).select_related("deputy")),
        waiting=[Waiting(act, about(act)) for act in waiting_about(person) if act.municipality_id in reach.reads],
        account=account,
        gives=person.is_active and bool(places_to_give(viewer)),
        is_self=viewer == person,
        reads_trail=roles_of(viewer).has(*_READS_TRAIL),
    )


def manages_account(viewer: User, person: User) -> bool:
    return bool(homes_of(person) & reach_of(viewer).manages)


def places_to_give(viewer: User) -> list[Municipality]:
    """Where the viewer gives somebody a role."""
    return [place for place in reach_of(viewer).places if roles_to_give(viewer, place)]


def roles_to_give(viewer: User, place: Municipality) -> list[Role]:
    """By hand; that somebody files comes with the account."""
    own = {one.role for one in roles_of(viewer) if one.municipality_id == place.pk}
    return [role for role in Role if role is not Role.REPORTER and own & set(givers_of(role, is_live=place.is_live))]


def trail_of(person: User, *, viewer: User, before: int | None) -> tuple[Sequence[PersonEntry], int | None]:
    """The newest first, and the number to go on from."""
    reads = roles_of(viewer).municipalities(*_READS_TRAIL)
    entries = PersonEntry.objects.filter(Q(municipality__in=reads) | Q(municipality=None), person=person)
    if before is not None:
        entries = entries.filter(pk__lt=before)
    rows = list(entries.select_related("by", "municipality").order_by("-pk")[: TRAIL_PAGE + 1])
    return rows[:TRAIL_PAGE], rows[TRAIL_PAGE - 1].pk if len(rows) > TRAIL_PAGE else None


def _grants(person: User, reach: Reach) -> list[RoleGrant]:
    rows = RoleGrant.objects.filter(user=person, municipality__in=reach.reads)
    return list(
        rows.select_related("municipality", "department", "team", "theme", "deputy", "granted_by").order_by(
            "-from_on", "pk"
        )
    )


def _holding(grant: RoleGrant, viewer: User) -> Holding:
    today = timezone.localdate()
    role = Role(grant.role)
    own = {one.role for one in roles_of(viewer) if one.municipality_id == grant.municipality_id}
    ends = grant.until_on
    return Holding(
        grant=grant,
        title=title_of(grant),
        is_over=ends is not None and (ends < today or ends < grant.from_on),
        is_coming=grant.from_on > today,
        ends_soon=ends is not None and today <= ends <= today + SOON,
        is_mine=role is not Role.REPORTER and bool(own & set(givers_of(role, is_live=grant.municipality.is_live))),
        has_deputies=Part.DEPUTY in parts_of(role),
    )


def _account(person: User, grants: Sequence[RoleGrant]) -> Account:
    today = timezone.localdate()
    held = {grant.role for grant in grants if grant.until_on is None or grant.until_on >= today}
    last = person.last_login
    return Account(
        needs_proof=bool(held & NEEDS_SECOND_PROOF),
        has_proof=has_second_proof(person),
        last_seen_on=timezone.localdate(last) if last else None,
        lock=locks_of([person]).get(person.pk),
    )


def _department(grants: Sequence[RoleGrant]) -> str:
    today = timezone.localdate()
    for grant in grants:
        is_now = grant.from_on <= today and (grant.until_on is None or grant.until_on >= today)
        if grant.role == Role.REPORTER and grant.department is not None and is_now:
            return grant.department.name
    return ""


def _stands_in_for(person: User, reach: Reach) -> list[RoleGrant]:
    rows = RoleGrant.objects.today().filter(deputy=person, municipality__in=reach.reads)
    return list(rows.select_related("user", "department", "team", "theme", "municipality").order_by("user__name"))
