"""What no municipality can leave out of its protocol: purpose and ground, and what comes before sharing and ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from signals.rules.lifecycle import Outcome
from signals.rules.protocol import CheckOn, Need, Protocol, Records, Task, TaskKind, Way
from signals.rules.protocol_paths import arrivals_of
from signals.rules.protocol_reading import Fault
from signals.rules.transfer import TRANSFERRED

#: What a step may hold before purpose and ground are recorded.
_BEFORE_PURPOSE = frozenset({TaskKind.QUESTIONS, TaskKind.TRANSFER, TaskKind.SECOND_READER})
#: The answers in which purpose and ground stand.
PURPOSE_QUESTIONS = frozenset({"purpose", "ground"})
#: What is checked before it begins: the task and what its check is about.
_CHECKED: Mapping[TaskKind, CheckOn] = {TaskKind.SOURCES: CheckOn.SOURCE, TaskKind.PLAN: CheckOn.DEPARTMENT}
#: The end -> what a way to it asks at least, and why.
_ENDS_AFTER: Mapping[Outcome, tuple[TaskKind, str, str | Promise]] = {
    Outcome.FALSE_OR_MALICIOUS: (
        TaskKind.SECOND_READER,
        "agreed",
        _("A signal is called false only after a second reader agreed."),
    ),
    Outcome.ONE_DEPARTMENT: (TaskKind.LEAD, "accepted", _("It ends with a department only when that said yes.")),
    **{
        outcome: (TaskKind.TRANSFER, "sent", _("It ends with another organisation only after a recorded transfer."))
        for outcome in TRANSFERRED
    },
}


def law_faults(protocol: Protocol) -> Iterator[Fault]:
    purpose = [task for task in protocol.tasks if task.records == Records.PURPOSE]
    if not purpose:
        yield Fault("tasks", _("No task records purpose and ground. Without them nobody may go on."))
        return
    for task in purpose:
        if not any(_holds_purpose(task, verdict) for verdict in task.outcomes):
            yield Fault(f"tasks {task.code} questions", _("It must ask “purpose” and “ground”, and both are required."))
    if not any(_asks_purpose(protocol, need) for need in protocol.sharing_needs):
        yield Fault("sharing_needs", _("Before sharing, purpose and ground must be recorded."))
    yield from _too_early(protocol)
    yield from _checked(protocol)
    for way in protocol.ways:
        yield from _ended(protocol, way)


def _holds_purpose(task: Task, verdict: str) -> bool:
    """With this verdict nobody gets round the two questions."""
    asked = {one.code for one in task.questions if one.is_required and one.only_for in {"", verdict}}
    return asked >= PURPOSE_QUESTIONS


def _asks_purpose(protocol: Protocol, need: Need) -> bool:
    task = protocol.task(need.task)
    verdicts = [need.verdict] if need.verdict else task.outcomes
    return task.records == Records.PURPOSE and all(_holds_purpose(task, verdict) for verdict in verdicts)


def _too_early(protocol: Protocol) -> Iterator[Fault]:
    """R1: without purpose and ground nothing goes beyond the intake."""
    early = set()
    for arrival in arrivals_of(protocol):
        tasks = protocol.tasks_of(arrival.step)
        records = any(task.records == Records.PURPOSE for task in tasks)
        begins = any(task.kind not in _BEFORE_PURPOSE for task in tasks)
        if begins and not records and not any(_asks_purpose(protocol, need) for need in arrival.sure):
            early.add(arrival.step)
    for code in sorted(early):
        words = _("A signal comes here only with purpose and ground recorded. Ask for that on every way to here.")
        yield Fault(f"steps {code}", words)


def _checked(protocol: Protocol) -> Iterator[Fault]:
    """R2: the check stands no later than what it is about, and whoever uses that asks for the check too."""
    for kind, on in _CHECKED.items():
        task, check = protocol.first_of(kind), protocol.first_of(TaskKind.CHECK, on=on)
        if task is None:
            continue
        if check is None:
            words = _("A privacy check must come before “%(task)s”. Add a check with on = “%(on)s”.")
            yield Fault(f"tasks {task.code}", words % {"task": task.label, "on": on.value})
            continue
        named = {"task": task.label, "check": check.label}
        if protocol.number(protocol.step_of(check.code).code) > protocol.number(protocol.step_of(task.code).code):
            words = _("This check comes too late: it must stand in the step of “%(task)s”, or before it.")
            yield Fault(f"tasks {check.code}", words % named)
        for way in protocol.ways:
            asked = {need.task for need in way.needs}
            if task.code in asked and check.code not in asked and not _is_sure(protocol, way, check):
                words = _("It asks for “%(task)s”, and not for the privacy check before it: “%(check)s”. Ask for both.")
                yield Fault(f"ways {way.from_step}/{way.code} needs", words % named)


def _is_sure(protocol: Protocol, way: Way, task: Task) -> bool:
    here = [arrival for arrival in arrivals_of(protocol) if arrival.step == way.from_step]
    return all(arrival.is_sure_of(Need(task.code)) for arrival in here)


def _ended(protocol: Protocol, way: Way) -> Iterator[Fault]:
    if way.outcome is None or way.outcome not in _ENDS_AFTER:
        return
    kind, verdict, why = _ENDS_AFTER[way.outcome]
    task = protocol.first_of(kind)
    if task is None or Need(task.code, verdict) not in way.needs:
        yield Fault(f"ways {way.from_step}/{way.code} needs", why)
