"""Scores as a page shows them: the spread of each criterion as a picture and a table, and what a scorer reads."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from hkin.privacy.sealing import Sealer
from network.models import User
from signals.access import OpenedRow
from signals.actions.scoring import counted_in_words
from signals.following import when_in_words
from signals.models import Finding, ScoreRound, ScoreSheet, Signal
from signals.norms import NormShown, alike, may_read
from signals.protocols import protocol_of
from signals.rules.labels import URGENCY_ICONS, URGENCY_WORDS
from signals.rules.lifecycle import Urgency
from signals.rules.protocol import Answer, Criterion, Protocol, Task, TaskKind
from signals.rules.scoring import NO_ADVICE, Score, Scores, Spread, spread_of
from signals.scoring import Given, Result, scores_task
from signals.spread_picture import SpreadPicture, picture_of


@dataclass(frozen=True)
class Cell:
    """What one person gave on one criterion."""

    who: str
    discipline: str
    score: Score
    words: str  # of the level

    @property
    def level(self) -> str:
        return "?" if self.score.level is None else str(self.score.level)


@dataclass(frozen=True)
class CriterionShown:
    code: str
    label: str
    cells: tuple[Cell, ...]
    spread: Spread | None
    norm_url: str

    @property
    def is_talking_point(self) -> bool:
        return self.spread is not None and self.spread.is_talking_point

    @property
    def values(self) -> str:
        """Every value, the lowest first; whoever did not know stands last."""
        return ", ".join(sorted((cell.level for cell in self.cells), key=lambda level: (level == "?", level)))

    @property
    def spread_words(self) -> str:
        if self.spread is None:
            return _("Nobody knew")
        if not self.spread.apart:
            return _("All %(level)s") % {"level": self.spread.lowest}
        return _("From %(lowest)s to %(highest)s") % {"lowest": self.spread.lowest, "highest": self.spread.highest}

    @property
    def picture(self) -> SpreadPicture | None:
        return picture_of(self.spread) if self.spread else None


@dataclass(frozen=True)
class Advised:
    """A way, and who would take it."""

    label: str
    who: tuple[str, ...]


@dataclass(frozen=True)
class ResultShown:
    round: ScoreRound
    criteria: tuple[CriterionShown, ...]
    advice: tuple[Advised, ...]
    people: tuple[tuple[str, str], ...]  # name and discipline, in the order of the cells
    counted: str
    is_tied: bool
    side_by_side: bool
    is_single: bool  # one score has no spread

    @property
    def talking_points(self) -> tuple[CriterionShown, ...]:
        return tuple(one for one in self.criteria if one.is_talking_point)

    @property
    def others(self) -> tuple[CriterionShown, ...]:
        return tuple(one for one in self.criteria if not one.is_talking_point)


def result_shown(result: Result, signal: Signal) -> ResultShown:
    protocol = protocol_of(signal)
    task = _task_of(protocol, result)
    return ResultShown(
        round=result.round,
        criteria=tuple(_criterion(one, result.given, signal) for one in task.criteria),
        advice=_advised(protocol, task, result.given),
        people=tuple((str(one.sheet.scorer), discipline_of(one.sheet)) for one in result.given),
        counted=counted_in_words(len(result.given), result.round.minimum),
        is_tied=result.is_tied,
        side_by_side=task.side_by_side,
        is_single=len(result.given) == 1,
    )


def _task_of(protocol: Protocol, result: Result) -> Task:
    return _task_for_codes(protocol, {code for one in result.given for code in one.scores.by_criterion})


def _task_for_codes(protocol: Protocol, scored: Collection[str]) -> Task:
    """The scoring whose criteria were scored."""
    tasks = [task for task in protocol.tasks if task.kind is TaskKind.SCORES]
    return next((task for task in tasks if {one.code for one in task.criteria} == set(scored)), tasks[0])


def _criterion(criterion: Criterion, given: Sequence[Given], signal: Signal) -> CriterionShown:
    cells = tuple(_cell(criterion, one) for one in given)
    spread = spread_of(cell.score for cell in cells)
    return CriterionShown(criterion.code, criterion.label, cells, spread, norm_address(criterion.code, signal))


def _cell(criterion: Criterion, given: Given) -> Cell:
    score = given.scores.by_criterion.get(criterion.code, Score(None))
    words = _("I do not know") if score.level is None else criterion.levels[score.level]
    return Cell(str(given.sheet.scorer), discipline_of(given.sheet), score, words)


def discipline_of(sheet: ScoreSheet) -> str:
    """The department somebody scores for; of another municipality with its name."""
    if sheet.discipline is None:
        return _("without a department")
    place = sheet.discipline.municipality
    return f"{sheet.discipline.name} ({place.name})" if sheet.is_lent else sheet.discipline.name


def _advised(protocol: Protocol, task: Task, given: Sequence[Given]) -> tuple[Advised, ...]:
    """Only ways that somebody advised, in the order of the definition."""
    ways = protocol.ways_from(protocol.step_of(task.code).code)
    labels = {**{way.code: way.label for way in ways}, NO_ADVICE: _("No advice")}
    found = (
        (label, tuple(str(one.sheet.scorer) for one in given if one.scores.advice == code))
        for code, label in labels.items()
    )
    return tuple(Advised(label, who) for label, who in found if who)


def norm_address(criterion: str, signal: Signal) -> str:
    """Where a talking point becomes an agreement, of which only the criterion and the theme go along."""
    asked = {"criterium": criterion} | ({"thema": signal.theme.code} if signal.theme else {})
    return f"{reverse('signals:norm_new')}?{urlencode(asked)}"


# ---- what a scorer reads -------------------------------------------------------------------------
@dataclass(frozen=True)
class ToWeigh:
    """What weighing needs. Never the reporter, notes, attachments or what happened before."""

    headline: str
    text: str
    is_part: bool  # a colleague wrote it
    facts: tuple[tuple[str, str], ...]
    urgency: Promise
    urgency_icon: str


def to_weigh(opened: OpenedRow[ScoreSheet]) -> ToWeigh:
    signal, sealer = opened.row.signal, opened.sealer

    def text(column: str) -> str:
        return sealer.open(f"signal.{column}", signal.uuid, getattr(signal, f"sealed_{column}"))

    facts = [
        (_("Theme"), str(signal.theme) if signal.theme else ""),
        (_("Where"), text("place")),
        (_("When"), when_in_words(signal)),
        (_("Recognised"), "\n".join(indicator.text for indicator in signal.indicators.all())),
        *codes_of(signal, sealer),
    ]
    return ToWeigh(
        headline=text("headline"),
        text=text("text"),
        is_part=signal.is_part,
        facts=tuple((label, value) for label, value in facts if value),
        urgency=URGENCY_WORDS[Urgency(signal.urgency)],
        urgency_icon=URGENCY_ICONS[Urgency(signal.urgency)],
    )


def agreed_before(signal: Signal, user: User) -> list[NormShown]:
    """What the norm book says of a case like this, for who may read it."""
    return alike(signal) if may_read(user, signal.municipality) else []


def codes_of(signal: Signal, sealer: Sealer) -> list[tuple[str, str]]:
    """What this step asks in choices only, such as the 4x4 code, in the words of the definition."""
    tasks = {
        task.code: task
        for task in protocol_of(signal).tasks_of(signal.step)
        if task.questions and all(question.answer is Answer.ONE for question in task.questions)
    }
    if not tasks:
        return []
    rows = Finding.objects.filter(signal=signal, task__in=sorted(tasks)).order_by("task", "-id").distinct("task")
    return [fact for row in rows for fact in _chosen(tasks[row.task], row, sealer)]


def _chosen(task: Task, row: Finding, sealer: Sealer) -> list[tuple[str, str]]:
    answers = json.loads(sealer.open("finding.answers", row.uuid, row.sealed_answers) or "{}")
    found = []
    for question in task.questions:
        label = next((one.label for one in question.options if one.code == answers.get(question.code)), "")
        found.append((question.label, label))
    return found


def own_shown(scores: Scores, signal: Signal) -> list[tuple[str, str]]:
    """What somebody gave, for themselves, in the order of the definition."""
    task = scores_task(signal) or _task_for_codes(protocol_of(signal), scores.by_criterion.keys())
    return [(one.label, _own_words(one, scores.by_criterion.get(one.code, Score(None)))) for one in task.criteria]


def _own_words(criterion: Criterion, score: Score) -> str:
    words = _("I do not know") if score.level is None else f"{score.level}: {criterion.levels[score.level]}"
    return f"{words}\n{score.words}" if score.words else words


def advice_in_words(scores: Scores, signal: Signal) -> str:
    protocol = protocol_of(signal)
    ways = {way.code: way.label for way in protocol.ways}
    return ways.get(scores.advice, _("No advice"))


def beside(signal: Signal, sealer: Sealer) -> dict[str, Any]:
    """What stands beside the scores, and not in them: urgency, and the code of source and information."""
    urgency = Urgency(signal.urgency)
    return {
        "urgency": URGENCY_WORDS[urgency],
        "urgency_icon": URGENCY_ICONS[urgency],
        "codes": [fact for fact in codes_of(signal, sealer) if fact[1]],
    }
