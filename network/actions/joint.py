"""Somebody asks for an act of two people; somebody else agrees or refuses, or time settles it."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hkin.privacy.access_log import log_look
from hkin.privacy.actor import Actor
from hkin.privacy.models import Result
from hkin.privacy.sealing import seal_under_ring
from network.actions.refusals import NotAllowed
from network.joint import CannotBeDone, asking_hand, deciders_of, deciding_hand, effect_of, may_look_along, rule_for
from network.models import JointAct, Municipality, User
from network.roles import roles_of
from network.rules import Role
from network.rules.joint import DELAY, GOOD_FOR, Act, ActState, Arrangement, Hand
from network.telling import tell

logger = logging.getLogger(__name__)


class NotFinished(Exception):
    """Some acts could not be settled; the others are."""


class NobodyToAgree(Exception):
    """Nobody holds a role that may agree: the municipality must choose another arrangement, or fill the role."""


class DecidedBefore(Exception):
    """Somebody was first, it was withdrawn, or its time is over."""

    def __init__(self, act: JointAct) -> None:
        super().__init__()
        self.act = act


def ask_together(
    *,
    act: Act,
    by: User,
    role: Role,
    municipality: Municipality,
    reason: str,
    subject: UUID | None = None,
    reference: str = "",
    payload: dict[str, Any] | None = None,
) -> JointAct:
    """Asked twice is asked once, except for sight: that is asked for one grant after the other."""
    rule = rule_for(municipality, act)
    now = timezone.now()
    row = JointAct(
        act=act,
        municipality=municipality,
        subject=subject,
        reference=reference,
        payload=payload or {},
        arrangement=rule.arrangement,
        partner=rule.partner,
        asked_by=by,
        asked_as=role,
        asked_at=now,
        effective_at=now + DELAY if rule.arrangement == Arrangement.DELAY else None,
    )
    if rule.partner is not None and not may_look_along(rule.partner, for_=municipality):
        raise NobodyToAgree
    row.sealed_reason = seal_under_ring("jointact.reason", row.uuid, reason)
    hand = asking_hand(row, by, role)
    if hand is None:
        raise NotAllowed
    row.asked_instead_of_id = hand.instead_of
    row.agreeing = sorted(effect_of(row).agreeing(row))
    with transaction.atomic():
        deciders = deciders_of(row)
        if not deciders and not row.is_delay:
            raise NobodyToAgree
        if not _saved(row):
            waiting = JointAct.objects.about(act=act, municipality=municipality, subject=subject, by=by).waiting()
            return waiting.get()
        _log(row, by=by, role=role, action="ask", reason=reason)
        _tell(row, deciders, kind="joint_act_announced" if row.is_delay else "joint_act_asked", effect="asked")
        effect_of(row).announced(row)
    return row


def agree(*, act: JointAct, by: User) -> JointAct:
    """The second pair of eyes. What follows is done in the same transaction, or this person's agreement is not."""
    with transaction.atomic():
        row, hand = _taken(act, by)
        if row.is_delay:
            raise NotAllowed
        if not _still_asked(row):
            raise CannotBeDone(_("Whoever asked this may not ask it any more."))
        _decide(row, hand, ActState.AGREED)
        _log(row, by=by, role=hand.role, action="agree")
        _carry_out(row)
        _tell(row, [row.asked_by], kind="joint_act_agreed", effect="decided")
    return row


def refuse(*, act: JointAct, by: User, reason: str) -> JointAct:
    """Of a delay: stop it."""
    with transaction.atomic():
        row, hand = _taken(act, by)
        row.sealed_answer = seal_under_ring("jointact.answer", row.uuid, reason)
        _decide(row, hand, ActState.REFUSED)
        _end(row, ActState.REFUSED)
        _log(row, by=by, role=hand.role, action="refuse", reason=reason)
        _tell(row, [row.asked_by], kind="joint_act_refused", effect="decided")
    return row


def withdraw(*, act: JointAct, by: User) -> JointAct:
    """Whoever asked does not need it any more."""
    with transaction.atomic():
        row = _locked(act.pk)
        if row.asked_by_id != by.pk:
            raise NotAllowed
        if row.state not in {ActState.WAITING, ActState.AGREED}:
            raise DecidedBefore(row)
        _end(row, ActState.WITHDRAWN)
        _log(row, by=by, role=Role(row.asked_as), action="withdraw")
    return row


def mark_done(act: JointAct) -> None:
    """What was agreed is done; it is good for nothing more. Inside the transaction that does it."""
    act.done_at = timezone.now()
    _end(act, ActState.DONE)


def settle_delays() -> int:
    """What only time decides: a delay is over, nobody decided, or what was agreed was never done. How many.

    One that fails does not keep the others waiting; it is tried again the next time.
    """
    settled, failed = 0, 0
    for pk in list(JointAct.objects.ripe(timezone.now()).order_by("pk").values_list("pk", flat=True)):
        try:
            settled += _settle(pk)
        except Exception as error:
            failed += 1
            logger.warning("An act of two people was left as it is: %s", type(error).__name__)
    if failed:
        raise NotFinished(f"{failed} acts")
    return settled


def _settle(pk: int) -> bool:
    now = timezone.now()
    try:
        with transaction.atomic():
            row = JointAct.objects.select_for_update(of=("self",), skip_locked=True).ripe(now).filter(pk=pk).first()
            if row is None:
                return False
            if row.state == ActState.WAITING and row.is_delay and _still_asked(row):
                _agree_by_time(row, now)
            else:
                _lapse(row)
    except CannotBeDone:
        with transaction.atomic():
            _lapse(_locked(pk))
    return True


def _agree_by_time(row: JointAct, now: datetime) -> None:
    row.state, row.decided_at, row.good_until = ActState.AGREED, now, now + GOOD_FOR
    row.save(update_fields=["state", "decided_at", "good_until"])
    _carry_out(row)
    people = dict.fromkeys([row.asked_by, *deciders_of(row)])
    _tell(row, people, kind="joint_act_agreed", effect="decided")


def _lapse(row: JointAct) -> None:
    _end(row, ActState.LAPSED)
    _tell(row, [row.asked_by], kind="joint_act_lapsed", effect="lapsed")


# ---- what they share -----------------------------------------------------------------------------
def _saved(row: JointAct) -> bool:
    """False when the same is waiting already: two tabs, or a button pressed twice."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return False
    return True


def _locked(pk: int) -> JointAct:
    rows = JointAct.objects.select_for_update(of=("self",)).select_related("municipality", "partner", "asked_by")
    return rows.get(pk=pk)


def _taken(act: JointAct, by: User) -> tuple[JointAct, Hand]:
    """Locked for whoever decides; of two who press at once the second finds it decided."""
    row = _locked(act.pk)
    hand = deciding_hand(row, by)
    if hand is None:
        raise NotAllowed
    if row.state != ActState.WAITING or (not row.is_delay and row.lapses_at <= timezone.now()):
        raise DecidedBefore(row)
    return row, hand


def _still_asked(row: JointAct) -> bool:
    """Whoever asked still holds the role in which they did, and may still know of it."""
    held = roles_of(row.asked_by)
    same = any(one.role == row.asked_as and one.municipality_id == row.municipality_id for one in held)
    return same and effect_of(row).may_take_part(row, row.asked_by, Role(row.asked_as))


def _decide(row: JointAct, hand: Hand, state: ActState) -> None:
    now = timezone.now()
    row.state, row.decided_by_id, row.decided_as, row.decided_at = state, hand.user_id, hand.role, now
    row.good_until = now + GOOD_FOR if state is ActState.AGREED else None
    row.save()


def _end(row: JointAct, state: ActState) -> None:
    """What lay sealed for the act itself, such as a mail address, is of no use any more."""
    row.state = state
    row.payload.pop("sealed", None)
    row.save(update_fields=["state", "payload", "done_at"])


def _carry_out(row: JointAct) -> None:
    effect = effect_of(row)
    effect.agreed(row)
    if effect.at_once:
        mark_done(row)


def _log(row: JointAct, *, by: User, role: Role, action: str, reason: str = "") -> None:
    """In the access log of the municipality it is about, beside the looks at the same signal."""
    log_look(
        actor=Actor(user_id=by.pk, role=role, municipality_id=row.municipality_id),
        action=f"{action}_joint_act",
        purpose=row.act,
        signals=[row.subject] if row.subject and effect_of(row).about_signal else [],
        result=Result.CHANGED,
        reason=reason,
    )


def _tell(row: JointAct, people: Iterable[User], *, kind: str, effect: str) -> None:
    tell(
        people,
        kind=kind,
        effect=f"joint:{row.uuid}:{effect}",
        municipality_id=row.municipality_id,
        reference=row.reference,
        path=reverse("network:joint_act", args=[row.uuid]),
    )
