"""Sight of what others wrote is never given by one person where it is real: it waits for a colleague who agrees."""

from __future__ import annotations

from base64 import b64decode, b64encode
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from hkin.privacy.sealing import open_under_ring, seal_under_ring
from network.actions.granting import (
    check_grant,
    check_pairs,
    forget_roles,
    keep_grant,
    lock_people,
    standing_grant,
    write_down,
)
from network.actions.joint import ask_together
from network.actions.mailbox import replace_address
from network.actions.refusals import AlreadyHeld, HasLeft, ImpossiblePair, Incomplete, NotForOneself, WrongDays
from network.granted import in_words, title_of
from network.joint import CannotBeDone, Effect, register
from network.models import JointAct, Municipality, RoleGrant, User
from network.models.person import GrantSource
from network.models.trail import PersonEvent
from network.rules import Role
from network.rules.joint import Act

_DAYS = ("from_on", "until_on")
_TIED = ("department_id", "team_id", "theme_id", "deputy_id")
_MAIL = "person.new_email"


class AskedAlready(Exception):
    """Another address than this one waits for a colleague."""


# ---- asking --------------------------------------------------------------------------------------
def ask_for_grant(wanted: RoleGrant, *, by: User, acting: Role) -> JointAct:
    payload = {
        "what": "grant",
        "role": wanted.role,
        "line": wanted.line,
        "source": wanted.source,
        **{name: getattr(wanted, name) for name in _TIED},
        **{name: day.isoformat() if (day := getattr(wanted, name)) else None for name in _DAYS},
    }
    return _ask(wanted.user, wanted.municipality, payload, by=by, acting=acting, reason=wanted.reason, grant=wanted)


def ask_for_deputy(grant: RoleGrant, deputy: User, *, by: User, acting: Role, reason: str) -> JointAct:
    """A deputy sees what the other sees, as soon as that one is away."""
    payload = {"what": "deputy", "grant_id": grant.pk, "deputy_id": deputy.pk}
    grant.deputy = deputy
    return _ask(grant.user, grant.municipality, payload, by=by, acting=acting, reason=reason, grant=grant)


def ask_for_mail(
    person: User, email: str, municipality: Municipality, *, by: User, acting: Role, reason: str
) -> JointAct:
    """Whoever reads the mailbox can make a new password. One new address waits at a time."""
    for act in waiting_about(person):
        if act.payload["what"] == "mail" and open_under_ring(_MAIL, person.key, _sealed(act)) != email:
            raise AskedAlready
    payload = {"what": "mail", "sealed": b64encode(seal_under_ring(_MAIL, person.key, email)).decode()}
    detail = _("Another e-mail address")
    return _ask(person, municipality, payload, by=by, acting=acting, reason=reason, detail=detail)


def waiting_about(person: User) -> list[JointAct]:
    """Of acts about this person, those that nobody decided yet."""
    acts = JointAct.objects.waiting().filter(act=Act.GRANT_SIGHT, payload__person_id=person.pk)
    return list(acts.select_related("asked_by", "municipality").order_by("-pk"))


def _ask(
    person: User,
    municipality: Municipality,
    payload: dict[str, Any],
    *,
    by: User,
    acting: Role,
    reason: str,
    grant: RoleGrant | None = None,
    detail: str = "",
) -> JointAct:
    """Asked already, it is the same act: a form may be sent twice."""
    for act in waiting_about(person):
        if act.municipality_id == municipality.pk and _is_same(act.payload, payload):
            return act
    act = ask_together(
        act=Act.GRANT_SIGHT,
        by=by,
        role=acting,
        municipality=municipality,
        reason=reason,
        payload={**payload, "person_id": person.pk},
    )
    detail = detail or (in_words(grant) if grant else "")
    write_down(
        PersonEvent.ROLE_ASKED, person, by=by, role=acting, municipality=municipality, detail=detail, reason=reason
    )
    return act


def _is_same(kept: dict[str, Any], asked: dict[str, Any]) -> bool:
    """What is sealed never looks the same twice, and was compared already."""
    return all(kept.get(name) == value for name, value in asked.items() if name != "sealed")


# ---- agreed --------------------------------------------------------------------------------------
def carry_out(act: JointAct) -> None:
    """In the transaction of the agreement. What changed since it was asked is asked again."""
    try:
        _carry_out(act)
    except HasLeft as left:
        raise CannotBeDone(_("This account is closed.")) from left
    except ImpossiblePair as pair:
        raise CannotBeDone(_("One person cannot hold these two roles.")) from pair
    except AlreadyHeld as held:
        raise CannotBeDone(_("This colleague has this role already.")) from held
    except (Incomplete, WrongDays, NotForOneself, RoleGrant.DoesNotExist, User.DoesNotExist) as error:
        raise CannotBeDone(_("Something changed since it was asked. Ask it again.")) from error


def _carry_out(act: JointAct) -> None:
    person = User.objects.select_for_update().get(pk=act.payload["person_id"])
    match act.payload["what"]:
        case "grant":
            _give(act, person)
        case "deputy":
            _name_deputy(act)
        case "mail":
            _change_mail(act, person)


def _give(act: JointAct, person: User) -> None:
    wanted = grant_asked(act, person)
    wanted.from_on = max(wanted.from_on, timezone.localdate())
    lock_people(person, wanted.deputy)
    if standing_grant(wanted) is not None:
        return
    check_grant(wanted, by=act.asked_by)
    _write(PersonEvent.ROLE_GIVEN, person, act, keep_grant(wanted))


def _name_deputy(act: JointAct) -> None:
    grant = RoleGrant.objects.select_for_update(of=("self",)).select_related("user").get(pk=act.payload["grant_id"])
    grant.deputy = User.objects.get(pk=act.payload["deputy_id"])
    if not grant.deputy.is_active or not grant.user.is_active:
        raise HasLeft
    check_pairs(grant)
    grant.save(update_fields=["deputy"])
    _write(PersonEvent.CHANGED, grant.user, act, grant)


def _change_mail(act: JointAct, person: User) -> None:
    if not person.is_active:
        raise HasLeft
    email = open_under_ring(_MAIL, person.key, _sealed(act))
    replace_address(person, email, municipality=act.municipality)
    _write(PersonEvent.CHANGED, person, act, None)


def _sealed(act: JointAct) -> bytes:
    return b64decode(act.payload["sealed"])


def _write(event: PersonEvent, person: User, act: JointAct, grant: RoleGrant | None) -> None:
    detail = in_words(grant) if grant else _("Another e-mail address")
    if act.decided_by is not None:
        detail = f"{detail}; " + _("agreed by %(name)s") % {"name": act.decided_by}
    role = Role(act.asked_as)
    write_down(event, person, by=act.asked_by, role=role, municipality=act.municipality, detail=detail)
    forget_roles(person)


# ---- what it is, for whoever decides -------------------------------------------------------------
def about(act: JointAct) -> str:
    person = User.objects.get(pk=act.payload["person_id"])
    match act.payload["what"]:
        case "grant":
            return f"{person}: {in_words(grant_asked(act, person))}"
        case "deputy":
            grant = RoleGrant.objects.filter(pk=act.payload["grant_id"]).first()
            deputy = User.objects.filter(pk=act.payload["deputy_id"]).first()
            names = {"name": deputy, "other": person, "role": title_of(grant) if grant else ""}
            return _("%(name)s stands in for %(other)s: %(role)s") % names
        case _:
            return _("%(name)s: another e-mail address") % {"name": person}


def may_take_part(act: JointAct, user: User, _role: Role) -> bool:
    """Nobody asks or agrees to what they get themselves; their own mailbox they may ask for."""
    if act.payload["what"] == "mail" and user.pk == act.asked_by_id:
        return True
    return user.pk not in {act.payload["person_id"], act.payload.get("deputy_id")}


def grant_asked(act: JointAct, person: User) -> RoleGrant:
    asked = act.payload
    return RoleGrant(
        user=person,
        role=asked["role"],
        municipality=act.municipality,
        line=asked["line"],
        source=GrantSource(asked["source"]),
        granted_by=act.asked_by,
        **{name: asked[name] for name in _TIED},
        **{name: date.fromisoformat(asked[name]) if asked[name] else None for name in _DAYS},
    )


def register_effect() -> None:
    register(Act.GRANT_SIGHT, Effect(agreed=carry_out, may_take_part=may_take_part, about=about))
