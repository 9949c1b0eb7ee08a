"""What is known of a colleague changes, and an account that waits after too many tries is opened again."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from network.actions.accounts import account_for
from network.actions.entry import may_be_invited, send_invitation
from network.actions.granting import DAY, forget_roles, homes_of, managing_role, write_down
from network.actions.mailbox import replace_address
from network.actions.people import give_role
from network.actions.refusals import HasLeft, NotAllowed
from network.actions.second_proof import forget_tries
from network.actions.sight import ask_for_mail
from network.lockouts import attempts_at
from network.models import Absence, Department, JointAct, Municipality, PersonEntry, RoleGrant, User
from network.models.person import GrantSource
from network.models.trail import PersonEvent
from network.rules import Role
from network.rules.entry import tidy_address
from network.rules.joint import Act
from network.rules.roles import SEES_SIGNALS

#: Whose mailbox lets somebody read what is not theirs; the data protection officer reads who looked at what, and why.
_READING = SEES_SIGNALS | {Role.DATA_PROTECTION_OFFICER}


class AddressTaken(Exception):
    """A colleague has this mail address."""


@dataclass(frozen=True)
class Details:
    """Without a department the colleague stays where they are."""

    name: str
    function: str
    phone: str
    best_hours: str
    email: str
    department: Department | None = None


def change_details(*, by: User, person: User, details: Details, reason: str) -> JointAct | None:
    """The mail address of who sees signals, where they are real, waits for a colleague: then the act comes back."""
    acting = managing_role(by, person)
    email = tidy_address(details.email)
    with transaction.atomic():
        holder = account_for(email) if email else None
        if holder is not None and holder != person:
            raise AddressTaken
        person = User.objects.select_for_update().get(pk=person.pk)
        if not person.is_active:
            raise HasLeft
        changed = _write(person, details)
        if details.department is not None and _move(person, details.department, reason):
            changed.append(_("department"))
        real = _where_sight_is_real(person) if email != person.email else None
        if email != person.email and real is None:
            replace_address(person, email, municipality=_home(person))
            if may_be_invited(person):
                send_invitation(person=person, municipality=_home(person), by=by)
            changed.append(_("e-mail address"))
        if changed:
            detail = _("Changed: %(what)s") % {"what": ", ".join(changed)}
            place = _home(person)
            write_down(
                PersonEvent.CHANGED, person, by=by, role=acting, municipality=place, detail=detail, reason=reason
            )
        if real is None or acting is None:
            return None
        return ask_for_mail(person, email, real, by=by, acting=acting, reason=reason)


def unlock(*, by: User, person: User, reason: str) -> PersonEntry:
    """Tries are forgotten, so that whoever knows the password comes in at once."""
    acting = managing_role(by, person)
    with transaction.atomic():
        attempts_at(person).delete()
        forget_tries(by=person)
        return write_down(PersonEvent.UNLOCKED, person, by=by, role=acting, municipality=_home(person), reason=reason)


def _write(person: User, details: Details) -> list[str]:
    """What the account calls it -> what the trail calls it; the trail says that it changed, not from what to what."""
    names = {
        "name": _("name"),
        "function": _("function"),
        "phone": _("phone"),
        "best_hours": _("best hours"),
    }
    changed = [field for field in names if getattr(person, field) != getattr(details, field).strip()]
    for field in changed:
        setattr(person, field, getattr(details, field).strip())
    if changed:
        person.save(update_fields=changed)
    return [names[field] for field in changed]


def _move(person: User, department: Department, reason: str) -> bool:
    """To another department of the same municipality: what was until yesterday stays as it was."""
    today = timezone.localdate()
    homes = RoleGrant.objects.today().filter(user=person, role=Role.REPORTER, municipality=department.municipality_id)
    grant = homes.select_related("department").order_by("pk").first()
    if grant is None:
        raise NotAllowed
    if grant.department == department:
        return False
    if grant.from_on == today:
        grant.department = department
        grant.save(update_fields=["department"])
    else:
        grant.until_on = today - DAY
        grant.save(update_fields=["until_on"])
        give_role(
            by=None,
            person=person,
            role=Role.REPORTER,
            municipality=grant.municipality,
            department=department,
            source=GrantSource(grant.source),
            reason=reason,
        )
    forget_roles(person)
    return True


def _where_sight_is_real(person: User) -> Municipality | None:
    """A live municipality in which this account opens signals or the log of who did: now or from a later day, in an own
    role or standing in for a colleague, or as soon as somebody agrees."""
    today = timezone.localdate()
    absent = Absence.objects.not_over(today).filter(deputy=person).values("user")
    theirs = Q(user=person) | Q(deputy=person) | Q(user__in=absent)
    lasting = Q(until_on=None) | Q(until_on__gte=today)
    grants = RoleGrant.objects.filter(theirs, lasting, role__in=_READING, municipality__is_live=True)
    named = Q(payload__person_id=person.pk) | Q(payload__deputy_id=person.pk)
    asked = JointAct.objects.waiting().filter(named, act=Act.GRANT_SIGHT, municipality__is_live=True)
    found = (rows.select_related("municipality").order_by("pk").first() for rows in (grants, asked))
    return next((row.municipality for row in found if row is not None), None)


def _home(person: User) -> Municipality:
    return Municipality.objects.filter(pk__in=homes_of(person)).order_by("pk")[0]
