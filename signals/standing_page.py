"""Where a signal stands in its protocol, as the team reads it: the steps, what is to be done, and the ways out."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.models import User
from network.rules import Role
from signals.access import Opened, roles_towards
from signals.agenda import chairs_now
from signals.models import Finding, Signal
from signals.protocols import Standing, follows_protocol, protocol_of, standing_of
from signals.rules.labels import ROLE_WORDS
from signals.rules.lifecycle import Outcome, Status, Verb, may
from signals.rules.protocol import WAITING, CheckOn, Protocol, Step, Task, TaskKind, Way
from signals.rules.protocol_words import answer_in_words, refused_in_words

Text = str | Promise
Answers = Mapping[str, str | list[str]]

#: Where each kind of task is done. Questions have a page for each of them.
TASK_PAGES: dict[TaskKind, str] = {
    TaskKind.SCORES: "scoring",
    TaskKind.CHECK: "research",
    TaskKind.SOURCES: "research",
    TaskKind.LEAD: "hand_over_new",
    TaskKind.TRANSFER: "transfer",
    TaskKind.MEETING: "meetings",
    TaskKind.PLAN: "approach",
    TaskKind.MONITORING: "approach",
    TaskKind.SECOND_READER: "second_reading",
}
_CHECKS_OF_APPROACH = frozenset({CheckOn.DEPARTMENT, CheckOn.POWER})
#: Pages that are about more than one signal.
_OF_ALL = frozenset({"meetings"})

#: What a task came to, where the definition has no words of its own for it.
VERDICT_WORDS: dict[tuple[TaskKind, str], Promise] = {
    (TaskKind.SCORES, "scored"): gettext_lazy("The scores are shown"),
    (TaskKind.SCORES, "tied"): gettext_lazy("Scored, and the advice balances"),
    (TaskKind.CHECK, "allowed"): gettext_lazy("Allowed"),
    (TaskKind.CHECK, "refused"): gettext_lazy("Not allowed"),
    (TaskKind.SOURCES, "hit"): gettext_lazy("Hit"),
    (TaskKind.SOURCES, "no_hit"): gettext_lazy("No hit"),
    (TaskKind.LEAD, "accepted"): gettext_lazy("A department takes it over"),
    (TaskKind.LEAD, "declined"): gettext_lazy("The department said no"),
    (TaskKind.TRANSFER, "sent"): gettext_lazy("Transferred"),
    (TaskKind.MEETING, "held"): gettext_lazy("Discussed"),
    (TaskKind.PLAN, "agreed"): gettext_lazy("Agreed"),
    (TaskKind.PLAN, "done"): gettext_lazy("Done"),
    (TaskKind.MONITORING, "planned"): gettext_lazy("A day is set"),
    (TaskKind.MONITORING, "over"): gettext_lazy("Looked at"),
    (TaskKind.SECOND_READER, "agreed"): gettext_lazy("The second reader agrees"),
    (TaskKind.SECOND_READER, "refused"): gettext_lazy("The second reader does not agree"),
}


@dataclass(frozen=True)
class StepShown:
    number: int
    label: str
    state: str  # done, now, ahead


@dataclass(frozen=True)
class TaskShown:
    task: Task
    finding: Finding | None
    answers: Sequence[tuple[Text, str]]
    address: str  # empty: not for this reader, or not now
    who: str  # who does it, where this reader cannot
    is_asked: bool = True  # by the way onward; what is not, is there for when it is needed

    @property
    def is_done(self) -> bool:
        return self.finding is not None and self.finding.verdict != WAITING

    @property
    def badge(self) -> str:
        if self.finding is None:
            return "neutral"
        return "done" if self.is_done else "busy"

    @property
    def words(self) -> Text:
        if self.finding is None:
            return _("To do") if self.is_asked else _("Not needed so far")
        if not self.is_done:
            return _("Begun")
        return verdict_in_words(self.task, self.finding.verdict)


@dataclass(frozen=True)
class WayShown:
    way: Way
    address: str  # empty: closed now, or for somebody else
    missing: Sequence[str]  # sentences, and who decides it where this reader does not


@dataclass(frozen=True)
class Panel:
    """`asked` are the tasks that the way onward asks; the others are there for when they are needed."""

    step: Step
    steps: Sequence[StepShown]
    asked: Sequence[TaskShown]
    others: Sequence[TaskShown]
    onward: Sequence[WayShown]
    endings: Sequence[WayShown]
    earlier: Sequence[tuple[str, Sequence[TaskShown]]]
    is_tied: bool

    @property
    def number(self) -> int:
        return next(one.number for one in self.steps if one.state == "now")

    @property
    def next_task(self) -> TaskShown | None:
        """What is offered first: of what the way onward asks, the first that is not done and that this reader can."""
        return next((one for one in self.asked if not one.is_done and one.address), None)

    @property
    def next_way(self) -> WayShown | None:
        return next((one for one in self.onward if one.address), None)

    @property
    def has_short_lane(self) -> bool:
        return any(one.way.outcome is Outcome.NOT_ORGANISED_CRIME for one in self.endings)


def panel_of(opened: Opened, user: User, *, verbs: Collection[Verb], is_at_work: bool) -> Panel | None:
    """None for the queues that stand outside the protocol. `is_at_work`: a department has it. One query."""
    signal = opened.signal
    if not follows_protocol(signal):
        return None
    last = last_findings(signal)
    protocol = protocol_of(signal)
    standing = Standing(protocol, protocol.step(signal.step), {code: one.verdict for code, one in last.items()})
    roles = roles_towards(user, signal)

    needed = _needed(standing)

    def shown(task: Task) -> TaskShown:
        finding = last.get(task.code)
        able = signal.is_open and Verb.WEIGH in verbs and task in standing.tasks
        address = address_of(signal, task) if able and _is_for(task, roles) else ""
        answers = answers_in_words(task, answers_of(opened, finding))
        who = "" if address else roles_in_words(task.by)
        return TaskShown(task, finding, answers, address, who, task.code in needed)

    is_chair = standing.is_for_chair() and chairs_now(user, signal)
    ways = [
        _way(signal, way, refused_in_words(standing, way, roles, is_chair=is_chair), roles, is_at_work=is_at_work)
        for way in standing.ways
        if signal.is_open
    ]
    tasks = standing.tasks if signal.is_open else ()
    now = protocol.number(standing.step.code)
    before = protocol.steps[: now - 1] if signal.is_open else protocol.steps
    return Panel(
        step=standing.step,
        steps=[StepShown(number, one.label, _state(number, now)) for number, one in enumerate(protocol.steps, 1)],
        asked=[shown(task) for task in tasks if task.code in needed],
        others=[shown(task) for task in tasks if task.code not in needed],
        onward=[way for way in ways if way.way.to_step],
        endings=sorted((way for way in ways if way.way.ends), key=lambda one: not one.address),
        earlier=_earlier(protocol, before, shown, last),
        is_tied=standing.is_tied(),
    )


def _state(number: int, now: int) -> str:
    if number == now:
        return "now"
    return "done" if number < now else "ahead"


def _earlier(
    protocol: Protocol, steps: Sequence[Step], shown: Any, last: Mapping[str, Finding]
) -> list[tuple[str, Sequence[TaskShown]]]:
    found = [
        (step.label, [shown(task) for task in protocol.tasks_of(step.code) if task.code in last]) for step in steps
    ]
    return [(label, tasks) for label, tasks in found if tasks]


def _needed(standing: Standing) -> set[str]:
    """What the way onward asks; in the last step, what its fullest ending asks."""
    onward = [way for way in standing.ways if way.to_step] or standing.ways
    fullest = max(onward, key=lambda way: len(way.needs), default=None)
    return {need.task for need in fullest.needs} if fullest else set()


def _is_for(task: Task, roles: Collection[Role]) -> bool:
    """What others decide or answer is asked on its page by whoever weighs."""
    return task.kind is not TaskKind.QUESTIONS or bool(task.by & frozenset(roles))


def _way(signal: Signal, way: Way, refused: list[str], roles: Collection[Role], *, is_at_work: bool) -> WayShown:
    verb, missing = Verb.CLOSE if way.ends else Verb.DECIDE, list(refused)
    if way.to_step and signal.status == Status.RECEIVED:
        missing.insert(0, _("First somebody takes this signal up."))
    if way.ends and is_at_work:
        missing.append(_("A department still works on it."))
    is_now = any(may(role, verb, Status(signal.status)) for role in roles)
    return WayShown(way, way_address(signal, way) if is_now and not missing else "", missing)


def purpose_to_ask(opened: Opened, user: User) -> tuple[Task, str] | None:
    """The task that records purpose and ground, with the verdict sharing needs; None when nobody has to ask it now.

    Who said no before says so again on its own page, and not in passing.
    """
    signal = opened.signal
    if not follows_protocol(signal):
        return None
    standing = standing_of(signal)
    for need in standing.missing_to_share():
        task = standing.protocol.task(need.task)
        is_open = standing.facts.get(task.code, WAITING) == WAITING
        if is_open and task.kind is TaskKind.QUESTIONS and task.by & roles_towards(user, signal):
            return task, need.verdict or task.outcomes[0]
    return None


def may_ask_to_lead(signal: Signal) -> bool:
    """A department may take it over where the step of the signal knows that."""
    return follows_protocol(signal) and any(task.kind is TaskKind.LEAD for task in standing_of(signal).tasks)


def way_address(signal: Signal, way: Way) -> str:
    if way.outcome is Outcome.NOT_ORGANISED_CRIME:
        return reverse("signals:quick_close", args=[signal.reference])
    return reverse("signals:go_on", args=[signal.reference, way.code])


def address_of(signal: Signal, task: Task) -> str:
    if task.kind is TaskKind.QUESTIONS:
        return reverse("signals:weighing", args=[signal.reference, task.code])
    name = "approach" if task.on in _CHECKS_OF_APPROACH else TASK_PAGES[task.kind]
    try:
        address = reverse(f"signals:{name}", args=[] if name in _OF_ALL else [signal.reference])
    except NoReverseMatch:
        return ""
    return f"{address}?regie=1" if task.kind is TaskKind.LEAD else address


def last_findings(signal: Signal) -> dict[str, Finding]:
    """What each task came to at last, with who said so."""
    rows = signal.findings.select_related("by").order_by("id")
    return {row.task: row for row in rows}


def answers_of(opened: Opened, finding: Finding | None) -> Answers:
    if finding is None or finding.sealed_answers is None:
        return {}
    told = opened.sealer.open("finding.answers", finding.uuid, finding.sealed_answers)
    answers: Answers = json.loads(told) if told else {}
    return answers


def answers_in_words(task: Task, answers: Answers) -> list[tuple[Text, str]]:
    """Each question with its answer; a way that was itself the answer left a reason."""
    asked = {one.code: one for one in task.questions}
    told = [
        (one.label, answer_in_words(one, answers[one.code], between="\n"))
        for one in task.questions
        if one.code in answers
    ]
    more = [(_("Why"), str(text)) for code, text in answers.items() if code not in asked]
    return [(label, text) for label, text in [*told, *more] if text]


def verdict_in_words(task: Task, verdict: str) -> Text:
    return VERDICT_WORDS.get((task.kind, verdict)) or task.verdict_words(verdict)


def roles_in_words(roles: Collection[Role]) -> str:
    return ", ".join(str(ROLE_WORDS.get(role, role)) for role in Role if role in roles)
