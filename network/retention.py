"""When do we forget: who was away, what did not work well, links that let in, and who was invited and never came."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Exists, ManyToOneRel, Model, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hkin.privacy.retention import Rule, Term, declare
from network.models import (
    Absence,
    BlindRound,
    ContactCard,
    Contest,
    EntryAsk,
    EntryLink,
    Hole,
    ImportRun,
    JointAct,
    Liaison,
    OpenQuestion,
    PersonEntry,
    Remark,
    RoleGrant,
    User,
)
from network.rules import Role
from network.rules.joint import Act, ActState

ABSENCE_DAYS = timedelta(days=30)
IMPORT_DAYS = timedelta(days=7)
LIAISON_DAYS = timedelta(days=180)
LINK_DAYS = timedelta(days=30)
REMARK_DAYS = timedelta(days=180)
NEVER_CAME_DAYS = timedelta(days=90)
ACT_DAYS = timedelta(days=3 * 365)
HOLE_DAYS = timedelta(days=365)
ROUND_DAYS = timedelta(days=2 * 365)
ANSWER_DAYS = timedelta(days=365)


# ---- who was away: the work was passed on long ago -------------------------------------------------
def _absences_due(_municipality_id: int | None, before: datetime) -> QuerySet[Absence]:
    return Absence.objects.filter(until_on__lt=timezone.localdate(before - ABSENCE_DAYS))


# ---- what did not work well ------------------------------------------------------------------------
def _remarks_due(_municipality_id: int | None, before: datetime) -> QuerySet[Remark]:
    return Remark.objects.filter(made_on__lt=timezone.localdate(before - REMARK_DAYS))


# ---- files that were brought in --------------------------------------------------------------------
def _imports_due(_municipality_id: int | None, before: datetime) -> QuerySet[ImportRun]:
    return ImportRun.objects.filter(created_at__lt=before - IMPORT_DAYS)


# ---- what departments said alone, and what the table asked ------------------------------------------
def _rounds_due(_municipality_id: int | None, before: datetime) -> QuerySet[BlindRound]:
    return BlindRound.objects.filter(closes_on__lt=timezone.localdate(before - ROUND_DAYS))


def _questions_due(_municipality_id: int | None, before: datetime) -> QuerySet[OpenQuestion]:
    return OpenQuestion.objects.filter(answered_at__lt=before - ANSWER_DAYS)


# ---- whom to call: at partners, and colleagues who left --------------------------------------------
def _liaisons_due(_municipality_id: int | None, before: datetime) -> QuerySet[Liaison]:
    return Liaison.objects.filter(is_active=False, left_on__lt=timezone.localdate(before - LIAISON_DAYS))


def _cards_due(_municipality_id: int | None, _before: datetime) -> QuerySet[ContactCard]:
    """With the photo, the night after somebody left."""
    return ContactCard.objects.filter(user__is_active=False)


# ---- links, and who asked for them how often -----------------------------------------------------
def _links_due(_municipality_id: int | None, before: datetime) -> QuerySet[EntryLink]:
    return EntryLink.objects.filter(expires_at__lt=before - LINK_DAYS)


def _asks_due(_municipality_id: int | None, before: datetime) -> QuerySet[EntryAsk]:
    return EntryAsk.objects.filter(at__lt=before)


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


# ---- what a department contested -------------------------------------------------------------------
def _contests_due(_municipality_id: int | None, before: datetime) -> QuerySet[Contest]:
    return Contest.objects.filter(settled_at__lt=before - ACT_DAYS)


# ---- gaps in the directory that were mended --------------------------------------------------------
def _holes_due(_municipality_id: int | None, before: datetime) -> QuerySet[Hole]:
    return Hole.objects.filter(mended_at__lt=before - HOLE_DAYS)


def _delete(model: type[Model]) -> Callable[[list[Any]], int]:
    return lambda keys: model._default_manager.filter(pk__in=keys).delete()[0]


def _rule(name: str, label: Any, due: Callable[..., QuerySet[Any]], destroy: Callable[[list[Any]], int]) -> Rule:
    """Terms are in days, and the same for everybody."""
    return Rule(name=name, label=label, terms=lambda: [Term(None, 0)], due=due, destroy=destroy)


ABSENCES = _rule("old_absences", _("Absences that are over"), _absences_due, _delete(Absence))
LIAISONS = _rule("old_liaisons", _("Liaisons at partners who are gone"), _liaisons_due, _delete(Liaison))
CARDS = _rule("cards_of_leavers", _("Contact cards of colleagues who left"), _cards_due, _delete(ContactCard))
LINKS = _rule("old_entry_links", _("Invitations and links that are over"), _links_due, _delete(EntryLink))
ASKS = _rule("entry_asks", _("How often a link was asked for"), _asks_due, _delete(EntryAsk))
NEVER_CAME = _rule("never_came", _("Who was invited and never came"), _never_came, _forget_people)
CONTESTS = _rule("old_contests", _("Contested cells that were decided long ago"), _contests_due, _delete(Contest))
HOLES = _rule("old_holes", _("Gaps in the directory that were mended"), _holes_due, _delete(Hole))
RULES = (
    HOLES,
    CONTESTS,
    ABSENCES,
    _rule("old_joint_acts", _("Acts of two people that are over"), _acts_due, _delete(JointAct)),
    _rule("old_remarks", _("Old remarks about pages"), _remarks_due, _delete(Remark)),
    _rule("old_imports", _("Files that were brought in"), _imports_due, _delete(ImportRun)),
    _rule("old_blind_rounds", _("Old blind rounds"), _rounds_due, _delete(BlindRound)),
    _rule("old_answers", _("Old answers to open questions"), _questions_due, _delete(OpenQuestion)),
    LIAISONS,
    CARDS,
    LINKS,
    ASKS,
    NEVER_CAME,
)


def declare_rules() -> None:
    for rule in RULES:
        declare(rule)
