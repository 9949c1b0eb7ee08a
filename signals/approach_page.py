"""What the page of the approach shows: each task of the protocol with how far it is, and what may be done now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hkin.privacy.sealing import Sealer
from network.choices import departments_of
from network.models import Department, Power, Responsibility
from network.models.matrix import Part
from signals.access import Opened
from signals.approach import (
    Checks,
    actions_of,
    check_task,
    checks_of,
    did_not_help,
    not_allowed,
    plan_of,
    powers_for,
    stage_of,
)
from signals.models import Finding, Look, Plan, PlanAction, PrivacyCheck, Signal
from signals.models.approach import Helped
from signals.models.assignment import GOING_ON
from signals.models.check import CheckVerdict
from signals.protocols import Standing, standing_of
from signals.rules.approach import OFF, OURS, Stage
from signals.rules.check_names import VERDICT_BADGES
from signals.rules.labels import OWN_REPORT_WORDS, REPLY_BADGES, REPLY_WORDS
from signals.rules.protocol import CheckOn, Task, TaskKind
from signals.rules.protocol_names import state_of

Text = str | Promise

_CHECK_STATES = VERDICT_BADGES | {"waiting": ("waiting", _("Waits for the privacy officer"))}
_STAGE_BADGES = REPLY_BADGES | {Stage.DRAFT: "neutral", Stage.DROPPED: "neutral"}
_STAGE_WORDS = REPLY_WORDS | {Stage.DRAFT: _("Not sent yet"), Stage.DROPPED: _("Dropped")}
_HELPED_WORDS: dict[str, Text] = {
    Helped.YES: _("It helped"),
    Helped.PARTLY: _("It helped partly"),
    Helped.NO: _("It did not help"),
}
_ABOUT = {
    (TaskKind.CHECK, CheckOn.DEPARTMENT.value): "department",
    (TaskKind.CHECK, CheckOn.POWER.value): "power",
    (TaskKind.MEETING, ""): "meeting",
    (TaskKind.PLAN, ""): "plan",
    (TaskKind.MONITORING, ""): "monitoring",
}


@dataclass(frozen=True)
class Use:
    """A department that would use a power: what check 2B is about. Without a power it is about the sharing itself."""

    department: Department
    power: Power | None

    @property
    def key(self) -> str:
        return f"{self.department.pk}-{self.power.pk if self.power else 0}"

    @property
    def label(self) -> str:
        power = self.power.name if self.power else str(_("no power is needed"))
        return f"{self.department.name}: {power}"


class Approach:
    """Asked once for a page; forms and page look at the same."""

    def __init__(self, signal: Signal) -> None:
        self.signal = signal

    @cached_property
    def standing(self) -> Standing:
        return standing_of(self.signal)

    @cached_property
    def checks(self) -> Checks:
        return checks_of(self.signal)

    @cached_property
    def plan(self) -> Plan | None:
        return plan_of(self.signal)

    @cached_property
    def actions(self) -> list[PlanAction]:
        return actions_of(self.plan) if self.plan else []

    @cached_property
    def looks(self) -> list[Look]:
        """The newest first."""
        return list(self.signal.looks.select_related("looked_by", "plan").order_by("-id"))

    @cached_property
    def powers(self) -> list[Power]:
        return powers_for(self.signal)

    @cached_property
    def departments(self) -> list[Department]:
        """Of the municipality; first those that lead or carry out the theme."""
        parts = {part.department_id: part.part for part in self._parts()}
        rank = {Part.LEAD: 0, Part.EXECUTOR: 1}
        found = departments_of(self.signal.municipality).order_by("name")
        return sorted(found, key=lambda one: rank.get(Part(parts[one.pk]), 2) if one.pk in parts else 2)

    @cached_property
    def shared_with(self) -> list[Department]:
        """Departments that an action can go to."""
        if check_task(self.signal, CheckOn.DEPARTMENT) is None:
            return self.departments
        return [one for one in self.departments if self.checks.allows(CheckOn.DEPARTMENT, one.pk)]

    def _parts(self) -> list[Responsibility]:
        rows = Responsibility.objects.today().filter(municipality=self.signal.municipality_id)
        return list(rows.filter(theme=self.signal.theme_id, part__in=[Part.LEAD, Part.EXECUTOR]))

    def is_here(self, kind: TaskKind) -> bool:
        return any(task.kind is kind for task in self.standing.tasks)

    def asks_now(self, on: CheckOn) -> bool:
        """Whether the step the signal is in has this check."""
        return any(task.kind is TaskKind.CHECK and task.on == on for task in self.standing.tasks)

    @property
    def is_begun(self) -> bool:
        """The step the signal is in has something of the approach."""
        return any((task.kind, task.on) in _ABOUT for task in self.standing.tasks)

    @property
    def ahead(self) -> Look | None:
        return next((look for look in self.looks if look.looked_at is None), None)

    @property
    def _seen(self) -> Look | None:
        """In the round that counts now."""
        plan = self.plan
        return next((look for look in self.looks if plan and look.plan_id == plan.pk and look.looked_at), None)

    @property
    def may_change_plan(self) -> bool:
        return self.is_here(TaskKind.PLAN) and self.plan is not None and self._seen is None

    @property
    def may_write_goal(self) -> bool:
        return self.is_here(TaskKind.PLAN) and (self._seen is None or self.begins_again)

    @property
    def begins_again(self) -> bool:
        """Somebody looked, and it did not help enough."""
        return did_not_help(self._seen)

    @property
    def may_look(self) -> bool:
        return self.is_here(TaskKind.MONITORING) and self.ahead is not None

    @property
    def may_plan_look(self) -> bool:
        has_plan = self.plan is not None or self.standing.protocol.first_of(TaskKind.PLAN) is None
        return self.is_here(TaskKind.MONITORING) and has_plan and not self.begins_again

    def uses_to_check(self) -> list[Use]:
        """Powers in the plan about which nobody asked the privacy officer yet; or were refused."""
        uses = {(row.department_id, row.power_id): Use(row.department, row.power) for row in self.actions if _goes(row)}
        with_power = {key: use for key, use in uses.items() if use.power is not None}
        chosen = with_power or uses  # a plan without any power is still one about which it is asked
        return [
            use
            for (department_id, power_id), use in chosen.items()
            if (last := self.checks.last(CheckOn.POWER, department_id, power_id)) is None
            or last.verdict == CheckVerdict.REFUSED
        ]


def approach_of(signal: Signal) -> Approach:
    kept: Approach | None = getattr(signal, "_approach", None)
    if kept is None:
        kept = Approach(signal)
        signal._approach = kept  # type: ignore[attr-defined]
    return kept


def _goes(row: PlanAction) -> bool:
    return stage_of(row) not in OFF


# ---- shown -----------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class CheckShown:
    row: PrivacyCheck
    about: str
    asked: str
    limits: str

    @property
    def badge(self) -> str:
        return _CHECK_STATES[self.row.verdict][0]

    @property
    def words(self) -> Text:
        return _CHECK_STATES[self.row.verdict][1]


@dataclass(frozen=True)
class ActionShown:
    row: PlanAction
    stage: Stage
    what: str
    text: str
    reply: str
    result: str
    own_number: str
    why_dropped: str
    taken_back: str
    missing: Sequence[str]  # before it may be sent

    @property
    def badge(self) -> str:
        return _STAGE_BADGES[self.stage]

    @property
    def words(self) -> Text:
        return _STAGE_WORDS[self.stage]

    @property
    def is_ours(self) -> bool:
        return self.stage in OURS

    @property
    def is_draft(self) -> bool:
        return self.stage is Stage.DRAFT

    @property
    def is_declined(self) -> bool:
        return self.stage is Stage.DECLINED

    @property
    def is_taken_back(self) -> bool:
        return self.stage is Stage.TAKEN_BACK

    @property
    def is_with_department(self) -> bool:
        return self.row.hand_over is not None and self.row.hand_over.reply in GOING_ON

    @property
    def is_late(self) -> bool:
        busy = self.stage in {Stage.WAITING, Stage.ACCEPTED}
        return busy and self.row.due_on < timezone.localdate()

    @property
    def report(self) -> Text:
        return OWN_REPORT_WORDS.get(self.row.hand_over.own_report, "") if self.row.hand_over else ""


@dataclass(frozen=True)
class LookShown:
    row: Look
    words: str
    helped: Text


@dataclass(frozen=True)
class PartShown:
    """One task of the protocol on the page. `about` names the template part."""

    task: Task
    about: str
    badge: str
    words: Text
    is_here: bool  # the step the signal is in has this task


def parts_of(approach: Approach) -> list[PartShown]:
    """In the order of the definition, whatever step they stand in."""
    standing = approach.standing
    shown = []
    for step in standing.protocol.steps:
        for task in standing.protocol.tasks_of(step.code):
            about = _ABOUT.get((task.kind, task.on))
            if about is not None:
                badge, words = state_of(task, standing.facts.get(task.code))
                shown.append(PartShown(task, about, badge, words, is_here=task in standing.tasks))
    return shown


def checks_shown(opened: Opened, approach: Approach, on: CheckOn) -> list[CheckShown]:
    def text(row: PrivacyCheck, column: str) -> str:
        return opened.sealer.open(f"privacycheck.{column}", row.uuid, getattr(row, f"sealed_{column}"))

    return [
        CheckShown(row, _about(row), text(row, "asked"), text(row, "limits"))
        for row in approach.checks.on(on)
        if row.verdict != CheckVerdict.WITHDRAWN
    ]


def _about(row: PrivacyCheck) -> str:
    return ": ".join(one.name for one in (row.department, row.power) if one is not None)


def actions_shown(opened: Opened, approach: Approach) -> list[ActionShown]:
    return [_shown(opened.sealer, approach, row) for row in approach.actions]


def _shown(sealer: Sealer, approach: Approach, row: PlanAction) -> ActionShown:
    def own(column: str) -> str:
        return sealer.open(f"planaction.{column}", row.uuid, getattr(row, f"sealed_{column}"))

    def answered(column: str) -> str:
        sent = row.hand_over
        return sealer.open(f"handover.{column}", sent.uuid, getattr(sent, f"sealed_{column}")) if sent else ""

    stage = stage_of(row)
    return ActionShown(
        row=row,
        stage=stage,
        what=own("what"),
        text=own("text"),
        reply=answered("reply"),
        result=answered("result"),
        own_number=answered("own_number"),
        why_dropped=own("why_dropped"),
        taken_back=answered("taken_back"),
        missing=not_allowed(approach.signal, approach.checks, row.department, row.power)
        if stage is Stage.DRAFT
        else [],
    )


def goal_of(opened: Opened, plan: Plan | None) -> str:
    return opened.sealer.open("plan.goal", plan.uuid, plan.sealed_goal) if plan else ""


def looks_shown(opened: Opened, approach: Approach) -> list[LookShown]:
    """What was seen before, the newest first."""
    return [
        LookShown(row, opened.sealer.open("look.words", row.uuid, row.sealed_words), _HELPED_WORDS[row.helped])
        for row in approach.looks
        if row.looked_at is not None
    ]


def discussed_at(approach: Approach) -> datetime | None:
    task = approach.standing.protocol.first_of(TaskKind.MEETING)
    if task is None:
        return None
    held = Finding.objects.filter(signal=approach.signal, task=task.code, verdict="held").order_by("-id")
    return held.values_list("at", flat=True).first()
