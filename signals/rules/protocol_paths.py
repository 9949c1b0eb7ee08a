"""Where a signal can come in a definition. From wherever it comes, some way must be open, and an end within reach."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

from django.utils.translation import gettext_lazy as _

from network.rules import Role
from signals.rules.protocol import Need, Protocol, Task, TaskKind, Way
from signals.rules.protocol_reading import Fault

#: Done by an act of its own, that the software offers in every step from theirs on.
_STAYS_OPEN = frozenset({TaskKind.LEAD, TaskKind.TRANSFER, TaskKind.SECOND_READER})
#: Each verdict of these is final: some way must go on from it. The others only begin, and end well.
_DECIDED = frozenset({TaskKind.QUESTIONS, TaskKind.CHECK, TaskKind.SOURCES, TaskKind.LEAD, TaskKind.SECOND_READER})
#: In one step together: so many combinations of verdicts are looked at, and a step with more is refused.
MOST_COMBINATIONS = 4096


@dataclass(frozen=True)
class Arrival:
    """A signal comes into a step; `sure` is what the ways to here asked, `passed` the steps it came through."""

    step: str
    sure: frozenset[Need] = frozenset()
    passed: frozenset[str] = frozenset()

    def is_sure_of(self, need: Need) -> bool:
        return need in self.sure or (not need.verdict and any(one.task == need.task for one in self.sure))

    def contradicts(self, need: Need) -> bool:
        return any(
            one.task == need.task and need.verdict and one.verdict not in {"", need.verdict} for one in self.sure
        )


def arrivals_of(protocol: Protocol) -> list[Arrival]:
    """Every way in which a signal can come into every step, the first one first."""
    first = Arrival(protocol.first.code)
    found, ahead = {first: None}, [first]
    while ahead:
        here = ahead.pop(0)
        for way in protocol.ways_from(here.step):
            if way.to_step and _can_be_open(protocol, here, way):
                there = _arrived(protocol, here, way)
                if there not in found:
                    found[there] = None
                    ahead.append(there)
    return list(found)


def path_faults(protocol: Protocol) -> Iterator[Fault]:
    arrivals = arrivals_of(protocol)
    reached = {arrival.step for arrival in arrivals}
    for step in protocol.steps:
        if step.code not in reached:
            yield Fault(f"steps {step.code}", _("No way leads to this step."))
    for way in protocol.ways:
        here = [arrival for arrival in arrivals if arrival.step == way.from_step]
        if here and not any(_can_be_open(protocol, arrival, way) for arrival in here):
            yield Fault(f"ways {way.from_step}/{way.code} needs", _("What it asks for cannot be done by then."))
    ending = _ending(protocol, arrivals)
    for code in sorted({arrival.step for arrival in arrivals if arrival not in ending}):
        yield Fault(f"steps {code}", _("This is a dead end: no way from here leads to an outcome."))
    for step in protocol.steps:
        here = [arrival for arrival in arrivals if arrival in ending and arrival.step == step.code]
        yield from _left_standing(protocol, step.code, here)
        yield from _ties(protocol, step.code)


def _ending(protocol: Protocol, arrivals: list[Arrival]) -> set[Arrival]:
    """From which an outcome can be reached."""
    ending: set[Arrival] = set()
    while True:
        more = {
            here
            for here in arrivals
            for way in protocol.ways_from(here.step)
            if _can_be_open(protocol, here, way) and (way.ends or _arrived(protocol, here, way) in ending)
        }
        if more <= ending:
            return ending
        ending |= more


def _left_standing(protocol: Protocol, step: str, arrivals: Iterable[Arrival]) -> Iterator[Fault]:
    """Whatever the tasks of a step come to, and whatever was skipped before, some way goes on from there."""
    ways = protocol.ways_from(step)
    for arrival in arrivals:
        sure = [way for way in ways if _is_sure_to_open(protocol, arrival, way)]
        if not sure:
            yield Fault(
                f"steps {step}", _("A signal can stand still here: each way asks for what may not be done before.")
            )
            return
        decided = _decided(protocol, step, sure)
        if prod(len(task.outcomes) for task in decided) > MOST_COMBINATIONS:
            yield Fault(
                f"steps {step}",
                _("Together these tasks have too many verdicts to look at. Divide them over two steps."),
            )
            return
        stuck = next((verdicts for verdicts in _combinations(decided) if not _any_fits(sure, verdicts)), None)
        if stuck is not None:
            named = ", ".join(f"{task}:{verdict}" for task, verdict in _least(sure, stuck).items())
            yield Fault(f"steps {step} {named}", _("There is no way out of the step when it comes to this."))
            return


def _decided(protocol: Protocol, step: str, ways: Iterable[Way]) -> list[Task]:
    """The tasks of a step that a way asks a verdict of."""
    asked = {need.task for way in ways for need in way.needs if need.verdict}
    return [task for task in protocol.tasks_of(step) if task.code in asked and task.kind in _DECIDED]


def _combinations(decided: Sequence[Task]) -> Iterator[dict[str, str]]:
    """What they can come to, together."""
    for verdicts in product(*(task.outcomes for task in decided)):
        yield dict(zip((task.code for task in decided), verdicts, strict=True))


def _any_fits(ways: Iterable[Way], verdicts: dict[str, str]) -> bool:
    return any(all(verdicts.get(need.task, need.verdict) == need.verdict for need in _answered(way)) for way in ways)


def _answered(way: Way) -> list[Need]:
    """The verdicts with which it opens. One that it records itself may be given no other way before."""
    return [need for need in (*way.needs, *filter(None, [way.records])) if need.verdict]


def _least(ways: list[Way], verdicts: dict[str, str]) -> dict[str, str]:
    """The part of a combination that already leaves no way."""
    for task in list(verdicts):
        fewer = {code: verdict for code, verdict in verdicts.items() if code != task}
        if not _any_fits(ways, fewer):
            verdicts = fewer
    return verdicts


def _ties(protocol: Protocol, step: str) -> Iterator[Fault]:
    scores = [task for task in protocol.tasks_of(step) if task.kind is TaskKind.SCORES]
    if scores and not any(Role.COORDINATOR in way.by for way in protocol.ways_from(step)):
        yield Fault(f"steps {step}", _("On a tie the coordinator decides: name the coordinator at a way out."))


def _can_be_open(protocol: Protocol, here: Arrival, way: Way) -> bool:
    return all(
        _is_at_hand(protocol, here, need)
        or here.is_sure_of(need)
        or (_step_of(protocol, need.task) in here.passed and not here.contradicts(need))
        for need in way.needs
    )


def _is_sure_to_open(protocol: Protocol, here: Arrival, way: Way) -> bool:
    return all(_is_at_hand(protocol, here, need) or here.is_sure_of(need) for need in way.needs)


def _is_at_hand(protocol: Protocol, here: Arrival, need: Need) -> bool:
    """It can be done now: it belongs to this step, or stayed open since an earlier one."""
    task: Task = protocol.task(need.task)
    step = _step_of(protocol, need.task)
    return step == here.step or (task.kind in _STAYS_OPEN and step in here.passed)


def _arrived(protocol: Protocol, here: Arrival, way: Way) -> Arrival:
    """What was sure of this step itself may have been done again: only what the way asks is sure of it now."""
    done_again = protocol.step(here.step).tasks
    kept = {need for need in here.sure if need.task not in done_again}
    asked = {*way.needs, *filter(None, [way.records])}
    return Arrival(way.to_step, frozenset(kept | asked), here.passed | {here.step})


def _step_of(protocol: Protocol, task: str) -> str:
    return protocol.step_of(task).code
