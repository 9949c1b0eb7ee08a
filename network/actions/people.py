"""Roles are given and ended, and accounts closed: each with a reason, each a row of the person's trail."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from network.absences import able_to_replace
from network.actions.gaps import report_gap
from network.actions.granting import (
    DAY,
    acting_role,
    check_grant,
    check_not_last,
    check_pairs,
    forget_roles,
    gains_sight,
    keep_grant,
    lock_people,
    lock_places,
    managing_role,
    standing_grant,
    write_down,
)
from network.actions.refusals import HasLeft, Incomplete, NotForOneself, WrongDays
from network.actions.sight import ask_for_deputy, ask_for_grant
from network.models import Absence, Department, EntryLink, JointAct, Municipality, RoleGrant, Team, Theme, User
from network.models.person import GrantSource
from network.models.trail import PersonEvent
from network.rules import Role
from network.rules.people import Part, opens_sight, parts_of


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
        lock_people(person, deputy)
        standing = standing_grant(wanted)
        if standing is not None:
            return standing
        check_grant(wanted, by=by)
        if by is not None and acting is not None and municipality.is_live and opens_sight(role):
            return ask_for_grant(wanted, by=by, acting=acting)
        given = keep_grant(wanted)
        write_down(PersonEvent.ROLE_GIVEN, person, by=by, role=acting, grant=given, reason=given.reason)
    forget_roles(person)
    return given


def end_role(
    *, by: User | None, grant: RoleGrant, on: date | None = None, reason: str, knowingly: bool = False
) -> RoleGrant:
    """`on` is the last day, included; without one it ends now, and was held last yesterday."""
    acting = acting_role(by, Role(grant.role), grant.municipality)
    today = timezone.localdate()
    last_day = on or today - DAY
    with transaction.atomic():
        lock_places({grant.municipality_id})
        grant = _locked(grant)
        if on is not None and on < max(grant.from_on, today):
            raise WrongDays
        if grant.until_on is not None and grant.until_on <= last_day:
            return grant
        check_not_last([grant], after=last_day, knowingly=knowingly)
        close_grant(grant, last_day)
        write_down(PersonEvent.ROLE_ENDED, grant.user, by=by, role=acting, grant=grant, reason=reason)
    forget_roles(grant.user)
    return grant


def change_deputy(*, by: User, grant: RoleGrant, deputy: User | None, reason: str) -> RoleGrant | JointAct:
    """Of a role that opens signals in a municipality that is live this waits for a colleague, like the role itself."""
    role = Role(grant.role)
    acting = acting_role(by, role, grant.municipality)
    with transaction.atomic():
        lock_people(grant.user, deputy)
        grant = _locked(grant)
        if grant.deputy == deputy:
            return grant
        if not grant.user.is_active or (deputy is not None and not deputy.is_active):
            raise HasLeft
        if Part.DEPUTY not in parts_of(role) or deputy == grant.user:
            raise Incomplete
        if deputy == by and opens_sight(role):
            raise NotForOneself
        before, grant.deputy = grant.deputy, deputy
        check_pairs(grant)
        if deputy is not None and acting is not None and grant.municipality.is_live and gains_sight(grant, deputy):
            return ask_for_deputy(grant, deputy, by=by, acting=acting, reason=reason)
        grant.save(update_fields=["deputy"])
        if before is not None:
            stop_standing_in(before)
        write_down(PersonEvent.CHANGED, grant.user, by=by, role=acting, grant=grant, reason=reason)
    return grant


# ---- accounts ------------------------------------------------------------------------------------
def deactivate(*, by: User | None, person: User, reason: str, knowingly: bool = False) -> None:
    """From now on: every session ends, every role too, and nobody comes in by a letter sent before."""
    acting = managing_role(by, person)
    with transaction.atomic():
        grants = open_grants(person)
        lock_places({grant.municipality_id for grant in grants})
        person = User.objects.select_for_update().get(pk=person.pk)
        if not person.is_active:
            return
        yesterday = timezone.localdate() - DAY
        check_not_last(grants, after=yesterday, knowingly=knowingly)
        for grant in grants:
            close_grant(grant, yesterday)
            write_down(PersonEvent.ROLE_ENDED, person, by=by, role=acting, grant=grant, reason=reason)
        _close(person)
        write_down(PersonEvent.DEACTIVATED, person, by=by, role=acting, reason=reason)
    forget_roles(person)


def reactivate(*, by: User, person: User, reason: str) -> None:
    """The colleague files again, in the department of before. Other roles are given anew."""
    acting = managing_role(by, person)
    with transaction.atomic():
        person = User.objects.select_for_update().get(pk=person.pk)
        if person.is_active:
            return
        person.is_active, person.left_at = True, None
        person.save(update_fields=["is_active", "left_at"])
        write_down(PersonEvent.REACTIVATED, person, by=by, role=acting, reason=reason)
        last = RoleGrant.objects.filter(user=person, role=Role.REPORTER).order_by("-until_on", "-pk").first()
        if last is not None:
            give_role(
                by=None,
                person=person,
                role=Role.REPORTER,
                municipality=last.municipality,
                department=last.department,
                reason=reason,
            )


def end_sessions(person: User, *, by: User | None = None, reason: str = "") -> None:
    """On every device, at its next request. `by` is None for the person themselves and for the software."""
    acting = managing_role(by, person)
    with transaction.atomic():
        _next_round(person)
        write_down(PersonEvent.SESSIONS_ENDED, person, by=by, role=acting, reason=reason)


# ---- shared with who leaves ----------------------------------------------------------------------
def open_grants(person: User) -> list[RoleGrant]:
    """Held now, or from a later day."""
    grants = RoleGrant.objects.filter(Q(until_on=None) | Q(until_on__gte=timezone.localdate()), user=person)
    return list(grants.select_related("user", "municipality", "department", "team", "theme").order_by("pk"))


def close_grant(grant: RoleGrant, last_day: date) -> None:
    grant.until_on = last_day
    grant.save(update_fields=["until_on"])
    if last_day < timezone.localdate():
        report_gap(grant)
        stop_standing_in(grant.user)


def stop_standing_in(person: User) -> None:
    """For absent colleagues beside whom this person stands no more: they would go on seeing what those see."""
    covered = Absence.objects.not_over(timezone.localdate()).filter(deputy=person)
    for absence in covered.select_related("user"):
        if not able_to_replace(absence.user).filter(pk=person.pk).exists():
            absence.deputy = None
            absence.save(update_fields=["deputy"])


def _close(person: User) -> None:
    now = timezone.now()
    person.is_active, person.left_at = False, now
    person.save(update_fields=["is_active", "left_at"])
    _next_round(person)
    EntryLink.objects.usable(now).filter(user=person).update(withdrawn_at=now)


def _next_round(person: User) -> None:
    User.objects.filter(pk=person.pk).update(session_round=F("session_round") + 1)
    person.refresh_from_db(fields=["session_round"])


def _locked(grant: RoleGrant) -> RoleGrant:
    rows = RoleGrant.objects.select_for_update(of=("self",))
    return rows.select_related("user", "deputy", "municipality", "department", "team", "theme").get(pk=grant.pk)


__all__ = [
    "change_deputy",
    "check_grant",
    "close_grant",
    "deactivate",
    "end_role",
    "end_sessions",
    "forget_roles",
    "give_role",
    "open_grants",
    "reactivate",
    "write_down",
]
