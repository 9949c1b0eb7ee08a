"""How far the approach of a signal is: what may be shared with whom, the plan, its actions, and the looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from network.models import Department, Power, Source
from signals.models import HandOver, Look, Plan, PlanAction, PrivacyCheck, Signal
from signals.models.approach import Helped
from signals.models.check import DECIDED, CheckVerdict
from signals.models.research import Found
from signals.protocols import follows_protocol, protocol_of
from signals.rules.approach import SHARING, Stage
from signals.rules.protocol import CheckOn, Task, TaskKind


# ---- what may be shared ----------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Checks:
    """The checks of one signal on departments and powers, the newest first."""

    rows: Sequence[PrivacyCheck]

    def last(self, on: CheckOn, department_id: int, power_id: int | None = None) -> PrivacyCheck | None:
        """A withdrawn one was never asked."""
        asked = (row for row in self._about(on, department_id, power_id) if row.verdict != CheckVerdict.WITHDRAWN)
        return next(asked, None)

    def allows(self, on: CheckOn, department_id: int, power_id: int | None = None) -> bool:
        """Asked again, the newest decision holds; as long as that waits, the one before it."""
        decided = (row for row in self._about(on, department_id, power_id) if row.verdict in DECIDED)
        newest = next(decided, None)
        return newest is not None and newest.verdict == CheckVerdict.ALLOWED

    def _about(self, on: CheckOn, department_id: int, power_id: int | None) -> list[PrivacyCheck]:
        about = (on, department_id, power_id)
        return [row for row in self.rows if (row.on, row.department_id, row.power_id) == about]

    def on(self, on: CheckOn) -> list[PrivacyCheck]:
        return [row for row in self.rows if row.on == on]


def checks_of(signal: Signal) -> Checks:
    rows = signal.checks.filter(on__in=SHARING)
    return Checks(list(rows.select_related("department", "power", "decided_by").order_by("-id")))


def check_task(signal: Signal, on: CheckOn) -> Task | None:
    """None where the protocol of this signal does not have that check at all."""
    return protocol_of(signal).first_of(TaskKind.CHECK, on=on) if follows_protocol(signal) else None


def not_allowed(signal: Signal, checks: Checks, department: Department, power: Power | None) -> list[str]:
    """Sentences of the checks that an action misses before it may leave."""
    missing = []
    task = check_task(signal, CheckOn.DEPARTMENT)
    if task is not None and not checks.allows(CheckOn.DEPARTMENT, department.pk):
        words = {"task": task.label, "department": department.name}
        missing.append(_("Not allowed yet for %(department)s: %(task)s") % words)
    task = check_task(signal, CheckOn.POWER)
    if power is not None and task is not None and not checks.allows(CheckOn.POWER, department.pk, power.pk):
        words = {"task": task.label, "department": department.name, "power": power.name}
        missing.append(_("Not allowed yet for %(department)s, %(power)s: %(task)s") % words)
    return missing


def not_allowed_here(signal: Signal, department: Department, power: Power | str) -> list[str]:
    """The same for any question to a department, in a step that holds one of these checks."""
    if not follows_protocol(signal) or not any(task.on in SHARING for task in tasks_now(signal)):
        return []
    checks, meant = checks_of(signal), _meant(signal, power)
    if power and not meant and check_task(signal, CheckOn.POWER):
        return [_("Put this power in the plan first: the privacy officer looks at it there.")]
    wanted: Sequence[Power | None] = meant or [None]
    return min((not_allowed(signal, checks, department, one) for one in wanted), key=len)


def _meant(signal: Signal, power: Power | str) -> Sequence[Power]:
    """More than one theme may have a power of that name."""
    return [power] if isinstance(power, Power) else [one for one in powers_for(signal) if one.name == power]


def goes_by_sources(signal: Signal, department: Department) -> bool:
    """While sources are asked, whatever a department keeps is asked of its source, after check 1 (R2)."""
    if not _asks_sources_now(signal):
        return False
    return Source.objects.used_in(signal.municipality).filter(department=department).exists()


def carries_hits(signal: Signal) -> bool:
    """A source knows something: what goes to a department from now on waits for its own check (R2)."""
    if not _asks_sources_now(signal) or check_task(signal, CheckOn.DEPARTMENT) is None:
        return False
    return signal.source_questions.filter(found=Found.HIT).exists()


def _asks_sources_now(signal: Signal) -> bool:
    return follows_protocol(signal) and any(task.kind is TaskKind.SOURCES for task in tasks_now(signal))


def tasks_now(signal: Signal) -> Sequence[Task]:
    return protocol_of(signal).tasks_of(signal.step)


def powers_for(signal: Signal) -> list[Power]:
    """Of the themes of the signal, as they are in use in the municipality."""
    themes = {signal.theme_id, *signal.more_themes.values_list("pk", flat=True)} - {None}
    return list(Power.objects.used_in(signal.municipality).filter(theme__in=themes).order_by("theme", "pk"))


# ---- the plan --------------------------------------------------------------------------------------------------------
def plan_of(signal: Signal) -> Plan | None:
    """The round that counts now."""
    return signal.plans.order_by("-number").first()


def last_look(plan: Plan) -> Look | None:
    """What somebody saw in this round."""
    return plan.looks.exclude(looked_at=None).order_by("-id").first()


def did_not_help(look: Look | None) -> bool:
    """Or not enough: then another round may begin."""
    return look is not None and look.helped != Helped.YES


def is_open_to_change(plan: Plan) -> bool:
    """Until somebody looked whether it helped."""
    return last_look(plan) is None


def actions_of(plan: Plan) -> list[PlanAction]:
    return list(plan.actions.select_related("department", "power", "hand_over"))


def stage_of(action: PlanAction, *, answering: HandOver | None = None) -> Stage:
    """`answering` is its hand-over while the answer is not saved yet."""
    if action.dropped_at is not None:
        return Stage.DROPPED
    row = answering if answering is not None and action.hand_over_id == answering.pk else action.hand_over
    return Stage(row.reply) if row is not None else Stage.DRAFT


# ---- looking again ---------------------------------------------------------------------------------------------------
def look_ahead(signal: Signal) -> Look | None:
    """The one that was planned and not done."""
    return Look.objects.waiting().filter(signal=signal).first()
