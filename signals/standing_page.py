"""Where a signal stands in its protocol, as the team reads it: the steps, what is to be done, and the ways out."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from network.models import User
from network.rules import Role
from signals.access import Opened, roles_towards
from signals.agenda import chairs_now
from signals.models import Finding, Signal
from signals.protocols import Standing, follows_protocol, protocol_of, standing_of
from signals.rules.approach import SHARING
from signals.rules.lifecycle import Outcome, Status, Verb, may
from signals.rules.protocol import WAITING, Step, Task, TaskKind, Way
from signals.rules.protocol_names import state_of
from signals.rules.protocol_words import answer_in_words, missing_in_words, refused_in_words, roles_in_words

Text = str | Promise
Answers = Mapping[str, str | list[str]]

#: Where each kind of task of one signal is done. Questions have a page each, and a meeting is about more signals.
TASK_PAGES: dict[TaskKind, str] = {
    TaskKind.SCORES: "signals:scoring",
    TaskKind.CHECK: "signals:research",
    TaskKind.SOURCES: "signals:research",
    TaskKind.LEAD: "signals:hand_over_new",
    TaskKind.TRANSFER: "signals:transfer",
    TaskKind.PLAN: "signals:approach",
    TaskKind.MONITORING: "signals:approach",
    TaskKind.SECOND_READER: "signals:second_reading",
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
    verdict: str | None  # as it counts now: an answer that was overtaken is only begun
    first: Sequence[str]  # sentences: what must be there before it can be answered
    is_asked: bool = True  # by the way onward; what is not, is there for when it is needed

    @property
    def is_done(self) -> bool:
        """A plan that is agreed and a day that is planned go on."""
        return self.badge not in {"neutral", "busy", "waiting"}

    @property
    def badge(self) -> str:
        return self._state[0]

    @property
    def words(self) -> str:
        return self._state[1] if self.finding or self.is_asked else _("Not needed so far")

    @property
    def _state(self) -> tuple[str, str]:
        return state_of(self.task, self.verdict)


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
    def has_begun(self) -> bool:
        """Something that waits for somebody is not folded away."""
        return any(one.verdict == WAITING for one in self.others)

    @property
    def next_way(self) -> WayShown | None:
        return next((one for one in self.onward if one.address), None)

    @property
    def has_short_lane(self) -> bool:
        return any(one.way.outcome is Outcome.NOT_ORGANISED_CRIME for one in self.endings)


def panel_of(opened: Opened, user: User, *, verbs: Collection[Verb], is_at_work: bool) -> Panel | None:
    """None for the queues that stand outside the protocol. `is_at_work`: a department has it."""
    signal = opened.signal
    if not follows_protocol(signal):
        return None
    last = last_findings(signal)
    protocol = protocol_of(signal)
    standing = standing_of(signal, last)
    colleague = _Colleague(opened, user, verbs, standing, last)
    tasks = [colleague.task(one) for one in standing.tasks] if signal.is_open else []
    ways = colleague.ways(is_at_work=is_at_work) if signal.is_open else []
    now = protocol.number(standing.step.code)
    return Panel(
        step=standing.step,
        steps=[StepShown(number, one.label, _state(number, now)) for number, one in enumerate(protocol.steps, 1)],
        asked=[one for one in tasks if one.is_asked],
        others=[one for one in tasks if not one.is_asked],
        onward=[way for way in ways if way.way.to_step],
        endings=sorted((way for way in ways if way.way.ends), key=lambda one: not one.address),
        earlier=colleague.earlier(protocol.steps[: now - 1] if signal.is_open else protocol.steps),
        is_tied=standing.is_tied(),
    )


@dataclass(frozen=True)
class _Colleague:
    """One colleague before a signal: what they read of it, and what they can do there."""

    opened: Opened
    user: User
    verbs: Collection[Verb]
    standing: Standing
    last: Mapping[str, Finding]

    @property
    def signal(self) -> Signal:
        return self.opened.signal

    @cached_property
    def roles(self) -> frozenset[Role]:
        return roles_towards(self.user, self.signal)

    @cached_property
    def seen(self) -> Standing:
        return self.standing.as_read_by(self.roles)

    @cached_property
    def asked(self) -> frozenset[str]:
        """By the way onward; in the last step, by its fullest ending."""
        onward = [way for way in self.standing.ways if way.to_step] or self.standing.ways
        fullest = max(onward, key=lambda way: len(way.needs), default=None)
        return frozenset(need.task for need in fullest.needs) if fullest else frozenset()

    def task(self, task: Task) -> TaskShown:
        finding = self.last.get(task.code) if task.code in self.seen.facts else None
        may_do = self._may_do(task)
        first = self._first(task)
        return TaskShown(
            task,
            finding,
            answers_in_words(task, answers_of(self.opened, finding)),
            address_of(self.signal, task) if may_do and not first else "",
            who="" if may_do else roles_in_words(task.by),
            verdict=self.seen.facts.get(task.code),
            first=first,
            is_asked=task.code in self.asked,
        )

    def _first(self, task: Task) -> list[str]:
        """A second reader is asked by whoever has the signal."""
        if task.kind is TaskKind.SECOND_READER and self.signal.status == Status.RECEIVED:
            return [_("First somebody takes this signal up.")]
        return first_in_words(self.seen, task)

    def _may_do(self, task: Task) -> bool:
        """What others decide or answer is asked on its page by whoever weighs."""
        is_now = self.signal.is_open and Verb.WEIGH in self.verbs and task in self.standing.tasks
        return is_now and (task.kind is not TaskKind.QUESTIONS or bool(task.by & self.roles))

    def ways(self, *, is_at_work: bool) -> list[WayShown]:
        is_chair = self.standing.is_for_chair() and chairs_now(self.user, self.signal)
        return [self._way(way, is_chair=is_chair, is_at_work=is_at_work) for way in self.standing.ways]

    def _way(self, way: Way, *, is_chair: bool, is_at_work: bool) -> WayShown:
        missing = refused_in_words(self.standing, way, self.roles, is_chair=is_chair)
        status = Status(self.signal.status)
        if way.to_step and status is Status.RECEIVED:
            missing.insert(0, _("First somebody takes this signal up."))
        if way.ends and is_at_work:
            missing.append(_("A department still works on it."))
        is_now = any(may(role, Verb.CLOSE if way.ends else Verb.DECIDE, status) for role in self.roles)
        return WayShown(way, way_address(self.signal, way) if is_now and not missing else "", missing)

    def earlier(self, steps: Sequence[Step]) -> list[tuple[str, Sequence[TaskShown]]]:
        """Of these steps, what was done in them."""
        done = [(one.label, [task for task in self._tasks_of(one) if task.code in self.seen.facts]) for one in steps]
        return [(label, [self.task(task) for task in tasks]) for label, tasks in done if tasks]

    def _tasks_of(self, step: Step) -> Sequence[Task]:
        return self.standing.protocol.tasks_of(step.code)


def _state(number: int, now: int) -> str:
    if number == now:
        return "now"
    return "done" if number < now else "ahead"


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
    if task.kind is TaskKind.MEETING:
        return reverse("signals:meetings")
    name = "signals:approach" if task.on in SHARING else TASK_PAGES[task.kind]
    address = reverse(name, args=[signal.reference])
    return f"{address}?regie=1" if task.kind is TaskKind.LEAD else address


def first_in_words(standing: Standing, task: Task) -> list[str]:
    """What must be there before this can be answered."""
    return missing_in_words(standing.protocol, standing.facts, standing.missing_before(task))


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
