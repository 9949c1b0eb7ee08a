"""When do we forget: who was away, what did not work well, links that let in, and who was invited and never came."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Exists, ManyToOneRel, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hkin.privacy.retention import Rule, Term, declare
from network.models import Absence, EntryAsk, EntryLink, JointAct, PersonEntry, Remark, RoleGrant, User
from network.rules import Role
from network.rules.joint import Act, ActState

ABSENCE_DAYS = timedelta(days=30)
LINK_DAYS = timedelta(days=30)
REMARK_DAYS = timedelta(days=180)
NEVER_CAME_DAYS = timedelta(days=90)
ACT_DAYS = timedelta(days=3 * 365)


def _in_days() -> list[Term]:
    return [Term(None, 0)]


# ---- who was away: the work was passed on long ago -------------------------------------------------
def _absences_due(_municipality_id: int | None, before: datetime) -> QuerySet[Absence]:
    return Absence.objects.filter(until_on__lt=timezone.localdate(before - ABSENCE_DAYS))


def _destroy_absences(keys: list[Any]) -> int:
    return Absence.objects.filter(pk__in=keys).delete()[0]


# ---- what did not work well ------------------------------------------------------------------------
def _remarks_due(_municipality_id: int | None, before: datetime) -> QuerySet[Remark]:
    return Remark.objects.filter(made_on__lt=timezone.localdate(before - REMARK_DAYS))


def _destroy_remarks(keys: list[Any]) -> int:
    return Remark.objects.filter(pk__in=keys).delete()[0]


# ---- links, and who asked for them how often -----------------------------------------------------
def _links_due(_municipality_id: int | None, before: datetime) -> QuerySet[EntryLink]:
    return EntryLink.objects.filter(expires_at__lt=before - LINK_DAYS)


def _destroy_links(keys: list[Any]) -> int:
    return EntryLink.objects.filter(pk__in=keys).delete()[0]


def _asks_due(_municipality_id: int | None, before: datetime) -> QuerySet[EntryAsk]:
    return EntryAsk.objects.filter(at__lt=before)


def _destroy_asks(keys: list[Any]) -> int:
    return EntryAsk.objects.filter(pk__in=keys).delete()[0]


# ---- who was invited and never came --------------------------------------------------------------
def _never_came(_municipality_id: int | None, before: datetime) -> QuerySet[User]:
    """Without a way in that is still open, and named by nothing but the invitation itself."""
    waiting = User.objects.filter(
        entered_at=None,
        last_login=None,
        password__startswith=UNUSABLE_PASSWORD_PREFIX,
        joined_at__lt=before - NEVER_CAME_DAYS,
    ).exclude(email="", name="")
    still_open = EntryLink.objects.filter(user=OuterRef("pk"), expires_at__gte=before)
    return waiting.exclude(Exists(still_open)).exclude(_is_named())


def _is_named() -> Q:
    """By a signal, a duty, a colleague who is away: any row of any app, but for what an invitation itself leaves."""
    found = Q()
    for relation in User._meta.get_fields(include_hidden=True):
        if isinstance(relation, ManyToOneRel):
            model, name = relation.field.model, relation.field.name
            rows = model._default_manager.filter(**{name: OuterRef("pk")})
            found |= Q(Exists(rows.exclude(_OF_AN_INVITATION.get((model, name), _NONE))))
    return found


_NONE = Q(pk__in=[])
_ALL = ~_NONE
_OF_AN_INVITATION: dict[tuple[Any, str], Q] = {
    (EntryLink, "user"): _ALL,
    (PersonEntry, "person"): _ALL,
    (EmailAddress, "user"): _ALL,
    (RoleGrant, "user"): Q(role=Role.REPORTER),
}


def _forget_people(keys: list[Any]) -> int:
    """The trail of who invited somebody stays; who it was does not."""
    people = list(User.objects.select_for_update().filter(pk__in=keys))
    EntryLink.objects.filter(user__in=people).delete()
    EmailAddress.objects.filter(user__in=people).delete()
    RoleGrant.objects.filter(user__in=people).delete()
    for person in people:
        person.username, person.is_active, person.left_at = f"vergeten-{person.pk}", False, timezone.now()
        for field in ("email", "name", "function", "phone", "best_hours", "external_id"):
            setattr(person, field, "")
        person.save()
    return len(people)


# ---- acts of two people --------------------------------------------------------------------------
def _acts_due(_municipality_id: int | None, before: datetime) -> QuerySet[JointAct]:
    """Those about a name go with their signal."""
    over = JointAct.objects.exclude(state__in=[ActState.WAITING, ActState.AGREED]).exclude(act=Act.OPEN_NAME)
    return over.filter(asked_at__lt=before - ACT_DAYS)


def _destroy_acts(keys: list[Any]) -> int:
    return JointAct.objects.filter(pk__in=keys).delete()[0]


ABSENCES = Rule(
    name="old_absences",
    label=_("Absences that are over"),
    terms=_in_days,
    due=_absences_due,
    destroy=_destroy_absences,
)
REMARKS = Rule(
    name="old_remarks",
    label=_("Old remarks about pages"),
    terms=_in_days,
    due=_remarks_due,
    destroy=_destroy_remarks,
)
LINKS = Rule(
    name="old_entry_links",
    label=_("Invitations and links that are over"),
    terms=_in_days,
    due=_links_due,
    destroy=_destroy_links,
)
ASKS = Rule(
    name="entry_asks",
    label=_("How often a link was asked for"),
    terms=_in_days,
    due=_asks_due,
    destroy=_destroy_asks,
)
NEVER_CAME = Rule(
    name="never_came",
    label=_("Who was invited and never came"),
    terms=_in_days,
    due=_never_came,
    destroy=_forget_people,
)
ACTS = Rule(
    name="old_joint_acts",
    label=_("Acts of two people that are over"),
    terms=_in_days,
    due=_acts_due,
    destroy=_destroy_acts,
)


def declare_rules() -> None:
    for rule in (ABSENCES, ACTS, REMARKS, LINKS, ASKS, NEVER_CAME):
        declare(rule)
