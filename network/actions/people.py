"""Roles are given and ended, and accounts closed: each with a reason, each a row of the person's trail."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from network.actions.refusals import (
    AlreadyHeld,
    HasLeft,
    ImpossiblePair,
    Incomplete,
    LastCoordinator,
    LastManager,
    NotAllowed,
    NotForOneself,
    WrongDays,
)
from network.models import Department, JointAct, Municipality, PersonEntry, RoleGrant, Team, Theme, User
from network.models.person import GrantSource
from network.models.trail import PersonEvent
from network.roles import roles_of
from network.rules import Role
from network.rules.people import NEEDED, Part, givers_of, is_impossible, opens_sight, parts_of

_DAY = timedelta(days=1)


def give_role(
    *,
    by: User | None,
    person: User,
    role: Role,
    municipality: Municipality,
    department: Department | None = None,
    team: Team | None = None,
    theme: Theme | None = None,
    line: str = "",
    deputy: User | None = None,
    from_on: date | None = None,
    until_on: date | None = None,
    reason: str = "",
    source: GrantSource = GrantSource.HAND,
) -> RoleGrant | JointAct:
    """From today unless said otherwise, until and including `until_on`. Given before, it is the grant that stands.

    `by` is None for the software itself: the first administrator, a claim at sign-in. Whoever gives by hand a role
    that opens signals in a municipality that is live, asks: then the act comes back that waits for a colleague.
    """
    wanted = RoleGrant(
        user=person,
        role=role,
        municipality=municipality,
        department=department,
        team=team,
        theme=theme,
        line=line.strip(),
        deputy=deputy,
        from_on=from_on or timezone.localdate(),
        until_on=until_on,
        reason=reason.strip(),
        source=source,
        granted_by=by,
    )
    acting = acting_role(by, role, municipality)
    with transaction.atomic():
        _lock(person, deputy)
        standing = standing_grant(wanted)
        if standing is not None:
            return standing
        check_grant(wanted, by=by)
        wanted.save(force_insert=True)
        write_down(PersonEvent.ROLE_GIVEN, person, by=by, role=acting, grant=wanted, reason=wanted.reason)
    forget_roles(person)
    return wanted


def end_role(
    *, by: User | None, grant: RoleGrant, on: date | None = None, reason: str, knowingly: bool = False
) -> RoleGrant:
    """`on` is the last day, included; without one it ends now, and was held last yesterday."""
    acting = acting_role(by, Role(grant.role), grant.municipality)
    last_day = on or timezone.localdate() - _DAY
    with transaction.atomic():
        Municipality.objects.select_for_update().get(pk=grant.municipality_id)
        grant = (
            RoleGrant.objects.select_for_update(of=("self",)).select_related("user", "municipality").get(pk=grant.pk)
        )
        if on is not None and on < max(grant.from_on, timezone.localdate()):
            raise WrongDays
        if grant.until_on is not None and grant.until_on <= last_day:
            return grant
        check_not_last([grant], after=last_day, knowingly=knowingly)
        grant.until_on = last_day
        grant.save(update_fields=["until_on"])
        write_down(PersonEvent.ROLE_ENDED, grant.user, by=by, role=acting, grant=grant, reason=reason)
    forget_roles(grant.user)
    return grant


# ---- what every act asks -------------------------------------------------------------------------
def acting_role(by: User | None, role: Role, municipality: Municipality) -> Role | None:
    """The hat in which somebody gives or ends this role there; None for the software."""
    if by is None:
        return None
    held = roles_of(by)
    for giver in givers_of(role, is_live=municipality.is_live):
        if municipality.pk in held.municipalities(giver):
            return giver
    raise NotAllowed


def standing_grant(wanted: RoleGrant) -> RoleGrant | None:
    """The one that says the same already, all days of it."""
    for grant in _same(wanted):
        if grant.from_on <= wanted.from_on and (
            grant.until_on is None or (wanted.until_on is not None and grant.until_on >= wanted.until_on)
        ):
            return grant
    return None


def check_grant(wanted: RoleGrant, *, by: User | None) -> None:
    role = Role(wanted.role)
    if not wanted.user.is_active or (wanted.deputy and not wanted.deputy.is_active):
        raise HasLeft
    if by is not None and by.pk in {wanted.user_id, wanted.deputy_id} and opens_sight(role):
        raise NotForOneself
    if wanted.from_on < timezone.localdate() or (wanted.until_on and wanted.until_on < wanted.from_on):
        raise WrongDays
    _check_parts(wanted)
    for somebody in filter(None, (wanted.user, wanted.deputy)):
        if is_impossible({role, *_roles_between(somebody, wanted)}):
            raise ImpossiblePair
    if _same(wanted):
        raise AlreadyHeld


def check_not_last(grants: list[RoleGrant], *, after: date, knowingly: bool) -> None:
    """Somebody must remain on the day after. Of coordinators this is a warning, and only where it is live."""
    for grant in grants:
        role = Role(grant.role)
        if role not in {Role.APPLICATION_MANAGER, Role.COORDINATOR}:
            continue
        others = RoleGrant.objects.current(after + _DAY).filter(role=role, municipality=grant.municipality_id)
        others = others.exclude(user=grant.user_id).exclude(user__entered_at=None)
        if others.exists():
            continue
        if role is Role.APPLICATION_MANAGER:
            raise LastManager
        if grant.municipality.is_live and not knowingly:
            raise LastCoordinator


def write_down(
    event: PersonEvent,
    person: User,
    *,
    by: User | None,
    role: Role | None,
    grant: RoleGrant | None = None,
    municipality: Municipality | None = None,
    detail: str = "",
    reason: str = "",
) -> PersonEntry:
    return PersonEntry.objects.create(
        municipality=grant.municipality if grant else municipality,
        person=person,
        by=by,
        role=role or "",
        event=event,
        detail=(detail or (_in_short(grant) if grant else ""))[:300],
        reason=reason.strip()[:300],
    )


def forget_roles(person: User) -> None:
    """What `roles_of` kept on the object is of before."""
    for kept in ("_roles_held", "_home"):
        if hasattr(person, kept):
            delattr(person, kept)


def _lock(*people: User | None) -> None:
    ids = sorted({person.pk for person in people if person is not None})
    list(User.objects.select_for_update().filter(pk__in=ids).order_by("pk"))


def _same(wanted: RoleGrant) -> list[RoleGrant]:
    """Grants of the same, with a day in common."""
    grants = RoleGrant.objects.filter(
        Q(until_on=None) | Q(until_on__gte=wanted.from_on),
        user=wanted.user,
        role=wanted.role,
        municipality=wanted.municipality,
        department=wanted.department,
        team=wanted.team,
        theme=wanted.theme,
    )
    if wanted.until_on is not None:
        grants = grants.filter(from_on__lte=wanted.until_on)
    return list(grants.order_by("pk"))


def _check_parts(wanted: RoleGrant) -> None:
    role = Role(wanted.role)
    given = {part for part in Part if getattr(wanted, part)}
    if not NEEDED.get(role, frozenset()) <= given or not given <= parts_of(role):
        raise Incomplete
    for place in (wanted.department, wanted.team):
        if place is not None and place.municipality_id != wanted.municipality_id:
            raise Incomplete
    if wanted.deputy_id is not None and wanted.deputy_id == wanted.user_id:
        raise Incomplete


def _roles_between(person: User, wanted: RoleGrant) -> set[Role]:
    """Held there, or stood in for, on a day of the wanted grant."""
    grants = RoleGrant.objects.filter(
        Q(until_on=None) | Q(until_on__gte=wanted.from_on),
        Q(user=person) | Q(deputy=person),
        municipality=wanted.municipality,
    )
    if wanted.until_on is not None:
        grants = grants.filter(from_on__lte=wanted.until_on)
    return {Role(role) for role in grants.values_list("role", flat=True)}


def _in_short(grant: RoleGrant) -> str:
    """ "contact_person VAS 2026-11-22 - 2026-12-31": words of the database, which the page puts in Dutch."""
    tied = grant.department.code if grant.department else ""
    tied = tied or (grant.team.kind if grant.team else "") or (grant.theme.code if grant.theme else "") or grant.line
    days = f"{grant.from_on} - {grant.until_on or ''}"
    return " ".join(filter(None, (grant.role, tied, days))).strip()
