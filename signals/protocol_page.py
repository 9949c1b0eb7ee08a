"""The protocol of a municipality as its page shows it: every step, who does what in it, and each way out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.http import Http404
from django.utils.functional import Promise

from network.models import Municipality, User
from network.picture import municipality_named
from signals.actions.own_protocol import chooses_as
from signals.protocols import protocol_named, protocols_for, running_in
from signals.rules.labels import OUTCOME_WORDS
from signals.rules.protocol import Protocol, Question, Records, Step, Task, TaskKind, Way
from signals.rules.protocol_names import ANSWER_WORDS, KIND_WORDS, need_in_words
from signals.rules.protocol_words import roles_in_words
from signals.scoring import lent_to

Text = str | Promise


@dataclass(frozen=True)
class ShownQuestion:
    question: Question
    only_for: str  # the verdict with which it is asked, in words

    @property
    def answered(self) -> Text:
        return ANSWER_WORDS[self.question.answer]


@dataclass(frozen=True)
class ShownTask:
    task: Task

    @property
    def kind(self) -> Text:
        return KIND_WORDS[self.task.kind]

    @property
    def who(self) -> str:
        return roles_in_words(self.task.by)

    @property
    def records_purpose(self) -> bool:
        return self.task.records == Records.PURPOSE

    @property
    def questions(self) -> list[ShownQuestion]:
        words = self.task.verdict_words
        return [ShownQuestion(one, words(one.only_for) if one.only_for else "") for one in self.task.questions]


@dataclass(frozen=True)
class ShownWay:
    """Out of a step: to another one, or to an end."""

    protocol: Protocol
    way: Way

    @property
    def is_end(self) -> bool:
        return not self.way.to_step

    @property
    def to(self) -> Step:
        return self.protocol.step(self.way.to_step)

    @property
    def to_number(self) -> int:
        return self.protocol.number(self.way.to_step)

    @property
    def is_back(self) -> bool:
        return not self.is_end and self.to_number < self.protocol.number(self.way.from_step)

    @property
    def outcome(self) -> Text:
        return OUTCOME_WORDS[self.way.outcome] if self.way.outcome else ""

    @property
    def who(self) -> str:
        return roles_in_words(self.way.by)

    @property
    def asks(self) -> list[str]:
        return [need_in_words(self.protocol, need) for need in self.way.needs]

    @property
    def records(self) -> str:
        return need_in_words(self.protocol, self.way.records) if self.way.records else ""


@dataclass(frozen=True)
class ShownStep:
    protocol: Protocol
    step: Step
    number: int

    @cached_property
    def tasks(self) -> list[ShownTask]:
        return [ShownTask(task) for task in self.protocol.tasks_of(self.step.code)]

    @cached_property
    def ways(self) -> list[ShownWay]:
        return [ShownWay(self.protocol, way) for way in self.protocol.ways_from(self.step.code)]

    @property
    def onward(self) -> list[ShownWay]:
        return [way for way in self.ways if not way.is_end]

    @property
    def ends(self) -> list[ShownWay]:
        return [way for way in self.ways if way.is_end]

    @property
    def scores(self) -> list[Task]:
        return [one.task for one in self.tasks if one.task.kind is TaskKind.SCORES]


@dataclass(frozen=True)
class Version:
    """A definition that can be looked at."""

    code: str
    label: str
    is_current: bool
    is_running: bool  # signals that began under it are still open
    is_shown: bool


@dataclass(frozen=True)
class ProtocolPage:
    municipality: Municipality
    protocol: Protocol
    versions: Sequence[Version]
    is_current: bool
    may_choose: bool
    lent_to: Sequence[Municipality]  # for whom colleagues here score along

    @property
    def steps(self) -> list[ShownStep]:
        return [ShownStep(self.protocol, step, number) for number, step in enumerate(self.protocol.steps, 1)]

    @property
    def criteria(self) -> int:
        return criteria_of(self.protocol)

    @property
    def minimum(self) -> int:
        return (self.is_current and self.municipality.minimum_scores) or self.protocol.minimum_scores

    @property
    def has_own_minimum(self) -> bool:
        return self.is_current and bool(self.municipality.minimum_scores)

    @property
    def sharing(self) -> list[str]:
        return [need_in_words(self.protocol, need) for need in self.protocol.sharing_needs]


def criteria_of(protocol: Protocol) -> int:
    scores = protocol.first_of(TaskKind.SCORES)
    return len(scores.criteria) if scores else 0


def protocol_page(user: User, *, slug: str = "", code: str = "") -> ProtocolPage:
    """Of a municipality in which somebody holds a role. Raises Http404 for another, and for a version not theirs."""
    municipality = municipality_named(user, slug)
    current = municipality.protocol_version
    may_choose = chooses_as(user, municipality) is not None
    running = running_in(municipality)
    codes = dict.fromkeys([current, *running])
    if may_choose:
        codes |= dict.fromkeys(one.code for one in protocols_for(municipality))
    shown = code or current
    if shown not in codes:
        raise Http404
    versions = [Version(one, protocol_named(one).label, one == current, one in running, one == shown) for one in codes]
    is_current, others = shown == current, list(lent_to(municipality))
    return ProtocolPage(municipality, protocol_named(shown), versions, is_current, may_choose, others)
