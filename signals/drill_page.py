"""The drill in words: the score of each scenario beside that of the time before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from network.models import Municipality
from signals.drill import Drilled, last_runs
from signals.models import DrillRun
from signals.rules.drill import SCENES, Scenario, Text
from signals.what_if_page import Shown, shown_walk


@dataclass(frozen=True)
class ScenarioLine:
    """`now` and `before` are dead ends of the last run and the one before it; None: not walked then."""

    code: str
    title: Text
    story: Text
    now: int | None
    before: int | None


@dataclass(frozen=True)
class Score:
    lines: Sequence[ScenarioLine]
    runs: Sequence[DrillRun]

    @property
    def said(self) -> str:
        """In one sentence, or nothing when nobody drilled yet."""
        if not self.runs:
            return ""
        if len(self.runs) == 1:
            return _("Dead ends: %(now)s.") % {"now": self.runs[0].dead_ends}
        now, before = self.runs[0].dead_ends, self.runs[1].dead_ends
        return _("Dead ends: last time %(before)s, now %(now)s.") % {"before": before, "now": now}


@dataclass(frozen=True)
class DrillShown:
    scenario: Scenario
    title: Text
    story: Text
    theme: str
    away: Sequence[str]
    keeps_out: bool  # a colleague is the subject; a drill names nobody as that
    moment: datetime
    walk: Shown


def score_of(municipality: Municipality) -> Score:
    runs = last_runs(municipality)
    now = runs[0].results if runs else {}
    before = runs[1].results if len(runs) > 1 else {}
    lines = [
        ScenarioLine(one.value, SCENES[one].title, SCENES[one].story, now.get(one.value), before.get(one.value))
        for one in Scenario
    ]
    return Score(lines, runs)


def shown_drill(drilled: Drilled, *, law: Text = "") -> DrillShown:
    question = drilled.walked.question
    return DrillShown(
        scenario=drilled.scenario,
        title=drilled.scene.title,
        story=drilled.scene.story,
        theme=", ".join(theme.name for theme in question.themes),
        away=[str(user) for user in drilled.away],
        keeps_out=bool(drilled.kept_out),
        moment=question.moment,
        walk=shown_walk(drilled.walked, law=law),
    )
