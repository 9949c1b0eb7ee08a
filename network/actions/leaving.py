"""A colleague leaves: everything they hold goes over in one act, and the account is closed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.actions.granting import forget_roles, lock_people, lock_places, managing_role, write_down
from network.actions.joint import NobodyToAgree
from network.actions.people import change_deputy, deactivate, give_role, open_grants
from network.actions.refusals import AlreadyHeld, HasLeft, ImpossiblePair, Incomplete, NotForOneself
from network.leaving import Item, Kind, absences_covered_by, carriers, items_of, work_of
from network.models import JointAct, RoleGrant, User
from network.models.trail import PersonEvent
from network.rules import Role


class CannotTake(Exception):
    """The colleague named for this item may not take it; `why` is what stood in the way."""

    def __init__(self, item: Item, why: Exception | None = None) -> None:
        super().__init__()
        self.item = item
        self.why = why


@dataclass
class Handed:
    """How much went to a colleague, how much waits until somebody agrees, and how much nobody took."""

    over: int = 0
    waiting: int = 0
    nobody: int = 0


def hand_over_everything(
    *, by: User, person: User, to: Mapping[str, User], reason: str, knowingly: bool = False
) -> Handed:
    """`to`: the key of an item (see network.leaving) -> who takes it; what is not named ends, and is a gap.

    All of it or nothing. Whoever left already, left: sent twice it is done once. What somebody filed themselves
    stays theirs, and nobody sees it who did not see it before.
    """
    acting = managing_role(by, person)
    handed = Handed()
    with transaction.atomic():
        lock_places({grant.municipality_id for grant in open_grants(person)})
        lock_people(person, *to.values())
        person.refresh_from_db(fields=["is_active"])
        if not person.is_active:
            return handed
        loads = work_of(person)
        heirs: list[User] = []
        for item in items_of(person, by=by):
            heir = to.get(item.key)
            if heir is not None and heir not in item.heirs:
                raise CannotTake(item)
            _hand_over(item, heir, by=by, reason=reason, handed=handed)
            heirs += [heir] if heir is not None and item.kind is Kind.ROLE else []
        absences_covered_by(person).update(deputy=None)
        deactivate(by=by, person=person, reason=reason, knowingly=knowingly)
        forget_roles(*heirs)
        for carrier in carriers():
            carrier.pass_on(person, list(dict.fromkeys(heirs)))
        work = ", ".join(load.words for load in loads)
        detail = "; ".join(filter(None, [_in_words(handed), work]))
        write_down(PersonEvent.HANDED_OVER, person, by=by, role=acting, detail=detail, reason=reason)
    forget_roles(person)
    return handed


def _hand_over(item: Item, heir: User | None, *, by: User, reason: str, handed: Handed) -> None:
    came_of_it: RoleGrant | JointAct | None = None
    try:
        came_of_it = _give(item, heir, by=by, reason=reason)
    except AlreadyHeld:
        pass  # for other days than these: it is theirs already
    except (HasLeft, ImpossiblePair, Incomplete, NobodyToAgree, NotForOneself) as error:
        raise CannotTake(item, error) from error
    if heir is None:
        handed.nobody += 1
    elif isinstance(came_of_it, JointAct):
        handed.waiting += 1
    else:
        handed.over += 1


def _give(item: Item, heir: User | None, *, by: User, reason: str) -> RoleGrant | JointAct | None:
    match item.kind:
        case Kind.ROLE:
            return _give_role(item, heir, by=by, reason=reason)
        case Kind.DEPUTY:
            assert item.grant is not None
            return change_deputy(by=by, grant=item.grant, deputy=heir, reason=reason)
        case Kind.FALLBACK:
            assert item.department is not None
            item.department.fallback = heir
            item.department.save(update_fields=["fallback"])
        case Kind.MANAGER:
            assert item.team is not None
            item.team.manager = heir
            item.team.save(update_fields=["manager"])
    return None


def _give_role(item: Item, heir: User | None, *, by: User, reason: str) -> RoleGrant | JointAct | None:
    grant = item.grant
    if grant is None or heir is None:
        return None
    deputy = grant.deputy if grant.deputy and grant.deputy.is_active and grant.deputy != heir else None
    return give_role(
        by=by,
        person=heir,
        role=Role(grant.role),
        municipality=grant.municipality,
        department=grant.department,
        team=grant.team,
        theme=grant.theme,
        line=grant.line,
        deputy=deputy,
        until_on=grant.until_on,
        reason=reason,
    )


def _in_words(handed: Handed) -> str:
    parts = [
        ngettext("%(n)s thing handed over", "%(n)s things handed over", handed.over) % {"n": handed.over},
        _("%(n)s waits for agreement") % {"n": handed.waiting} if handed.waiting else "",
        _("%(n)s without a successor") % {"n": handed.nobody} if handed.nobody else "",
    ]
    return ", ".join(filter(None, parts))
