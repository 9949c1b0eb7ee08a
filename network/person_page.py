"""One person as a page shows them to a colleague: what that colleague has a use for, and what they may do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.conf import settings
from django.db.models import Q
from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.actions.entry import may_be_invited
from network.actions.granting import homes_of
from network.actions.sight import about, waiting_about
from network.granted import title_of
from network.joint import may_read
from network.lockouts import Lock, locks_of
from network.models import Absence, JointAct, Municipality, PersonEntry, RoleGrant, User
from network.models.trail import PersonEvent
from network.roles import roles_of
from network.roster import Reach, reach_of, state_of
from network.rules import Role
from network.rules.people import Part, givers_of, parts_of
from network.rules.person_state import SOON, PersonState
from network.rules.role_names import ROLE_NAMES
from network.rules.roles import NEEDS_SECOND_PROOF
from network.second_proofs import has_second_proof

TRAIL_PAGE = 20

#: What happened, as a page says it.
EVENT_WORDS: dict[str, str | Promise] = {
    PersonEvent.INVITED: _("Invited"),
    PersonEvent.ENTERED: _("Came in for the first time"),
    PersonEvent.CHANGED: _("Changed"),
    PersonEvent.INVITATION_WITHDRAWN: _("Invitation withdrawn"),
    PersonEvent.ROLE_ASKED: _("Asked, waits for a colleague"),
    PersonEvent.ROLE_GIVEN: _("Role given"),
    PersonEvent.ROLE_ENDED: _("Role ended"),
    PersonEvent.DEACTIVATED: _("Account closed"),
    PersonEvent.REACTIVATED: _("Account opened again"),
    PersonEvent.HANDED_OVER: _("Handed over"),
    PersonEvent.SESSIONS_ENDED: _("Logged out everywhere"),
    PersonEvent.UNLOCKED: _("Unlocked"),
    PersonEvent.SECOND_PROOF_CLEARED: _("Second step taken away"),
}

#: Who may read what happened to an account: who manages it and who supervises that.
_READS_TRAIL = (
    Role.APPLICATION_MANAGER,
    Role.COORDINATOR,
    Role.PRIVACY_OFFICER,
    Role.DATA_PROTECTION_OFFICER,
)


@dataclass(frozen=True)
class Holding:
    """A role of this person. `is_mine`: the viewer gives and ends it. `never_began`: it ended before its first day."""

    grant: RoleGrant
    title: str
    is_over: bool
    never_began: bool
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
    is_open: bool  # the viewer may read it


@dataclass(frozen=True)
class StandIn:
    user: User
    title: str


@dataclass(frozen=True)
class Line:
    """A row of the trail. `by` is nobody when the software did it."""

    at: datetime
    words: str | Promise
    by: User | None
    role_name: str | Promise
    detail: str
    reason: str


@dataclass
class PersonPage:
    person: User
    state: PersonState
    department: str
    department_id: int | None
    home_id: int | None  # the municipality in which they file
    holdings: list[Holding]
    stands_in_for: list[StandIn]
    absences: list[Absence]
    waiting: list[Waiting]
    account: Account | None
    gives: bool
    is_self: bool
    may_invite: bool
    reads_trail: bool
    has_several: bool
    past: list[Holding] = field(default_factory=list)

    @property
    def facts(self) -> list[tuple[str, str]]:
        return [
            (gettext("E-mail address"), self.person.email),
            (gettext("Phone"), self.person.phone),
            (gettext("Best hours"), self.person.best_hours),
            (gettext("Department"), self.department),
        ]

    @property
    def account_facts(self) -> list[tuple[str, str]]:
        assert self.account is not None
        proof = gettext("yes") if self.account.has_proof else gettext("no")
        if self.account.needs_proof and not self.account.has_proof:
            proof = gettext("no, and this colleague needs one")
        last = self.account.last_seen_on
        return [
            (gettext("User name"), self.person.username),
            (gettext("Second step of logging in"), proof),
            (gettext("Last logged in"), formats.date_format(last, "j F Y") if last else gettext("never")),
        ]


def page_of(person: User, *, viewer: User) -> PersonPage:
    reach = reach_of(viewer)
    grants = _grants(person, reach)
    holdings = [_holding(grant, viewer) for grant in grants]
    account = _account(person, grants) if manages_account(viewer, person) else None
    now = [one for one in holdings if not one.is_over]
    home = next((one.grant for one in now if one.grant.role == Role.REPORTER and not one.is_coming), None)
    return PersonPage(
        person=person,
        state=state_of(person, is_locked=account is not None and account.lock is not None),
        department=home.department.name if home and home.department else "",
        department_id=home.department_id if home else None,
        home_id=home.municipality_id if home else None,
        holdings=now,
        past=[one for one in holdings if one.is_over],
        stands_in_for=_stands_in_for(person, reach),
        absences=list(Absence.objects.not_over(timezone.localdate()).filter(user=person).select_related("deputy")),
        waiting=[
            Waiting(act, about(act), may_read(act, viewer))
            for act in waiting_about(person)
            if act.municipality_id in reach.reads
        ],
        account=account,
        gives=person.is_active and bool(places_to_give(viewer)),
        is_self=viewer == person,
        may_invite=home is not None and home.municipality in places_to_invite(viewer) and may_be_invited(person),
        reads_trail=roles_of(viewer).has(*_READS_TRAIL),
        has_several=len(reach.reads) > 1,
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


def places_to_invite(viewer: User) -> list[Municipality]:
    """Whoever gives somebody a place there may let them in."""
    return places_to_give(viewer)


def grant_to_change(person: User, pk: int, *, viewer: User) -> RoleGrant | None:
    """A role that is not over, and that the viewer gives and ends."""
    grants = [grant for grant in _grants(person, reach_of(viewer)) if grant.pk == pk]
    holding = next((_holding(grant, viewer) for grant in grants), None)
    return holding.grant if holding and holding.is_mine and not holding.is_over else None


def trail_of(person: User, *, viewer: User, before: int | None) -> tuple[Sequence[Line], int | None]:
    """The newest first, and the number to go on from."""
    reads = roles_of(viewer).municipalities(*_READS_TRAIL)
    entries = PersonEntry.objects.filter(Q(municipality__in=reads) | Q(municipality=None), person=person)
    if before is not None:
        entries = entries.filter(pk__lt=before)
    rows = list(entries.select_related("by", "municipality").order_by("-pk")[: TRAIL_PAGE + 1])
    older = rows[TRAIL_PAGE - 1].pk if len(rows) > TRAIL_PAGE else None
    return [_line(entry) for entry in rows[:TRAIL_PAGE]], older


def _line(entry: PersonEntry) -> Line:
    role_name = ROLE_NAMES[Role(entry.role)] if entry.role in set(Role) else ""
    words = EVENT_WORDS.get(entry.event, entry.event)
    return Line(entry.at, words, entry.by, role_name, entry.detail, entry.reason)


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
        never_began=ends is not None and ends < grant.from_on,
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
        needs_proof=bool(settings.SECOND_PROOF_REQUIRED) and bool(held & NEEDS_SECOND_PROOF),
        has_proof=has_second_proof(person),
        last_seen_on=timezone.localdate(last) if last else None,
        lock=locks_of([person]).get(person.pk),
    )


def _stands_in_for(person: User, reach: Reach) -> list[StandIn]:
    rows = RoleGrant.objects.today().filter(deputy=person, municipality__in=reach.reads)
    rows = rows.select_related("user", "department", "team", "theme", "municipality").order_by("user__name")
    return [StandIn(grant.user, title_of(grant)) for grant in rows]
