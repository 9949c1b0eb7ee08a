"""How long each thing may take: what a municipality can set, within which bounds, and what holds until it does.

The model protocol gives an order of steps but few terms; those of the dossier (1.3) are the practice of others and our
own assumptions, so every one is a setting. `source` says where a default comes from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from signals.rules.lifecycle import Urgency


class Deadline(StrEnum):
    READ = "read"  # the team reads what is not urgent
    WORD = "word"  # the reporter hears what happens with it
    SILENCE = "silence"  # and after that hears something at least this often
    THIS_WEEK = "this_week"  # somebody decides about what is of this week
    NEXT_MEETING = "next_meeting"  # and about what waits for the meeting
    SEEN_NOW = "seen_now"  # nobody said "seen": the next in the chain is told
    SEEN_TODAY = "seen_today"
    CLAIM = "claim"  # how long a claim lasts
    UNOPENED = "unopened"  # a queue that nobody opens is told to the manager
    DEPARTMENT_ANSWER = "department_answer"  # a department answers a question
    CHECK = "check"  # the privacy officer decides
    SOURCE_ANSWER = "source_answer"  # a source holder says hit or no hit
    SCORES = "scores"  # members give their own scores
    REPORTER_ANSWER = "reporter_answer"  # the reporter does; after that the team goes on


class Unit(StrEnum):
    READING_DAYS = "reading_days"
    READING_HOURS = "reading_hours"
    DAYS = "days"  # of the calendar


@dataclass(frozen=True)
class Term:
    default: int
    unit: Unit
    least: int
    most: int
    source: str


TERMS: dict[Deadline, Term] = {
    Deadline.READ: Term(1, Unit.READING_DAYS, 1, 5, "dossier 1.3 row 4: a human reaction within one working day"),
    Deadline.WORD: Term(5, Unit.READING_DAYS, 1, 20, "dossier 1.3 row 6: weighing 1 and 2; an assumption"),
    Deadline.SILENCE: Term(30, Unit.DAYS, 7, 90, "dossier 1.3 row 12 names moments, no term; an assumption"),
    Deadline.THIS_WEEK: Term(5, Unit.READING_DAYS, 1, 10, "dossier 1.3 row 6; an assumption"),
    Deadline.NEXT_MEETING: Term(20, Unit.READING_DAYS, 5, 40, "dossier 1.3 row 7: within four weeks; an assumption"),
    Deadline.SEEN_NOW: Term(1, Unit.READING_HOURS, 1, 8, "dossier 6.2: the same hour; our design"),
    Deadline.SEEN_TODAY: Term(4, Unit.READING_HOURS, 1, 16, "dossier 6.2: today; our design"),
    Deadline.CLAIM: Term(5, Unit.READING_DAYS, 1, 20, "dossier 1.3 row 9: accepted within five days; an assumption"),
    Deadline.UNOPENED: Term(2, Unit.READING_DAYS, 1, 10, "dossier 1.3 row 5: checked within two days; an assumption"),
    Deadline.DEPARTMENT_ANSWER: Term(5, Unit.READING_DAYS, 1, 20, "dossier 1.3 row 9; an assumption"),
    Deadline.CHECK: Term(3, Unit.READING_DAYS, 1, 10, "our design"),
    Deadline.SOURCE_ANSWER: Term(10, Unit.READING_DAYS, 1, 20, "dossier 1.3 row 8; an assumption"),
    Deadline.SCORES: Term(5, Unit.READING_DAYS, 1, 20, "our design"),
    Deadline.REPORTER_ANSWER: Term(5, Unit.READING_DAYS, 1, 20, "our design"),
}

#: Urgent is urgent everywhere: the first day on which the queue is read.
_DECIDED_WITHIN = {Urgency.THIS_WEEK: Deadline.THIS_WEEK, Urgency.NEXT_MEETING: Deadline.NEXT_MEETING}
_SEEN_WITHIN = {Urgency.NOW: Deadline.SEEN_NOW, Urgency.TODAY: Deadline.SEEN_TODAY}


@dataclass(frozen=True)
class Deadlines:
    """Of one municipality: its own where it set one, else the default."""

    own: Mapping[Deadline, int] = field(default_factory=dict)

    def __getitem__(self, deadline: Deadline) -> int:
        return self.own.get(deadline, TERMS[deadline].default)

    @property
    def silence(self) -> timedelta:
        return timedelta(days=self[Deadline.SILENCE])

    def to_decide(self, urgency: Urgency) -> int:
        """Reading days."""
        return self[_DECIDED_WITHIN[urgency]] if urgency in _DECIDED_WITHIN else 0

    def patience(self, urgency: Urgency) -> timedelta:
        """Reading time that each in the chain gets to say "seen" before the next is told."""
        return timedelta(hours=self[_SEEN_WITHIN[urgency]])
