"""A team that scores: asked, answered, and shown, through the same actions as the pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from network.cast import Cast
from network.models import User
from signals.actions.scoring import give_scores, open_round, show_scores
from signals.demo.weighing import bring_to
from signals.models import ScoreRound, ScoreSheet, Signal
from signals.rules.scoring import Score, Scores
from signals.scoring import scores_task
from tests.signals.life import taken_up
from tests.signals.team import signed_in


def ready_to_score(signal: Signal, cast: Cast) -> Signal:
    """Omar has it, in the step in which the team scores."""
    taken_up(signal, cast.omar)
    signal.refresh_from_db()
    bring_to(signal, "weighing", by=cast.omar)
    return signal


def scoring_asked(signal: Signal, cast: Cast, *people: User) -> ScoreRound:
    """Omar asks these colleagues, or three of them."""
    ready_to_score(signal, cast)
    return asked_again(signal, cast, *people)


def asked_again(signal: Signal, cast: Cast, *people: User) -> ScoreRound:
    signal.refresh_from_db()
    asked = people or (cast.bea, cast.joris, cast.kees)
    return open_round(
        signal.reference,
        by=cast.omar,
        scorers=[one.key for one in asked],
        due_on=timezone.localdate(),
        version=signal.version,
    )


def sheet_of(round_: ScoreRound, scorer: User) -> ScoreSheet:
    return round_.sheets.get(scorer=scorer)


def scores(signal: Signal, level: int | None = 1, *, advice: str = "", words: str = "", **levels: Any) -> Scores:
    """The same on every criterion, but for those named."""
    task = scores_task(signal)
    assert task is not None
    given = {one.code: Score(levels.get(one.code, level), words) for one in task.criteria}
    return Scores(given, advice)


def scored(round_: ScoreRound, scorer: User, level: int | None = 1, **more: Any) -> ScoreSheet:
    return give_scores(sheet_of(round_, scorer).reference, by=scorer, scores=scores(round_.signal, level, **more))


def put_side_by_side(signal: Signal, by: User) -> ScoreRound:
    signal.refresh_from_db()
    return show_scores(signal.reference, by=by, version=signal.version)


def typed(signal: Signal, level: str = "1", *, advice: str = "none", **levels: str) -> dict[str, str]:
    """The form of a sheet, as the browser sends it."""
    task = scores_task(signal)
    assert task is not None
    given = {f"level_{one.code}": levels.get(one.code, level) for one in task.criteria}
    return {**given, **{f"words_{one.code}": "" for one in task.criteria}, "advice": advice, "key": str(uuid4())}


def sheet_page(user: User, sheet: ScoreSheet, given: Mapping[str, str] | None = None) -> HttpResponse:
    path = reverse("signals:score_sheet", args=[sheet.reference])
    client = signed_in(user)
    return client.get(path) if given is None else client.post(path, given)


def names(people: Sequence[User]) -> list[str]:
    return [one.username for one in people]
