"""An action of a plan leaves for its department, and somebody looks whether it helped."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hkin.privacy.sealing import Sealer, open_key
from network.models import User
from network.telling import tell
from signals.actions.assignment import Question, asked_before, hand_over
from signals.actions.clockwork import for_each
from signals.actions.planning import has_task, must_be_at
from signals.actions.protocol import find_kind
from signals.actions.reminding import hearers
from signals.actions.working import NotAllowed, NotYet, Stale, WrongMoment, at_work, refusals_written_down
from signals.approach import checks_of, is_open_to_change, look_ahead, not_allowed, plan_of, stage_of
from signals.models import HandOver, Look, PlanAction, Signal
from signals.models.approach import Helped
from signals.protocols import facts_of, protocol_of
from signals.rules.approach import FIRST_LOOK, LAST_LOOK, Stage
from signals.rules.lifecycle import Verb
from signals.rules.protocol import TaskKind


# ---- to the department -----------------------------------------------------------------------------------------------
def send_action(reference: str, *, by: User, action: UUID, version: int, key: UUID) -> HandOver:
    """The action becomes a question to its department, with nothing of the signal but its own two texts.

    NotYet with every check that did not allow it. Pressed twice, it is sent once.
    """
    sent = asked_before(reference, by=by, key=key)
    if sent is not None:
        return sent
    try:
        with refusals_written_down(reference, by, Verb.HAND_OVER), transaction.atomic():
            return _send(reference, by=by, action=action, version=version, key=key)
    except Stale:
        sent = asked_before(reference, by=by, key=key)
        if sent is None:
            raise
        return sent


def _send(reference: str, *, by: User, action: UUID, version: int, key: UUID) -> HandOver:
    signal = Signal.objects.visible_to(by).select_for_update(of=("self",)).filter(reference=reference).first()
    row = _to_send(signal, action) if signal is not None else None
    if signal is None or row is None:
        raise NotAllowed
    missing = not_allowed(signal, checks_of(signal), row.department, row.power)
    if missing:
        raise NotYet(missing)
    sent = hand_over(
        reference, by=by, department=row.department, question=_question(signal, row), version=version, key=key
    )
    row.hand_over = sent
    row.save(update_fields=["hand_over"])
    return sent


def _to_send(signal: Signal, uuid: UUID) -> PlanAction | None:
    """An action of the plan that counts now, and was not sent. Locked."""
    plan = plan_of(signal)
    if plan is None or not is_open_to_change(plan) or not has_task(signal, TaskKind.PLAN):
        raise WrongMoment
    rows = plan.actions.select_for_update(of=("self",)).select_related("department", "power", "hand_over")
    row = rows.filter(uuid=uuid).first()
    if row is not None and stage_of(row) is not Stage.DRAFT:
        raise WrongMoment
    return row


def _question(signal: Signal, row: PlanAction) -> Question:
    sealer: Sealer = open_key(signal.uuid)
    return Question(
        question=sealer.open("planaction.what", row.uuid, row.sealed_what),
        text=sealer.open("planaction.text", row.uuid, row.sealed_text),
        due_on=row.due_on,
        power=row.power or "",
        allowed=_("The privacy officer allowed it (check 2A)."),
    )


# ---- did it help? ----------------------------------------------------------------------------------------------------
def plan_look(reference: str, *, by: User, look_on: date, version: int, key: UUID | None = None) -> Look:
    """A day to look again, or another day for it."""
    with at_work(reference, by=by, verb=Verb.MONITOR, version=version, key=key) as work:
        must_be_at(work, TaskKind.MONITORING)
        today = timezone.localdate()
        if not timedelta(days=FIRST_LOOK) <= look_on - today <= timedelta(days=LAST_LOOK):
            raise WrongMoment
        signal = work.signal
        plan = plan_of(signal)
        if plan is None and protocol_of(signal).first_of(TaskKind.PLAN) is not None:
            raise NotYet([_("First write the goal of the plan.")])
        row = look_ahead(signal) or Look(signal=signal, planned_by=by)
        row.plan, row.look_on = plan, look_on
        row.save()
        find_kind(work, TaskKind.MONITORING, "planned")
        work.detail = f"{look_on:%d-%m-%Y}"
    return row


def look(reference: str, *, by: User, helped: Helped, words: str, version: int, key: UUID | None = None) -> Look:
    """Somebody looked. When it did not help enough, another plan may follow."""
    with at_work(reference, by=by, verb=Verb.MONITOR, version=version, key=key) as work:
        must_be_at(work, TaskKind.MONITORING)
        row = look_ahead(work.signal)
        if row is None:
            raise NotYet([_("First plan a day to look.")])
        _must_be_done(work.signal)
        row.looked_by, row.looked_at, row.helped = by, timezone.now(), helped
        row.sealed_words = work.sealer.seal("look.words", row.uuid, words)
        row.save()
        find_kind(work, TaskKind.MONITORING, "over")
        work.detail = words
    return row


def _must_be_done(signal: Signal) -> None:
    task = protocol_of(signal).first_of(TaskKind.PLAN)
    if task is not None and facts_of(signal).get(task.code) != "done":
        raise NotYet([_("First every action of the plan ends: with a result, or dropped with a reason.")])


# ---- on the day ------------------------------------------------------------------------------------------------------
def remind_of_looks() -> None:
    due = Look.objects.due(timezone.localdate()).values("signal")
    for_each(Signal.objects.open().filter(pk__in=due), _remind)


def _remind(signal: Signal) -> None:
    row = look_ahead(signal)
    if row is None:
        return
    tell(
        hearers(signal),
        kind="look_due",
        effect=f"look:{row.uuid}:{row.look_on}",
        municipality_id=signal.municipality_id,
        reference=signal.reference,
        path=reverse("signals:approach", args=[signal.reference]),
    )
