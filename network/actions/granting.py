"""What every act about a role asks: who may do it, whether it fits, and a row in the trail of the person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import F, Q
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
from network.granted import in_words
from network.models import Municipality, PersonEntry, RoleGrant, User
from network.models.trail import PersonEvent
from network.roles import roles_of
from network.rules import Role
from network.rules.people import NEEDED, Part, givers_of, is_impossible, opens_sight, parts_of

DAY = timedelta(days=1)


def acting_role(by: User | None, role: Role, municipality: Municipality) -> Role | None:
    """The hat in which somebody gives or ends this role there; None for the software."""
    if by is None:
        return None
    held = roles_of(by)
    for giver in givers_of(role, is_live=municipality.is_live):
        if municipality.pk in held.municipalities(giver):
            return giver
    raise NotAllowed


def managing_role(by: User | None, person: User) -> Role | None:
    """The hat in which somebody changes an account: that of its home, where the person files."""
    if by is None:
        return None
    if homes_of(person) & roles_of(by).municipalities(Role.APPLICATION_MANAGER):
        return Role.APPLICATION_MANAGER
    raise NotAllowed


def homes_of(person: User) -> set[int]:
    """The municipalities in which an account is at home: where it files now, else where it last did."""
    grants = RoleGrant.objects.filter(user=person)
    now = grants.filter(Q(until_on=None) | Q(until_on__gte=timezone.localdate()))
    for found in (now.filter(role=Role.REPORTER), now, grants.filter(role=Role.REPORTER), grants):
        if homes := set(found.values_list("municipality", flat=True)):
            return homes
    return set()


def check_grant(wanted: RoleGrant, *, by: User | None) -> None:
    role = Role(wanted.role)
    if not wanted.user.is_active or (wanted.deputy and not wanted.deputy.is_active):
        raise HasLeft
    if by is not None and by.pk in {wanted.user_id, wanted.deputy_id} and opens_sight(role):
        raise NotForOneself
    if wanted.from_on < timezone.localdate() or (wanted.until_on and wanted.until_on < wanted.from_on):
        raise WrongDays
    _check_parts(wanted)
    check_pairs(wanted)
    if _same(wanted):
        raise AlreadyHeld


def check_pairs(wanted: RoleGrant) -> None:
    for person in filter(None, (wanted.user, wanted.deputy)):
        if is_impossible({Role(wanted.role), *_roles_beside(wanted, person)}):
            raise ImpossiblePair(person)


def keep_grant(wanted: RoleGrant) -> RoleGrant:
    """A role begins once a day: one that was given and ended today goes on as what is wanted now."""
    tied = ("user", "role", "municipality", "department", "team", "theme", "from_on")
    before = RoleGrant.objects.filter(until_on__lt=F("from_on"), **{name: getattr(wanted, name) for name in tied})
    wanted.pk = before.values_list("pk", flat=True).first()
    wanted.save(force_insert=wanted.pk is None)
    return wanted


def standing_grant(wanted: RoleGrant) -> RoleGrant | None:
    """The one that says the same already, all days of it."""
    for grant in _same(wanted):
        lasts = grant.until_on is None or (wanted.until_on is not None and grant.until_on >= wanted.until_on)
        if grant.from_on <= wanted.from_on and lasts:
            return grant
    return None


def check_not_last(grants: list[RoleGrant], *, after: date, knowingly: bool) -> None:
    """Somebody must remain on the day after. Of coordinators this is a warning, and only where it is live.

    Who was invited and never came in does not count: perhaps they never do.
    """
    for grant in grants:
        role = Role(grant.role)
        if role not in {Role.APPLICATION_MANAGER, Role.COORDINATOR} or others_hold(grant, on=after + DAY):
            continue
        if role is Role.APPLICATION_MANAGER:
            raise LastManager
        if grant.municipality.is_live and not knowingly:
            raise LastCoordinator


def others_hold(grant: RoleGrant, *, on: date) -> bool:
    others = RoleGrant.objects.current(on).filter(role=grant.role, municipality=grant.municipality_id)
    return others.exclude(user=grant.user_id).exclude(user__entered_at=None).exists()


def gains_sight(grant: RoleGrant, deputy: User) -> bool:
    """Whether standing in opens anything that the deputy does not read already in the same role, at the same place."""
    if not opens_sight(Role(grant.role)):
        return False
    if grant.role == Role.INTEGRITY_RECEIVER:
        return True  # a reporter chooses one of them, and the others do not read that
    same = RoleGrant.objects.today().filter(user=deputy, role=grant.role, municipality=grant.municipality_id)
    return not same.filter(department=grant.department_id, team=grant.team_id, theme=grant.theme_id).exists()


def lock_people(*people: User | None) -> None:
    """In the order of their ids, so that two acts about the same people wait for each other."""
    ids = sorted({person.pk for person in people if person is not None})
    list(User.objects.select_for_update().filter(pk__in=ids).order_by("pk"))


def lock_places(ids: set[int]) -> None:
    """Who counts the managers of a municipality, counts alone."""
    list(Municipality.objects.select_for_update().filter(pk__in=ids).order_by("pk"))


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
        detail=(detail or (in_words(grant) if grant else ""))[:300],
        reason=reason.strip()[:300],
    )


def forget_roles(*people: User | None) -> None:
    """What `roles_of` kept on the object is of before."""
    for person in filter(None, people):
        person.__dict__.pop("_roles_held", None)


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
    return [grant for grant in grants.order_by("pk") if grant.until_on is None or grant.until_on >= grant.from_on]


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


def roles_at(person: User, municipality: Municipality) -> set[Role]:
    """Held there, or stood in for, from today on."""
    today = timezone.localdate()
    return _roles_beside(RoleGrant(user=person, municipality=municipality, from_on=today), person)


def leaves_no_coordinator(grants: Iterable[RoleGrant]) -> bool:
    """Whether a live municipality is without one when these end now."""
    today = timezone.localdate()
    coordinating = (grant for grant in grants if grant.role == Role.COORDINATOR and grant.municipality.is_live)
    return any(not others_hold(grant, on=today) for grant in coordinating)


def _roles_beside(wanted: RoleGrant, person: User) -> set[Role]:
    """Held there, or stood in for, on a day of the wanted grant."""
    grants = RoleGrant.objects.filter(
        Q(until_on=None) | Q(until_on__gte=wanted.from_on),
        Q(user=person) | Q(deputy=person),
        municipality=wanted.municipality,
    )
    if wanted.until_on is not None:
        grants = grants.filter(from_on__lte=wanted.until_on)
    return {Role(role) for role in grants.values_list("role", flat=True)}
