"""Acts of two people as their pages show them: what waits, what was asked, and one of them with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from hkin.outbox.hooks import readable_reference
from hkin.privacy.access_log import log_look
from hkin.privacy.actor import Actor
from hkin.privacy.models import Result
from network.joint import (
    answer_of,
    asked_by,
    deciders_of,
    deciding_hand,
    effect_of,
    may_read,
    reason_of,
    settled_near,
    waiting_for,
)
from network.models import JointAct, User
from network.rules.joint import Act, ActState, Hand
from network.rules.joint_names import ACT_TITLES, STATE_WORDS
from network.rules.role_names import ROLE_NAMES
from network.rules.roles import Role

Text = str | Promise


@dataclass(frozen=True)
class ActLine:
    """In a list: never the reason."""

    act: JointAct
    about: str

    @property
    def title(self) -> Text:
        return ACT_TITLES[Act(self.act.act)]

    @property
    def number(self) -> str:
        return readable_reference(self.act.reference)

    @property
    def badge(self) -> str:
        return STATE_WORDS[self.state][0]

    @property
    def state_words(self) -> Text:
        return STATE_WORDS[self.state][1]

    @property
    def state(self) -> ActState:
        """A waiting one that is too old is over, also when the job did not come by yet."""
        is_over = self.act.state == ActState.WAITING and not self.act.is_delay and self.act.lapses_at <= timezone.now()
        return ActState.LAPSED if is_over else ActState(self.act.state)

    @property
    def waits(self) -> bool:
        return self.state is ActState.WAITING


@dataclass(frozen=True)
class ActList:
    waiting: Sequence[ActLine]  # for this person
    asked: Sequence[ActLine]  # by this person, and not over
    settled: Sequence[ActLine]


@dataclass(frozen=True)
class ActShown(ActLine):
    """One of them, for somebody who may read it."""

    reason: str
    answer: str
    is_asker: bool
    hand: Hand | None  # in which they may decide
    deciders: Sequence[str]  # who else may
    address: str  # of what it is about, when they may open that

    @property
    def asked_as(self) -> Text:
        return ROLE_NAMES[Role(self.act.asked_as)]

    @property
    def decided_as(self) -> Text:
        return ROLE_NAMES[Role(self.act.decided_as)] if self.act.decided_as else ""

    @property
    def is_partner(self) -> bool:
        """They look along from another municipality: the reason, not the signal."""
        return self.hand is not None and self.act.partner_id is not None

    @property
    def may_decide(self) -> bool:
        return self.waits and self.hand is not None

    @property
    def may_withdraw(self) -> bool:
        return self.is_asker and self.state in {ActState.WAITING, ActState.AGREED}

    def facts(self) -> list[tuple[str, Text]]:
        act = self.act
        stands_in = _("instead of %(name)s") % {"name": act.asked_instead_of} if act.asked_instead_of else ""
        asker = f"{act.asked_by} ({self.asked_as}{', ' if stands_in else ''}{stands_in})"
        shown = [
            (_("Who asks"), asker),
            (_("Municipality"), act.municipality.name),
            (_("Number of the signal"), self.number),
            (_("What it is about"), self.about),
            (_("Why"), self.reason),
            (_("Answer"), self.answer),
        ]
        return [(label, value) for label, value in shown if value]


def acts_for(user: User) -> ActList:
    waiting = waiting_for(user).select_related("municipality", "asked_by", "partner")
    asked = asked_by(user).select_related("municipality", "asked_by", "partner")
    return ActList(
        waiting=[_line(act) for act in waiting],
        asked=[line for act in asked if (line := _line(act)).state is not ActState.LAPSED],
        settled=[_line(act) for act in settled_near(user)],
    )


def _line(act: JointAct) -> ActLine:
    return ActLine(act, effect_of(act).about(act))


def open_act(uuid: UUID, *, by: User) -> ActShown:
    """For who asked, who decides and who decided; others get the page that cannot be opened. The look is committed."""
    rows = JointAct.objects.select_related("municipality", "partner", "asked_by", "asked_instead_of", "decided_by")
    act = rows.filter(uuid=uuid).first()
    readable = act is not None and may_read(act, by)
    if act is not None and effect_of(act).about_signal:
        _log(act, by, is_shown=readable)
    if act is None or not readable:
        raise Http404
    return _shown(act, by)


def _shown(act: JointAct, user: User) -> ActShown:
    hand = deciding_hand(act, user)
    return ActShown(
        act=act,
        about=effect_of(act).about(act),
        reason=reason_of(act),
        answer=answer_of(act),
        is_asker=act.asked_by_id == user.pk,
        hand=hand,
        deciders=[str(one) for one in deciders_of(act) if one != user] if act.state == ActState.WAITING else [],
        address=effect_of(act).address(act, user),
    )


def _log(act: JointAct, user: User, *, is_shown: bool) -> None:
    """The reason is read by others than who wrote it; whoever wrote it may read it again."""
    if is_shown and act.asked_by_id == user.pk:
        return
    hand = deciding_hand(act, user)
    role = hand.role if hand else act.decided_as if user.pk == act.decided_by_id else "none"
    with transaction.atomic():
        log_look(
            actor=Actor(user_id=user.pk, role=role, municipality_id=act.municipality_id),
            action="open_joint_act",
            purpose=act.act,
            signals=[act.subject] if act.subject else [],
            result=Result.SHOWN if is_shown else Result.REFUSED,
        )
