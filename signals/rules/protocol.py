"""The protocol a signal is weighed under, as data: steps, the tasks in them, and the ways out with what each asks.

A definition is written by hand (signals/data/protocols/*.toml), read by `rules/protocol_reading.py` and refused by
`rules/protocol_faults.py` when it cannot work. Which task came to what stands in the findings of a signal: `Facts`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from network.rules import Role
from signals.rules.lifecycle import Outcome


class TaskKind(StrEnum):
    """What the software can do in a step, and can see that it was done."""

    QUESTIONS = "questions"  # answered by one person, with a verdict: weighing 1, 2A, 2B, 4
    SCORES = "scores"  # by several, independently: weighing 3
    CHECK = "check"  # a privacy check, decided by the privacy officer
    SOURCES = "sources"  # source holders say hit or no hit
    LEAD = "lead"  # one department is asked to take it over
    TRANSFER = "transfer"  # to an organisation outside
    MEETING = "meeting"  # discussed in the signals meeting
    PLAN = "plan"  # actions for departments
    MONITORING = "monitoring"  # looked at again on a day
    SECOND_READER = "second_reader"  # before a signal is called false: somebody else looks, the reporter was heard


class CheckOn(StrEnum):
    """What one privacy check is about; it is decided for each of them apart."""

    SOURCE = "source"  # check 1: may this source be asked, hit or no hit?
    CONTENT = "content"  # the second decision: may what it knows move?
    DEPARTMENT = "department"  # check 2A: which data with which department
    POWER = "power"  # check 2B: is the sharing needed for this power allowed?


#: What a task can come to. A verdict of QUESTIONS is named by the definition itself.
WAITING = "waiting"
VERDICTS: Mapping[TaskKind, tuple[str, ...]] = {
    TaskKind.SCORES: ("scored", "tied"),
    TaskKind.CHECK: ("allowed", "refused"),
    TaskKind.SOURCES: ("hit", "no_hit"),
    TaskKind.LEAD: ("accepted", "declined"),
    TaskKind.TRANSFER: ("sent",),
    TaskKind.MEETING: ("held",),
    TaskKind.PLAN: ("agreed", "done"),
    TaskKind.MONITORING: ("planned", "over"),
    TaskKind.SECOND_READER: ("agreed", "refused"),
}


class Records(StrEnum):
    """Answers that the law asks for, wherever a definition asks them."""

    PURPOSE = "purpose"  # doel, grondslag en taak (R1)


class Answer(StrEnum):
    TEXT = "text"
    YES_NO = "yes_no"
    ONE = "one"  # of the options
    SOME = "some"  # of the options, at least `least`


@dataclass(frozen=True)
class Option:
    code: str
    label: str


@dataclass(frozen=True)
class Question:
    code: str
    label: str
    answer: Answer
    help: str = ""
    options: tuple[Option, ...] = ()
    least: int = 0
    is_required: bool = True
    only_for: str = ""  # asked only with this verdict


@dataclass(frozen=True)
class Criterion:
    """`levels` are words for 0, 1, 2 and 3 (dossier 6.2)."""

    code: str
    label: str
    levels: tuple[str, ...]


@dataclass(frozen=True)
class Task:
    code: str
    kind: TaskKind
    label: str
    help: str = ""
    by: frozenset[Role] = frozenset()
    questions: tuple[Question, ...] = ()
    verdicts: tuple[Option, ...] = ()  # of questions only: what the answers come to, in the words of the form
    verdict_label: str = ""
    records: str = ""  # one of Records
    criteria: tuple[Criterion, ...] = ()  # of scores only
    side_by_side: bool = False  # scores are shown a column a person, not as a spread
    on: str = ""  # of a check: one of CheckOn
    rests_on: tuple[str, ...] = ()  # of questions only: tasks that come first, and after which it is asked again

    @property
    def outcomes(self) -> tuple[str, ...]:
        """The verdicts this task can come to."""
        if self.kind is TaskKind.QUESTIONS:
            return tuple(option.code for option in self.verdicts)
        return VERDICTS[self.kind]

    def verdict_words(self, verdict: str) -> str:
        return next((option.label for option in self.verdicts if option.code == verdict), verdict)


@dataclass(frozen=True)
class Need:
    """A task that must be done first; with a verdict, it must have come to that."""

    task: str
    verdict: str = ""

    @classmethod
    def read(cls, text: str) -> Need:
        task, _colon, verdict = text.partition(":")
        return cls(task, verdict)

    def __str__(self) -> str:
        return f"{self.task}:{self.verdict}" if self.verdict else self.task

    def is_met(self, facts: Facts) -> bool:
        found = facts.get(self.task)
        if found is None or found == WAITING:
            return False
        return not self.verdict or found == self.verdict


#: The last verdict of each task that was begun. An answer that was overtaken counts as begun: `Protocol.facts`.
Facts = Mapping[str, str]
#: Of each task that was begun: which finding came last, counted upwards, and its verdict.
Last = Mapping[str, tuple[int, str]]


class Asks(StrEnum):
    """What the form of a way asks besides a reason and a word to the reporter."""

    NOTHING = ""
    DESTINATION = "destination"  # whom it is passed on to
    RESULT = "result"  # what came of it, and the lesson


@dataclass(frozen=True)
class Way:
    """A way out of a step: to another step, or to an end with an outcome."""

    code: str
    label: str
    from_step: str
    to_step: str = ""
    ends: str = ""  # an Outcome
    by: frozenset[Role] = frozenset()
    needs: tuple[Need, ...] = ()
    records: Need | None = None  # taking this way is itself the answer to that task
    asks: Asks = Asks.NOTHING

    @property
    def outcome(self) -> Outcome | None:
        return Outcome(self.ends) if self.ends else None


@dataclass(frozen=True)
class Step:
    code: str
    label: str
    help: str = ""
    tasks: tuple[str, ...] = ()
    days: int = 20  # reading days within which it should be decided


@dataclass(frozen=True)
class Protocol:
    code: str  # with its version: "model-1"
    label: str
    source: str
    steps: tuple[Step, ...]
    tasks: tuple[Task, ...]
    ways: tuple[Way, ...]
    sharing_needs: tuple[Need, ...] = ()  # before anything leaves: to a department, a source, an organisation
    minimum_scores: int = 3
    text: str = field(default="", compare=False, repr=False)  # the file it was read from

    @property
    def first(self) -> Step:
        return self.steps[0]

    @cached_property
    def _steps(self) -> dict[str, Step]:
        return {step.code: step for step in self.steps}

    @cached_property
    def _tasks(self) -> dict[str, Task]:
        return {task.code: task for task in self.tasks}

    def step(self, code: str) -> Step:
        return self._steps[code]

    def task(self, code: str) -> Task:
        return self._tasks[code]

    def has_task(self, code: str) -> bool:
        return code in self._tasks

    def number(self, code: str) -> int:
        """Counted from 1."""
        return 1 + [step.code for step in self.steps].index(code)

    def tasks_of(self, step: str) -> tuple[Task, ...]:
        return tuple(self._tasks[code] for code in self._steps[step].tasks)

    def ways_from(self, step: str) -> tuple[Way, ...]:
        return tuple(way for way in self.ways if way.from_step == step)

    def way(self, step: str, code: str) -> Way | None:
        return next((way for way in self.ways_from(step) if way.code == code), None)

    def ways_ending_in(self, step: str, outcome: Outcome) -> tuple[Way, ...]:
        return tuple(way for way in self.ways_from(step) if way.outcome is outcome)

    def first_of(self, kind: TaskKind, *, on: CheckOn | None = None) -> Task | None:
        """The task of this kind; a definition has at most one of each but questions, and one check on each thing."""
        fits = (task for task in self.tasks if task.kind is kind and (on is None or task.on == on))
        return next(fits, None)

    def step_of(self, task: str) -> Step:
        return next(step for step in self.steps if task in step.tasks)

    def facts(self, last: Last) -> Facts:
        return {code: WAITING if self._is_overtaken(code, last) else verdict for code, (_, verdict) in last.items()}

    def _is_overtaken(self, code: str, last: Last) -> bool:
        """What it rests on was not there yet, or came to something since."""
        rests_on = self.task(code).rests_on if self.has_task(code) else ()
        return any(other not in last or last[other] > last[code] for other in rests_on)
