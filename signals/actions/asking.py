"""Talk first: whom to call, and "please call me". What it is about is said on the phone and stored nowhere."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from hkin.privacy.access_log import log_look
from hkin.privacy.marks import caller_mark
from hkin.privacy.sealing import evened, open_under_ring, seal_under_ring
from network.models import Municipality, RoleGrant, Team, User
from network.models.place import TeamKind
from network.roles import away_on, present, roles_of
from network.rules import Role
from network.telling import tell
from signals.access import actor_for
from signals.actions.working import NotAllowed
from signals.models import CallBack
from signals.models.filing import CallBackQuerySet

#: Whoever is asked first; where nobody of them is there, the next.
_ADVISERS = (Role.COORDINATOR, Role.TEAM_MEMBER)
MOST_SHOWN = 100
_FIELD = "callback.caller"


@dataclass(frozen=True)
class Adviser:
    """Who to talk to. `instead_of` is away today."""

    person: User
    instead_of: User | None = None


@dataclass(frozen=True)
class Caller:
    name: str
    phone: str
    suits: str = ""


@dataclass(frozen=True)
class CallBackShown:
    pk: int
    caller: Caller
    asked_at: datetime
    contact: User


def adviser_of(municipality: Municipality) -> Adviser | None:
    """The coordinator of the team, or their deputy, or else a colleague of the team."""
    today = timezone.localdate()
    away = away_on(today)
    grants = list(
        RoleGrant.objects.current(today)
        .filter(municipality=municipality, role__in=_ADVISERS, team__kind=TeamKind.INTEGRAL)
        .select_related("user", "deputy")
        .order_by("pk")
    )
    for role in _ADVISERS:
        for person, absent in present([grant for grant in grants if grant.role == role], away):
            return Adviser(person, absent)
    return None


def team_of(municipality: Municipality) -> Team | None:
    return Team.objects.filter(municipality=municipality, kind=TeamKind.INTEGRAL).first()


def asked_already(*, by: User, municipality: Municipality) -> CallBack | None:
    """The call somebody still waits for."""
    return (
        CallBack.objects.waiting()
        .filter(caller_mark=caller_mark(by.pk), municipality=municipality)
        .select_related("contact")
        .first()
    )


class NobodyToCall(Exception):
    """Nobody of the team is there today."""


def ask_call_back(*, by: User, municipality: Municipality, caller: Caller) -> CallBack:
    """One wish a person: asking again changes the phone number and the moment."""
    adviser = adviser_of(municipality)
    if adviser is None:
        raise NobodyToCall
    mark = caller_mark(by.pk)
    with transaction.atomic():
        row = CallBack.objects.waiting().select_for_update().filter(caller_mark=mark, municipality=municipality).first()
        row = row or CallBack(municipality=municipality, caller_mark=mark)
        row.contact, row.asked_at = adviser.person, timezone.now()
        row.sealed_caller = seal_under_ring(_FIELD, _bound_to(row), evened(json.dumps(asdict(caller))))
        row.save()
        tell(
            [adviser.person],
            kind="call_back_asked",
            effect=f"callback:{row.pk}:{adviser.person.pk}",
            municipality_id=municipality.pk,
            path=reverse("signals:call_backs"),
        )
    return row


# ---- whoever calls back --------------------------------------------------------------------------
def is_asked_to_call(user: User) -> bool:
    """Whoever can be asked, and has somebody to call."""
    return roles_of(user).has(*_ADVISERS) and call_backs_waiting(user) > 0


def call_backs_waiting(user: User) -> int:
    kept: int | None = getattr(user, "_call_backs_waiting", None)
    if kept is None:
        kept = waiting_for_call_by(user).count()
        user._call_backs_waiting = kept  # type: ignore[attr-defined]
    return kept


def may_call_back(user: User) -> bool:
    return roles_of(user).has(*_ADVISERS) or waiting_for_call_by(user).exists()


def call_backs_for(user: User) -> Sequence[CallBackShown]:
    """Who waits for a call, the longest first; the look is written down."""
    with transaction.atomic():
        rows = list(waiting_for_call_by(user).select_related("contact")[:MOST_SHOWN])
        held = next(iter(roles_of(user).of(*_ADVISERS)), None)
        log_look(
            actor=actor_for(user, held.role if held else Role.TEAM_MEMBER, held.municipality_id if held else None),
            action="list_call_backs",
            purpose="call_back",
        )
    return [CallBackShown(row.pk, _caller(row), row.asked_at, row.contact) for row in rows]


def mark_called(pk: int, *, by: User) -> None:
    """Once called, who it was is gone. Pressed twice is fine."""
    with transaction.atomic():
        row = CallBack.objects.for_any_of(_names(by)).select_for_update().filter(pk=pk).first()
        if row is None:
            raise NotAllowed
        if row.called_at is None:
            row.called_at, row.sealed_caller, row.caller_mark = timezone.now(), b"", b""
            row.save(update_fields=["called_at", "sealed_caller", "caller_mark"])


def waiting_for_call_by(user: User) -> CallBackQuerySet:
    return CallBack.objects.waiting().for_any_of(_names(user))


def _names(user: User) -> set[int]:
    """The person, and the absent colleagues they stand in for."""
    return {user.pk} | {held.instead_of for held in roles_of(user).of(*_ADVISERS) if held.instead_of is not None}


def _caller(row: CallBack) -> Caller:
    return Caller(**json.loads(open_under_ring(_FIELD, _bound_to(row), row.sealed_caller)))


def _bound_to(row: CallBack) -> UUID:
    """What was sealed for one caller does not open for another."""
    return UUID(bytes=bytes(row.caller_mark))
