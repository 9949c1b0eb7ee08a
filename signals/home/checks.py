"""Who is asked for the source research: the privacy officer for a decision, the source holder for a hit or no hit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from network.blocks import Answers, Block, Part
from network.models import User
from network.rules import Role
from network.subqueries import counted, listed
from signals.checks import MOST_COUNTED, decides_checks, to_decide
from signals.home.work import SHOWN
from signals.rules.check_names import CHECK_NAMES
from signals.rules.protocol import CheckOn
from signals.sources import keeps_sources, to_answer

_CHECK = {
    "uuid": "uuid",
    "on": "on",
    "due_on": "due_on",
    "source": "source__name",
    "keeper": "source__department__name",
    "department": "department__name",
    "power": "power__name",
}
_QUESTION = {"reference": "reference", "due_on": "due_on", "source": "source__name", "found": "found"}


def _asks_checks(user: User) -> Mapping[str, Any]:
    rows = to_decide(user)
    return {
        "privacy_checks": listed(rows.order_by("due_on", "pk"), most=SHOWN, **_CHECK),
        "privacy_checks_count": counted(rows, most=MOST_COUNTED),
    }


def _checks(user: User, answers: Answers) -> Block | None:
    user._checks_waiting = answers["privacy_checks_count"]  # type: ignore[attr-defined]  # the menu shows it too
    lines = [
        {**row, "due_on": date.fromisoformat(row["due_on"]), "name": CHECK_NAMES[CheckOn(row["on"])]}
        for row in answers["privacy_checks"]
    ]
    if not lines:
        return None
    shown = {"lines": lines, "more": max(answers["privacy_checks_count"] - len(lines), 0)}
    return Block(_("Privacy checks that wait"), Role.PRIVACY_OFFICER, shown, lines[0]["due_on"])


def _asks_sources(user: User) -> Mapping[str, Any]:
    rows = to_answer(user)
    return {
        "source_questions": listed(rows.order_by("due_on", "pk"), most=SHOWN, **_QUESTION),
        "source_questions_count": counted(rows, most=MOST_COUNTED),
    }


def _sources(user: User, answers: Answers) -> Block | None:
    user._source_questions_waiting = answers["source_questions_count"]  # type: ignore[attr-defined]
    lines = [{**row, "due_on": date.fromisoformat(row["due_on"])} for row in answers["source_questions"] or []]
    if not lines:
        return None
    shown = {"lines": lines, "more": max(answers["source_questions_count"] - len(lines), 0)}
    return Block(_("Questions to our sources"), Role.SOURCE_HOLDER, shown, lines[0]["due_on"])


CHECKS = (
    Part("privacy_checks", decides_checks, _checks, _asks_checks),
    Part("source_questions", keeps_sources, _sources, _asks_sources),
)
