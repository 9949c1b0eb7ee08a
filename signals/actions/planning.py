"""A plan: its goal, and actions of departments that leave only when the privacy checks allow it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from network.models import Department, Power, User
from signals.actions.protocol import find_kind
from signals.actions.working import NotAllowed, NotYet, Work, WrongMoment, at_work
from signals.approach import (
    actions_of,
    checks_of,
    did_not_help,
    is_open_to_change,
    last_look,
    not_allowed,
    plan_of,
    powers_for,
    stage_of,
    tasks_now,
)
from signals.models import HandOver, Plan, PlanAction, Signal
from signals.protocols import facts_of, follows_protocol, protocol_of
from signals.rules.approach import MOST_ACTIONS, OURS, plan_came_to
from signals.rules.lifecycle import Verb
from signals.rules.protocol import WAITING, TaskKind


@dataclass(frozen=True)
class Wanted:
    """What a department is asked to do: `what` and `text` are all it reads."""

    what: str
    text: str
    department: Department
    due_on: date
    power: Power | None = None


def write_goal(reference: str, *, by: User, goal: str, version: int, key: UUID | None = None) -> Plan:
    """Of the plan as it is; with none, or when the last one did not help enough, a new one begins."""
    with at_work(reference, by=by, verb=Verb.PLAN, version=version, key=key) as work:
        must_be_at(work, TaskKind.PLAN)
        plan = plan_of(work.signal)
        seen = last_look(plan) if plan else None
        if plan is None or did_not_help(seen):
            plan = _begin(work, number=plan.number + 1 if plan else 1)
        elif seen is not None:
            raise WrongMoment
        plan.sealed_goal = work.sealer.seal("plan.goal", plan.uuid, goal)
        plan.save()
        work.detail = goal
    return plan


def _begin(work: Work, *, number: int) -> Plan:
    find_kind(work, TaskKind.PLAN, WAITING)
    if number > 1:
        find_kind(work, TaskKind.MONITORING, WAITING)  # what is done now must be looked at again
    return Plan(signal=work.signal, number=number, begun_by=work.by)


def add_action(reference: str, *, by: User, wanted: Wanted, version: int, key: UUID | None = None) -> PlanAction:
    with at_work(reference, by=by, verb=Verb.PLAN, version=version, key=key) as work:
        plan = open_plan(work)
        if plan.actions.count() >= MOST_ACTIONS:
            raise NotYet([_("A plan has at most %(count)s actions.") % {"count": MOST_ACTIONS}])
        action = PlanAction(plan=plan)
        _write(work, action, wanted)
        action.save(force_insert=True)
        follow(work, plan)
    return action


def change_action(
    reference: str, *, by: User, action: UUID, wanted: Wanted, version: int, key: UUID | None = None
) -> PlanAction:
    """Not sent yet, or declined: then it is as if it was never sent, and may go to another department."""
    with at_work(reference, by=by, verb=Verb.PLAN, version=version, key=key) as work:
        row = our_action(work, action)
        row.hand_over = None
        _write(work, row, wanted)
        row.save()
        follow(work, row.plan)
    return row


def drop_action(
    reference: str, *, by: User, action: UUID, reason: str, version: int, key: UUID | None = None
) -> PlanAction:
    with at_work(reference, by=by, verb=Verb.PLAN, version=version, key=key) as work:
        row = our_action(work, action)
        row.dropped_at = timezone.now()
        row.sealed_why_dropped = work.sealer.seal("planaction.why_dropped", row.uuid, reason)
        row.save()
        follow(work, row.plan)
        work.detail = f"{row.department.name}: {reason}"
    return row


def _write(work: Work, action: PlanAction, wanted: Wanted) -> None:
    """NotAllowed for a department or power that cannot be chosen; NotYet before the check on the department."""
    signal, department = work.signal, wanted.department
    if department.municipality_id != signal.municipality_id:
        raise NotAllowed
    if wanted.power is not None and wanted.power not in powers_for(signal):
        raise NotAllowed
    missing = not_allowed(signal, checks_of(signal), department, None)  # a power waits till it is sent
    if missing:
        raise NotYet(missing)
    action.department, action.power, action.due_on = department, wanted.power, wanted.due_on
    action.sealed_what = work.sealer.seal("planaction.what", action.uuid, wanted.what)
    action.sealed_text = work.sealer.seal("planaction.text", action.uuid, wanted.text)
    day = _("by %(day)s") % {"day": date_format(wanted.due_on, "j F Y")}
    work.detail = f"{department.name}, {day}: {wanted.what}"


# ---- what every move of a plan asks ----------------------------------------------------------------------------------
def must_be_at(work: Work, kind: TaskKind) -> None:
    """WrongMoment unless the step the signal is in has a task of this kind."""
    if not follows_protocol(work.signal) or not has_task(work.signal, kind):
        raise WrongMoment


def has_task(signal: Signal, kind: TaskKind) -> bool:
    return any(task.kind is kind for task in tasks_now(signal))


def open_plan(work: Work) -> Plan:
    must_be_at(work, TaskKind.PLAN)
    plan = plan_of(work.signal)
    if plan is None:
        raise NotYet([_("First write the goal of the plan.")])
    if not is_open_to_change(plan):
        raise WrongMoment
    return plan


def our_action(work: Work, uuid: UUID) -> PlanAction:
    """An action of the plan that is not with a department. Locked."""
    rows = open_plan(work).actions.select_for_update(of=("self",)).select_related("department", "power", "hand_over")
    row = rows.filter(uuid=uuid).first()
    if row is None:
        raise NotAllowed
    if stage_of(row) not in OURS:
        raise WrongMoment
    return row


def follow(work: Work, plan: Plan, *, answering: HandOver | None = None) -> None:
    """What the plan comes to follows from its actions."""
    verdict = plan_came_to(stage_of(action, answering=answering) for action in actions_of(plan))
    task = protocol_of(work.signal).first_of(TaskKind.PLAN) if follows_protocol(work.signal) else None
    if task is not None and facts_of(work.signal).get(task.code) != verdict:
        find_kind(work, TaskKind.PLAN, verdict)


def plan_follows(row: HandOver, work: Work) -> None:
    """A department answered: when it is an action of a plan, the plan may be agreed or done now."""
    action = PlanAction.objects.filter(hand_over=row).select_related("plan").first()
    if action is not None:
        follow(work, action.plan, answering=row)
