"""Why a definition of a protocol cannot work: each fault with the place in the definition, in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from network.rules import Role
from signals.rules.lifecycle import Outcome
from signals.rules.protocol import Answer, CheckOn, Facts, Protocol, Records, Step, Task, TaskKind, Way

#: Whoever may be named as the one who decides or answers.
DECIDES = frozenset({Role.COORDINATOR, Role.TEAM_MEMBER})
ANSWERS: dict[TaskKind, frozenset[Role]] = {
    TaskKind.CHECK: frozenset({Role.PRIVACY_OFFICER}),  # an FG supervises, and never decides (people.md)
    TaskKind.SOURCES: frozenset({Role.SOURCE_HOLDER}),
}
_LEVELS = 4
#: Of these each verdict must lead somewhere; the others only begin, and end well.
_DECIDED = frozenset({TaskKind.QUESTIONS, TaskKind.CHECK, TaskKind.SOURCES, TaskKind.LEAD, TaskKind.SECOND_READER})


@dataclass(frozen=True)
class Fault:
    where: str
    why: str | Promise


def faults_of(protocol: Protocol) -> list[Fault]:
    """Empty when it can work."""
    shape = list(chain(_codes(protocol), _tasks(protocol), _ways(protocol)))
    if shape:
        return shape  # what follows reads a definition whose names all point somewhere
    return list(chain(_reachable(protocol), _dead_ends(protocol), _missing_outcomes(protocol), _lawful(protocol)))


def _codes(protocol: Protocol) -> Iterator[Fault]:
    if not protocol.steps:
        yield Fault("steps", _("There is no step."))
    for kind, codes in (
        ("steps", [step.code for step in protocol.steps]),
        ("tasks", [task.code for task in protocol.tasks]),
        ("ways", [f"{way.from_step}/{way.code}" for way in protocol.ways]),
    ):
        for code in sorted({code for code in codes if codes.count(code) > 1}):
            yield Fault(f"{kind} {code}", _("This code stands there twice."))
    placed = [code for step in protocol.steps for code in step.tasks]
    for step in protocol.steps:
        for code in step.tasks:
            if not protocol.has_task(code):
                yield Fault(f"steps {step.code}", _("It names a task that is not there."))
    for task in protocol.tasks:
        if placed.count(task.code) != 1:
            yield Fault(f"tasks {task.code}", _("A task belongs to exactly one step."))


def _tasks(protocol: Protocol) -> Iterator[Fault]:
    for task in protocol.tasks:
        where = f"tasks {task.code}"
        able = ANSWERS.get(task.kind, DECIDES)
        if not task.by & able:
            yield Fault(where, _("Nobody may do this. Name a role that can."))
        elif task.by - able:
            yield Fault(where, _("It names a role that may not do this."))
        if task.records not in {"", *Records}:
            yield Fault(where, _("It records something that is not known."))
        if task.kind is TaskKind.QUESTIONS:
            yield from _questions(task, where)
        if task.kind is TaskKind.SCORES:
            yield from _criteria(task, where)
        if (task.kind is TaskKind.CHECK) != (task.on in {*CheckOn}):
            yield Fault(where, _("A check says what it is about: source, content, department or power."))
    for key in sorted({(task.kind, task.on) for task in protocol.tasks if task.kind is not TaskKind.QUESTIONS}):
        if sum((task.kind, task.on) == key for task in protocol.tasks) > 1:
            yield Fault(f"tasks {key[0]} {key[1]}".strip(), _("There can be only one of these."))


def _questions(task: Task, where: str) -> Iterator[Fault]:
    if not task.verdicts:
        yield Fault(where, _("It comes to nothing: name what the answers can come to."))
    codes = [question.code for question in task.questions]
    if len(codes) != len(set(codes)):
        yield Fault(where, _("This code stands there twice."))
    for question in task.questions:
        chooses = question.answer in {Answer.ONE, Answer.SOME}
        if chooses != bool(question.options) or question.least > len(question.options):
            yield Fault(f"{where} {question.code}", _("Its options do not fit how it is answered."))
        if question.only_for and question.only_for not in task.outcomes:
            yield Fault(f"{where} {question.code}", _("It is asked for a verdict that is not there."))
    if task.records == Records.PURPOSE and not {"purpose", "ground"} <= set(codes):
        yield Fault(where, _("Whoever records the purpose asks purpose and ground."))


def _criteria(task: Task, where: str) -> Iterator[Fault]:
    if not task.criteria:
        yield Fault(where, _("There is nothing to score."))
    for criterion in task.criteria:
        if len(criterion.levels) != _LEVELS:
            yield Fault(f"{where} {criterion.code}", _("A criterion has words for 0, 1, 2 and 3."))


def _ways(protocol: Protocol) -> Iterator[Fault]:
    steps = {step.code for step in protocol.steps}
    for way in protocol.ways:
        where = f"ways {way.from_step}/{way.code}"
        if way.from_step not in steps or (way.to_step and way.to_step not in steps):
            yield Fault(where, _("It names a step that is not there."))
        if bool(way.to_step) == bool(way.ends):
            yield Fault(where, _("A way leads to a step or to an end, to one of the two."))
        if way.ends and way.ends not in {*Outcome}:
            yield Fault(where, _("It ends in an outcome that is not known."))
        if not way.by & DECIDES or way.by - DECIDES:
            yield Fault(where, _("Nobody may do this. Name a role that can."))
        for need in (*way.needs, *filter(None, [way.records])):
            if not protocol.has_task(need.task) or (
                need.verdict and need.verdict not in protocol.task(need.task).outcomes
            ):
                yield Fault(where, _("It asks for something that no task comes to."))
    for need in protocol.sharing_needs:
        if not protocol.has_task(need.task):
            yield Fault("sharing_needs", _("It asks for something that no task comes to."))


def _reached(protocol: Protocol) -> set[str]:
    found, ahead = {protocol.first.code}, [protocol.first.code]
    while ahead:
        for way in protocol.ways_from(ahead.pop()):
            if way.to_step and way.to_step not in found:
                found.add(way.to_step)
                ahead.append(way.to_step)
    return found


def _reachable(protocol: Protocol) -> Iterator[Fault]:
    reached = _reached(protocol)
    for step in protocol.steps:
        if step.code not in reached:
            yield Fault(f"steps {step.code}", _("No way leads to this step."))


def _dead_ends(protocol: Protocol) -> Iterator[Fault]:
    """Steps from which no end can be reached, and ways that ask for what cannot be done yet."""
    ending: set[str] = set()
    while True:
        more = {w.from_step for w in protocol.ways if w.ends or w.to_step in ending} - ending
        if not more:
            break
        ending |= more
    for step in protocol.steps:
        if step.code not in ending:
            yield Fault(f"steps {step.code}", _("This is a dead end: no way from here leads to an outcome."))
    for way in protocol.ways:
        doable = {task for step in _before(protocol, way.from_step) for task in step.tasks}
        if any(need.task not in doable for need in way.needs):
            yield Fault(f"ways {way.from_step}/{way.code}", _("It asks for a task that comes only after this step."))


def _before(protocol: Protocol, code: str) -> list[Step]:
    """The step itself, and every step from which it can be reached."""
    found, ahead = {code}, [code]
    while ahead:
        here = ahead.pop()
        for way in protocol.ways:
            if way.to_step == here and way.from_step not in found:
                found.add(way.from_step)
                ahead.append(way.from_step)
    return [step for step in protocol.steps if step.code in found]


def _missing_outcomes(protocol: Protocol) -> Iterator[Fault]:
    """Whatever a task comes to, some way of its step goes on from there."""
    for step in protocol.steps:
        for task in protocol.tasks_of(step.code):
            for verdict in task.outcomes if task.kind in _DECIDED else ():
                if not any(_allows(way, task.code, verdict) for way in protocol.ways_from(step.code)):
                    yield Fault(
                        f"tasks {task.code}:{verdict}", _("There is no way out of the step when it comes to this.")
                    )


def _allows(way: Way, task: str, verdict: str) -> bool:
    facts: Facts = {task: verdict}
    return all(need.is_met(facts) for need in way.needs if need.task == task)


def _lawful(protocol: Protocol) -> Iterator[Fault]:
    """What no municipality can leave out: R1, R2, and privacy checks where something is shared."""
    purpose = {task.code for task in protocol.tasks if task.records == Records.PURPOSE}
    if not purpose:
        yield Fault("tasks", _("No task records purpose and ground (R1)."))
    elif not purpose & {need.task for need in protocol.sharing_needs}:
        yield Fault("sharing_needs", _("Sharing must ask for purpose and ground (R1)."))
    for way in protocol.ways_from(protocol.first.code) if purpose else ():
        asked = {need.task for need in way.needs}
        if way.to_step and way.to_step != protocol.first.code and not purpose & asked:
            yield Fault(
                f"ways {way.from_step}/{way.code}", _("A signal goes on only with purpose and ground recorded (R1).")
            )
    for kind, on in ((TaskKind.SOURCES, CheckOn.SOURCE), (TaskKind.PLAN, CheckOn.DEPARTMENT)):
        asked_task, check = protocol.first_of(kind), protocol.first_of(TaskKind.CHECK, on=on)
        if asked_task is not None and check is None:
            yield Fault(f"tasks {asked_task.code}", _("A privacy check must come before this (R2)."))
