"""Acts that nobody does alone: what each of them is, what waits for whom, and what stands agreed."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from hkin.privacy.sealing import open_under_ring
from network.models import JointAct, JointRule, Municipality, RoleGrant, User
from network.models.joint import JointActQuerySet
from network.roles import away_on, present, roles_of
from network.rules import Role
from network.rules.joint import AGREES, DEFAULT_ARRANGEMENT, MAY_AGREE, MAY_ASK, Act, ActState, Hand, may_agree, may_ask


class CannotBeDone(Exception):
    """What was asked can no longer be done; the sentence says why, to whoever would agree."""


def _nothing(_act: JointAct) -> None:
    return None


def _anybody(_act: JointAct, _user: User, _role: Role) -> bool:
    return True


def _roles_by_rule(act: JointAct) -> Collection[Role]:
    return AGREES[Act(act.act)]


def _no_words(_act: JointAct) -> str:
    return ""


def _no_address(_act: JointAct, _user: User) -> str:
    return ""


@dataclass(frozen=True, kw_only=True)
class Effect:
    """What an act is to the app that owns it; each function gets the row.

    `agreed` runs in the transaction of the agreement, also when a delay ends; it raises CannotBeDone when it is too
    late. With `at_once` the act is done by then; without it whoever asked does it within GOOD_FOR (see `standing`).
    `may_take_part` is asked of whoever asks, agrees, refuses or reads: False, and the act does not exist for them.
    `announced` tells others than those who decide, when it was asked. With `about_signal` its subject is one, and who
    reads the reason stands in the access log of that signal.
    """

    agreed: Callable[[JointAct], None] = _nothing
    at_once: bool = True
    about_signal: bool = False
    may_take_part: Callable[[JointAct, User, Role], bool] = _anybody
    agreeing: Callable[[JointAct], Collection[Role]] = _roles_by_rule
    announced: Callable[[JointAct], None] = _nothing
    about: Callable[[JointAct], str] = _no_words  # one line for the page, besides the name of the act and the number
    address: Callable[[JointAct, User], str] = _no_address  # of what it is about, for who may open that


_effects: dict[Act, Effect] = {}


def register(act: Act, effect: Effect) -> None:
    """Once, by the app that owns the act, when it is ready."""
    _effects[act] = effect


def effect_of(act: JointAct) -> Effect:
    return _effects.get(Act(act.act), _UNOWNED)


_UNOWNED = Effect()


# ---- what a municipality chose -------------------------------------------------------------------
def rule_for(municipality: Municipality, act: Act) -> JointRule:
    """What holds now: what it chose, what held before while a change waits, or the default; these are not stored."""
    rules = JointRule.objects.select_related("partner", "partner_before")
    chosen = rules.filter(municipality=municipality, act=act).first()
    return as_it_holds(chosen or JointRule(municipality=municipality, act=act, arrangement=DEFAULT_ARRANGEMENT))


def as_it_holds(rule: JointRule) -> JointRule:
    """Nobody changes the rule, uses it and puts it back before anybody looks."""
    if rule.holds_from <= timezone.now() or not rule.arrangement_before:
        return rule
    return JointRule(
        municipality=rule.municipality,
        act=rule.act,
        arrangement=rule.arrangement_before,
        partner=rule.partner_before,
    )


def rules_of(municipality: Municipality) -> dict[Act, JointRule]:
    chosen = {
        rule.act: rule
        for rule in JointRule.objects.select_related("partner", "partner_before").filter(municipality=municipality)
    }
    return {
        act: chosen.get(act) or JointRule(municipality=municipality, act=act, arrangement=DEFAULT_ARRANGEMENT)
        for act in Act
    }


def may_look_along(partner: Municipality, *, for_: Municipality) -> bool:
    """Where a municipality practises one person gives every role: that is no second pair of eyes for what is real."""
    return partner.is_live or not for_.is_live


def agreeing_now(municipality: Municipality, act: Act) -> list[User]:
    """Who agrees to such acts there today, for the page on which it is chosen."""
    grants = RoleGrant.objects.today().filter(role__in=AGREES[act], municipality=municipality)
    return list(dict.fromkeys(grant.user for grant in grants.select_related("user").order_by("user__name")))


# ---- who may ask and who may agree ---------------------------------------------------------------
def asking_hand(act: JointAct, user: User, role: Role) -> Hand | None:
    """In which capacity somebody asks for an act that does not exist yet; their own before a colleague's."""
    held = [one for one in roles_of(user) if one.municipality_id == act.municipality_id]
    hands = [Hand(user.pk, one.role, one.instead_of) for one in held if one.role is role]
    hand = min(hands, key=_stands_in, default=None)
    if hand is None or not may_ask(hand, all_roles={one.role for one in held}):
        return None
    return hand if effect_of(act).may_take_part(act, user, role) else None


def deciding_hand(act: JointAct, user: User) -> Hand | None:
    """In which capacity somebody may agree or refuse; None when they may not, or may not know of it."""
    counted = [one for one in roles_of(user) if one.municipality_id in {act.municipality_id, act.decided_in_id}]
    hands = [Hand(user.pk, one.role, one.instead_of) for one in counted if one.municipality_id == act.decided_in_id]
    agreeing, all_roles = {Role(role) for role in act.agreeing}, {one.role for one in counted}
    able = [hand for hand in hands if may_agree(act.asking_hand, hand, agreeing=agreeing, all_roles=all_roles)]
    takes_part = effect_of(act).may_take_part
    return next((hand for hand in sorted(able, key=_stands_in) if takes_part(act, user, hand.role)), None)


def _stands_in(hand: Hand) -> bool:
    return hand.instead_of is not None


def deciders_of(act: JointAct) -> list[User]:
    """Everybody who may decide it: who holds the role, away or not, and who stands in for them."""
    grants = RoleGrant.objects.today().filter(role__in=act.agreeing, municipality=act.decided_in_id)
    rows = list(grants.select_related("user", "deputy").order_by("user__name"))
    answering = present(rows, away_on(timezone.localdate()))
    people = dict.fromkeys([*(grant.user for grant in rows), *(person for person, _absent in answering)])
    return [user for user in people if deciding_hand(act, user)]


# ---- what waits, what stands ---------------------------------------------------------------------
def waiting_for(user: User) -> QuerySet[JointAct]:
    """Acts this person may decide now, the oldest first. Of a delay they may only stop it."""
    near = _decided_near(user).decidable(timezone.now())
    return JointAct.objects.filter(pk__in=[act.pk for act in near if deciding_hand(act, user)]).order_by("pk")


def acts_waiting(user: User) -> int:
    """How many, for the menu."""
    kept: int | None = getattr(user, "_acts_waiting", None)
    if kept is not None:
        return kept
    return waiting_for(user).count() if roles_of(user).has(*MAY_AGREE) else 0


def decides_together(user: User) -> bool:
    """Whether somebody asks or agrees to such acts at all."""
    return roles_of(user).has(*MAY_AGREE, *MAY_ASK)


def asked_by(user: User) -> QuerySet[JointAct]:
    """What somebody asked and still waits, or waits to be done."""
    return JointAct.objects.filter(asked_by=user, state__in=[ActState.WAITING, ActState.AGREED]).order_by("-pk")


def settled_near(user: User, *, most: int = 30) -> list[JointAct]:
    """What came of acts that somebody asked or may know of, the newest first."""
    over = [ActState.DONE, ActState.REFUSED, ActState.WITHDRAWN, ActState.LAPSED]
    own = Q(pk__in=_decided_near(user).values("pk")) | Q(asked_by=user) | Q(decided_by=user)
    rows = JointAct.objects.filter(own, state__in=over).select_related("municipality", "asked_by", "decided_by")
    return [act for act in rows.order_by("-pk")[:most] if may_read(act, user)]


def may_read(act: JointAct, user: User) -> bool:
    """Who asked, who decided and who might have. Whoever may not know of it any more does not."""
    if user.pk in {act.asked_by_id, act.decided_by_id}:
        role = Role(act.asked_as if user.pk == act.asked_by_id else act.decided_as)
        return effect_of(act).may_take_part(act, user, role)
    return deciding_hand(act, user) is not None


def standing(*, act: Act, municipality: Municipality, subject: UUID | None, by: User) -> JointAct | None:
    """What this person may do now: asked by them, agreed, and still good."""
    good = JointAct.objects.agreed(timezone.now()).about(act=act, municipality=municipality, subject=subject, by=by)
    return good.order_by("-pk").first()


def newest(*, act: Act, municipality: Municipality, subject: UUID | None, by: User) -> JointAct | None:
    """The last time they asked, whatever came of it."""
    rows = JointAct.objects.about(act=act, municipality=municipality, subject=subject, by=by)
    return rows.select_related("partner", "decided_by").order_by("-pk").first()


def _decided_near(user: User) -> JointActQuerySet:
    """What is decided where this person holds a role that decides it; who may take part is asked one by one."""
    chosen = Q(pk=None)
    for one in roles_of(user).of(*MAY_AGREE):
        inside = Q(partner=None, municipality=one.municipality_id)
        chosen |= Q(inside | Q(partner=one.municipality_id), agreeing__contains=[one.role])
    return JointAct.objects.filter(chosen).select_related("municipality", "partner", "asked_by")


# ---- what was typed ------------------------------------------------------------------------------
def reason_of(act: JointAct) -> str:
    return open_under_ring("jointact.reason", act.uuid, act.sealed_reason)


def answer_of(act: JointAct) -> str:
    return open_under_ring("jointact.answer", act.uuid, act.sealed_answer)
