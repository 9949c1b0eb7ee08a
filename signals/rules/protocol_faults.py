"""Why a definition of a protocol cannot work: each fault with its place in the file, in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from django.utils.translation import gettext_lazy as _

from network.rules import Role
from signals.rules.lifecycle import MOVES, Outcome, Verb
from signals.rules.protocol import Answer, CheckOn, Criterion, Need, Option, Protocol, Question, Records, Task, TaskKind
from signals.rules.protocol_law import law_faults
from signals.rules.protocol_paths import path_faults
from signals.rules.protocol_reading import Fault

#: Whoever may be named at a way.
DECIDES = MOVES[Verb.DECIDE].roles
#: The move by which each kind of task is done: whoever may make it may be named at the task.
DONE_BY: Mapping[TaskKind, Verb] = {
    TaskKind.QUESTIONS: Verb.WEIGH,
    TaskKind.SCORES: Verb.SCORE,
    TaskKind.CHECK: Verb.DECIDE_CHECK,  # a privacy officer; an FG supervises, and never decides (people.md)
    TaskKind.SOURCES: Verb.ANSWER_SOURCE,
    TaskKind.LEAD: Verb.HAND_OVER,
    TaskKind.TRANSFER: Verb.TRANSFER,
    TaskKind.MEETING: Verb.DISCUSS,
    TaskKind.PLAN: Verb.PLAN,
    TaskKind.MONITORING: Verb.MONITOR,
    TaskKind.SECOND_READER: Verb.SECOND_READ,
}
#: Of the roles that may make those moves, the ones that stand in no queue of the team.
_OTHER_QUEUES = frozenset({Role.ATTENTION_OFFICER, Role.INTEGRITY_RECEIVER})
_LEVELS = 4


def faults_of(protocol: Protocol) -> list[Fault]:
    """Empty when it can work."""
    shape = list(chain(_codes(protocol), _tasks(protocol), _ways(protocol), _sharing(protocol)))
    if shape:
        return shape  # what follows reads a definition whose names all point somewhere
    return [*path_faults(protocol), *law_faults(protocol)]


def able(kind: TaskKind) -> frozenset[Role]:
    """Who may be named at a task of this kind."""
    return MOVES[DONE_BY[kind]].roles - _OTHER_QUEUES


def _codes(protocol: Protocol) -> Iterator[Fault]:
    if not protocol.steps:
        yield Fault("steps", _("There is no step."))
    yield from _twice("steps", (step.code for step in protocol.steps))
    yield from _twice("tasks", (task.code for task in protocol.tasks))
    yield from _twice("ways", (f"{way.from_step}/{way.code}" for way in protocol.ways))
    placed = [code for step in protocol.steps for code in step.tasks]
    for step in protocol.steps:
        for code in step.tasks:
            if not protocol.has_task(code):
                yield Fault(f"steps {step.code} tasks {code}", _("It names a task that is not there."))
    for task in protocol.tasks:
        if placed.count(task.code) != 1:
            yield Fault(f"tasks {task.code}", _("A task belongs to exactly one step."))
        yield from _rests(protocol, task)


def _rests(protocol: Protocol, task: Task) -> Iterator[Fault]:
    """On tasks that stand before it, so never on each other."""
    placed = [code for step in protocol.steps for code in step.tasks]
    for code in task.rests_on:
        if code not in placed:
            yield Fault(f"tasks {task.code} rests_on {code}", _("It names a task that is not there."))
        elif task.code in placed[: placed.index(code) + 1]:
            yield Fault(f"tasks {task.code} rests_on {code}", _("What it asks for cannot be done by then."))


def _twice(where: str, codes: Iterable[str]) -> Iterator[Fault]:
    found = list(codes)
    for code in sorted({code for code in found if found.count(code) > 1}):
        yield Fault(f"{where} {code}".strip(), _("This code stands there twice."))


# ---- tasks -----------------------------------------------------------------------------------------
def _tasks(protocol: Protocol) -> Iterator[Fault]:
    for task in protocol.tasks:
        where = f"tasks {task.code}"
        yield from _doers(task, where)
        yield from _misplaced(task, where)
        if task.kind is TaskKind.QUESTIONS:
            yield from _questions(task, where)
        if task.kind is TaskKind.SCORES:
            yield from _criteria(task.criteria, where)
    for key in sorted({(task.kind, task.on) for task in protocol.tasks if task.kind is not TaskKind.QUESTIONS}):
        same = [task.code for task in protocol.tasks if (task.kind, task.on) == key]
        if len(same) > 1:
            yield Fault(f"tasks {', '.join(same)}", _("There can be only one of this kind."))


def _doers(task: Task, where: str) -> Iterator[Fault]:
    if task.kind is TaskKind.CHECK and Role.DATA_PROTECTION_OFFICER in task.by:
        yield Fault(f"{where} by", _("A data protection officer supervises checks, and never decides one."))
    elif not task.by:
        yield Fault(f"{where} by", _("Nobody may do this. Name a role that can."))
    elif task.by - able(task.kind):
        yield Fault(f"{where} by", _("It names a role that may not do this."))


def _misplaced(task: Task, where: str) -> Iterator[Fault]:
    """Words that say nothing for a task of this kind."""
    only = {
        TaskKind.QUESTIONS: (task.questions, task.verdicts, task.verdict_label, task.records),
        TaskKind.SCORES: (task.criteria, task.side_by_side),
    }
    for kind, said in only.items():
        if task.kind is not kind and any(said):
            yield Fault(where, _("It says something that belongs to another kind of task."))
    if task.rests_on and task.kind is not TaskKind.QUESTIONS:
        yield Fault(f"{where} rests_on", _("Only a weighing rests on what came before."))
    if task.records not in {"", *Records}:
        yield Fault(f"{where} records", _("It records something that is not known."))
    if (task.kind is TaskKind.CHECK) != (task.on in {*CheckOn}) or (task.on and task.on not in {*CheckOn}):
        yield Fault(f"{where} on", _("A check says what it is about: source, content, department or power."))


def _questions(task: Task, where: str) -> Iterator[Fault]:
    if not task.verdicts:
        yield Fault(f"{where} verdicts", _("It comes to nothing: name what the answers can come to."))
    yield from _twice(f"{where} verdicts", (verdict.code for verdict in task.verdicts))
    yield from _twice(f"{where} questions", (question.code for question in task.questions))
    for question in task.questions:
        yield from _question(question, task.verdicts, f"{where} questions {question.code}")


def _question(question: Question, verdicts: tuple[Option, ...], where: str) -> Iterator[Fault]:
    chooses = question.answer in {Answer.ONE, Answer.SOME}
    if chooses != bool(question.options):
        yield Fault(f"{where} options", _("Its options do not fit how it is answered."))
    if question.least > (len(question.options) if question.answer is Answer.SOME else 0):
        yield Fault(f"{where} least", _("So many cannot be chosen."))
    if question.only_for and question.only_for not in {verdict.code for verdict in verdicts}:
        yield Fault(f"{where} only_for", _("It is asked for a verdict that is not there."))
    yield from _twice(f"{where} options", (option.code for option in question.options))


def _criteria(criteria: tuple[Criterion, ...], where: str) -> Iterator[Fault]:
    if not criteria:
        yield Fault(f"{where} criteria", _("There is nothing to score."))
    yield from _twice(f"{where} criteria", (criterion.code for criterion in criteria))
    for criterion in criteria:
        if len(criterion.levels) != _LEVELS:
            yield Fault(f"{where} criteria {criterion.code} levels", _("A criterion has words for 0, 1, 2 and 3."))


# ---- ways ------------------------------------------------------------------------------------------
def _ways(protocol: Protocol) -> Iterator[Fault]:
    steps = {step.code for step in protocol.steps}
    for way in protocol.ways:
        where = f"ways {way.from_step}/{way.code}"
        for name, code in (("from", way.from_step), ("to", way.to_step)):
            if code and code not in steps:
                yield Fault(f"{where} {name}", _("It names a step that is not there."))
        if bool(way.to_step) == bool(way.ends):
            yield Fault(where, _("A way leads to a step or to an end, to one of the two."))
        if way.to_step == way.from_step:
            yield Fault(f"{where} to", _("It leads to the step it comes from."))
        if way.ends and way.ends not in {*Outcome} - {Outcome.WITHDRAWN}:
            yield Fault(f"{where} ends", _("It ends in an outcome that is not known."))
        if not way.by:
            yield Fault(f"{where} by", _("Nobody may do this. Name a role that can."))
        elif way.by - DECIDES:
            yield Fault(f"{where} by", _("It names a role that may not do this."))
        yield from _needs(protocol, way.needs, f"{where} needs")
        if way.records is not None:
            yield from _recorded(protocol, way.from_step, way.needs, way.records, f"{where} records")


def _sharing(protocol: Protocol) -> Iterator[Fault]:
    yield from _needs(protocol, protocol.sharing_needs, "sharing_needs")


def _needs(protocol: Protocol, needs: tuple[Need, ...], where: str) -> Iterator[Fault]:
    yield from _twice(where, (need.task for need in needs))
    for need in needs:
        if not _is_known(protocol, need):
            yield Fault(f"{where} {need}", _("It asks for something that no task comes to."))


def _recorded(protocol: Protocol, step: str, needs: tuple[Need, ...], records: Need, where: str) -> Iterator[Fault]:
    task = protocol.task(records.task) if protocol.has_task(records.task) else None
    if task is None or task.kind is not TaskKind.QUESTIONS or records.verdict not in task.outcomes:
        yield Fault(where, _("It records something that no weighing comes to."))
    elif task not in [protocol.task(code) for one in protocol.steps if one.code == step for code in one.tasks]:
        yield Fault(where, _("It records a weighing of another step."))
    elif any(need.task == records.task for need in needs):
        yield Fault(where, _("It asks for a weighing and records it too."))


def _is_known(protocol: Protocol, need: Need) -> bool:
    if not protocol.has_task(need.task):
        return False
    return not need.verdict or need.verdict in protocol.task(need.task).outcomes
