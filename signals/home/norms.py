"""The norm book on the first page: what changed lately, what to look at again, and the own scores to calibrate."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from network.blocks import Answers, Block, Part
from network.models import User
from network.subqueries import listed
from signals.home.team import team_hat
from signals.models import CalibrationSheet, NormVersion
from signals.norms import LATELY, WRITES, changed_since, in_integral_team

SHOWN = 3


def _weighs(user: User) -> bool:
    return bool(in_integral_team(user, *WRITES))


def _with_days(rows: list[Mapping[str, Any]], name: str) -> list[dict[str, Any]]:
    return [{**row, name: date.fromisoformat(row[name])} for row in rows]


# ---- to look at again ------------------------------------------------------------------------------
def _asks_review(user: User) -> Mapping[str, Any]:
    mine = NormVersion.objects.to_review(timezone.localdate()).filter(owner=user)
    columns = {"uuid": "norm__uuid", "title": "title", "review_on": "review_on"}
    return {"norms_to_review": listed(mine.order_by("review_on", "pk"), most=SHOWN, **columns)}


def _review(user: User, answers: Answers) -> Block | None:
    lines = _with_days(answers["norms_to_review"], "review_on")
    if not lines:
        return None
    return Block(_("Norm agreements to look at again"), team_hat(user), {"lines": lines}, lines[0]["review_on"])


# ---- what changed ----------------------------------------------------------------------------------
def _asks_changed(user: User) -> Mapping[str, Any]:
    rows = changed_since(in_integral_team(user, *WRITES).municipalities(), timezone.localdate() - LATELY)
    columns = {"uuid": "norm__uuid", "title": "title", "criterion": "criterion_label", "number": "number"}
    return {"norms_changed": listed(rows, most=SHOWN, **columns)}


def _changed(user: User, answers: Answers) -> Block | None:
    lines = [{**row, "is_new": row["number"] == 1} for row in answers["norms_changed"]]
    if not lines:
        return None
    return Block(_("Norm agreements changed"), team_hat(user), {"lines": lines})


# ---- to calibrate ----------------------------------------------------------------------------------
def _asks_sheets(user: User) -> Mapping[str, Any]:
    mine = CalibrationSheet.objects.visible_to(user).waiting().order_by("round__due_on", "pk")
    columns = {"uuid": "round__uuid", "place": "round__municipality__name", "due_on": "round__due_on"}
    return {"sheets_to_give": listed(mine, most=SHOWN, **columns)}


def _sheets(user: User, answers: Answers) -> Block | None:
    lines = _with_days(answers["sheets_to_give"], "due_on")
    if not lines:
        return None
    return Block(_("To calibrate: score alone"), team_hat(user), {"lines": lines}, lines[0]["due_on"])


NORMS = (
    Part("calibrate", _weighs, _sheets, _asks_sheets),
    Part("norms_review", _weighs, _review, _asks_review),
    Part("norms_changed", _weighs, _changed, _asks_changed),
)
