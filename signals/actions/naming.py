"""The name of a shielded reporter: asked for with a reason, opened by two people together, seen by the reporter."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from hkin.privacy.access_log import log_look
from network.actions.joint import ask_together, mark_done
from network.actions.refusals import NotAllowed as Refused
from network.joint import Effect, newest, reason_of, register, standing
from network.models import JointAct, User
from network.rules import Role
from network.rules.joint import Act, ActState
from signals.access import Opened, actor_for, is_visible
from signals.actions.feedback import Identity, reach_reporter, reporter_identity
from signals.actions.working import NotAllowed, WrongMoment, at_work
from signals.models import Signal
from signals.models.signal import practice_over
from signals.rules.lifecycle import Route, Verb
from signals.rules.naming import LOOK_FOR, PURPOSE_NAMES, NamePurpose, agreeing


@dataclass(frozen=True)
class NameAsked:
    """How far somebody is with the name of one reporter."""

    act: JointAct

    @property
    def waits(self) -> bool:
        too_old = not self.act.is_delay and self.act.lapses_at <= timezone.now()
        return self.act.state == ActState.WAITING and not too_old

    @property
    def may_open(self) -> bool:
        return self.act.state == ActState.AGREED and _is_ahead(self.act.good_until)

    @property
    def shown_until(self) -> datetime | None:
        """While it is in sight."""
        until = self.act.done_at + LOOK_FOR if self.act.state == ActState.DONE and self.act.done_at else None
        return until if _is_ahead(until) else None

    @property
    def is_under_way(self) -> bool:
        return self.waits or self.may_open or self.shown_until is not None


def name_asked(signal: Signal, *, by: User) -> NameAsked | None:
    """The last time this person asked, as long as something can come of it."""
    if not signal.is_shielded:
        return None
    act = newest(act=Act.OPEN_NAME, municipality=signal.municipality, subject=signal.uuid, by=by)
    found = NameAsked(act) if act else None
    return found if found and found.is_under_way else None


def ask_name(
    reference: str, *, by: User, purpose: NamePurpose, reason: str, version: int, key: UUID | None = None
) -> JointAct:
    try:
        with at_work(reference, by=by, verb=Verb.ASK_NAME, version=version, key=key) as work:
            signal = work.signal
            if not signal.is_shielded or name_asked(signal, by=by):
                raise WrongMoment
            work.detail = f"{PURPOSE_NAMES[purpose]}. {reason}"
            return ask_together(
                act=Act.OPEN_NAME,
                by=by,
                role=work.role,
                municipality=signal.municipality,
                reason=reason,
                subject=signal.uuid,
                reference=signal.reference,
                payload={"purpose": purpose},
            )
    except Refused as refused:
        raise NotAllowed from refused


def open_name(reference: str, *, by: User) -> JointAct:
    """Whoever asked does it, once, after somebody else agreed. From here it is in sight for LOOK_FOR."""
    with at_work(reference, by=by, verb=Verb.OPEN_NAME) as work:
        signal = work.signal
        act = standing(act=Act.OPEN_NAME, municipality=signal.municipality, subject=signal.uuid, by=by)
        if act is None or not signal.is_shielded:
            raise WrongMoment
        mark_done(act)
        work.detail = str(PURPOSE_NAMES[purpose_of(act)])
        reach_reporter(signal, kind="name_opened", effect=f"name:{act.uuid}")
    return act


def read_name(opened: Opened, *, by: User) -> Identity | None:
    """Each time it is shown is a look with its reason, committed before the name is opened."""
    signal = opened.signal
    asked = name_asked(signal, by=by)
    if asked is None or asked.shown_until is None:
        return None
    with transaction.atomic():
        log_look(
            actor=actor_for(by, opened.role, signal.municipality_id),
            action="open_reporter",
            purpose=purpose_of(asked.act),
            signals=[signal.uuid],
            reason=reason_of(asked.act),
        )
    return reporter_identity(signal)


def purpose_of(act: JointAct) -> NamePurpose:
    return NamePurpose(act.payload["purpose"])


def _is_ahead(moment: datetime | None) -> bool:
    return moment is not None and moment > timezone.now()


# ---- what the act is, for the directory ----------------------------------------------------------
def _signal_of(act: JointAct) -> Signal | None:
    if act.subject is None:
        return None
    return Signal.objects.filter(uuid=act.subject).exclude(practice_over()).first()


def _may_take_part(act: JointAct, user: User, role: Role) -> bool:
    """Whom the reporter excluded and who stepped aside never. Inside whoever reads it, and the privacy officer."""
    if act.subject is None:
        return False
    looks_along = act.partner_id is not None or role is Role.PRIVACY_OFFICER
    if looks_along and user.pk != act.asked_by_id:
        kept_from = Signal.objects.kept_from(user).values("pk")
        return Signal.objects.filter(uuid=act.subject).exclude(practice_over()).exclude(pk__in=kept_from).exists()
    return Signal.objects.visible_to(user).filter(uuid=act.subject).exists()


def _agreeing(act: JointAct) -> Collection[Role]:
    signal = _signal_of(act)
    return agreeing(Route(signal.route), as_partner=act.partner_id is not None) if signal else []


def _announce(act: JointAct) -> None:
    """When only time decides, the reporter hears it before it happens."""
    signal = _signal_of(act)
    if signal is not None and act.is_delay:
        reach_reporter(signal, kind="name_asked", effect=f"name:{act.uuid}:asked")


def _about(act: JointAct) -> str:
    return str(PURPOSE_NAMES[purpose_of(act)])


def _address(act: JointAct, user: User) -> str:
    signal = _signal_of(act)
    if signal is None or not is_visible(signal.reference, to=user):
        return ""
    return reverse("signals:team_detail", args=[signal.reference])


def register_effect() -> None:
    register(
        Act.OPEN_NAME,
        Effect(
            at_once=False,
            about_signal=True,
            may_take_part=_may_take_part,
            agreeing=_agreeing,
            announced=_announce,
            about=_about,
            address=_address,
        ),
    )
