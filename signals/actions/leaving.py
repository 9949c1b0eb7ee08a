"""A colleague left: what they were working on goes to who may see it, and else back to where it came from.

Sight follows the role that somebody holds, never the work: what no heir may open, no heir gets.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TypeVar

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from hkin.privacy.sealing import KeyGone, SealBroken
from network.leaving import Carrier, Load, register
from network.models import User
from network.roles import away_on, roles_of
from network.rules import Role
from network.telling import tell
from signals.actions.asking import adviser_of
from signals.actions.assignment import now_with, tell_of_question
from signals.actions.clockwork import write_down
from signals.actions.lapsing import find_other_readers, give_claim, release
from signals.models import CallBack, HandOver, Signal
from signals.rules.lifecycle import TEAM_QUEUES
from signals.rules.reminding import Lapse

logger = logging.getLogger(__name__)

#: Whoever may be asked to call somebody back.
_ADVISERS = (Role.COORDINATOR, Role.TEAM_MEMBER)
Row = TypeVar("Row", Signal, HandOver)


def take_over_from_leavers() -> None:
    register(Carrier(work_of=work_of, pass_on=pass_on_work))


def work_of(person: User) -> list[Load]:
    """What an application manager may know of: of closed queues not even how much there is."""
    claims = Signal.objects.open().filter(owner=person, route__in=sorted(TEAM_QUEUES)).count()
    questions = HandOver.objects.open().filter(given_to=person).count()
    calls = CallBack.objects.waiting().filter(contact=person).count()
    return [
        Load(claims, ngettext("%(n)s claimed signal", "%(n)s claimed signals", claims) % {"n": claims}),
        Load(
            questions,
            ngettext("%(n)s question to a department", "%(n)s questions to a department", questions) % {"n": questions},
        ),
        Load(calls, ngettext("%(n)s colleague to call back", "%(n)s colleagues to call back", calls) % {"n": calls}),
    ]


def pass_on_work(person: User, heirs: Sequence[User]) -> None:
    """In the transaction that closes the account. One row that does not open keeps nobody from leaving."""
    away = away_on(timezone.localdate())
    present = [heir for heir in heirs if heir.is_active and heir.pk not in away]
    claims = Signal.objects.open().filter(owner=person)
    _each(claims, partial(_pass_claim, person=person, heirs=present), lock=_signal)
    questions = HandOver.objects.open().filter(given_to=person)
    _each(questions, partial(_pass_question, person=person, heirs=present), lock=_question)
    for row in CallBack.objects.waiting().select_for_update(of=("self",)).filter(contact=person):
        _pass_call(row, present)
    _each(Signal.objects.open().filter(receiver=person), find_other_readers, lock=_signal)


def _pass_claim(signal: Signal, *, person: User, heirs: Iterable[User]) -> None:
    heir = next((one for one in heirs if Signal.objects.visible_to(one).filter(pk=signal.pk).exists()), None)
    if heir is None:
        release(signal, lapse=Lapse.LEFT_BEHIND, detail=gettext("%(absent)s left.") % {"absent": person})
    else:
        give_claim(signal, heir, lapse=Lapse.HAND_ON, detail=_goes_on(person, heir))


def _pass_question(row: HandOver, *, person: User, heirs: Iterable[User]) -> None:
    """To who answers for the department already and is not kept out; else whoever does so today."""
    row.given_to = next((heir for heir in heirs if _answers(row, heir)), None)
    people = now_with(row)
    row.version += 1
    row.save(update_fields=["given_to", "version"])
    lapse = Lapse.HAND_ON if row.given_to else Lapse.LEFT_BEHIND
    left = _goes_on(person, row.given_to) if row.given_to else gettext("%(absent)s left.") % {"absent": person}
    signal = row.signal
    write_down(signal, lapse, before=signal.status, detail=f"{row.department.name}: {left}")
    tell_of_question(people, row, effect=f"left:{row.uuid}:{row.version}")


def _answers(row: HandOver, heir: User) -> bool:
    contact_of = roles_of(heir).departments(Role.CONTACT_PERSON)
    reads_them = row.department_id in contact_of or row.department.fallback_id == heir.pk
    return reads_them and heir.pk not in row.signal.kept_out()


def _pass_call(row: CallBack, heirs: Iterable[User]) -> None:
    able = (heir for heir in heirs if row.municipality_id in roles_of(heir).municipalities(*_ADVISERS))
    adviser = adviser_of(row.municipality)
    contact = next(able, adviser.person if adviser else None)
    if contact is None:
        return
    row.contact = contact
    row.save(update_fields=["contact"])
    tell(
        [contact],
        kind="call_back_asked",
        effect=f"callback:{row.pk}:{contact.pk}",
        municipality_id=row.municipality_id,
        path=reverse("signals:call_backs"),
    )


def _goes_on(person: User, heir: User) -> str:
    return gettext("%(absent)s left. %(name)s goes on.") % {"absent": person, "name": heir}


def _each(rows: QuerySet[Row], act: Callable[[Row], None], *, lock: Callable[[QuerySet[Row]], QuerySet[Row]]) -> None:
    """Read one by one: of two questions about one signal the second meets what the first did."""
    for key in list(rows.order_by("pk").values_list("pk", flat=True)):
        try:
            with transaction.atomic():
                act(lock(rows).get(pk=key))
        except (KeyGone, SealBroken) as error:
            logger.warning("Work of somebody who left stays where it is: %s", type(error).__name__)


def _signal(rows: QuerySet[Signal]) -> QuerySet[Signal]:
    locked = rows.select_for_update(of=("self",))
    return locked.select_related("municipality", "team__municipality", "team__manager", "owner")


def _question(rows: QuerySet[HandOver]) -> QuerySet[HandOver]:
    locked = rows.select_for_update(of=("signal", "self"))
    return locked.select_related("signal__municipality", "signal__team", "department__fallback", "given_to")
