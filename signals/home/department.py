"""A department that is asked things: what waits for an answer, what it works on, and how much that is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from network.blocks import Answers, Block, Part
from network.models import User
from network.roles import roles_of
from network.rules import Role
from network.subqueries import counted, listed
from signals.home.work import SHOWN
from signals.models import HandOver
from signals.models.assignment import Reply

_COLUMNS = {
    "reference": "reference",
    "due_on": "due_on",
    "later_on": "later_on",
    "department": "department__name",
    "asked_by": "asked_by__name",
}
_MOST = 100


def _answers(user: User) -> bool:
    return roles_of(user).has(Role.CONTACT_PERSON)


def _asks(user: User) -> Mapping[str, Any]:
    seen = HandOver.objects.visible_to(user)
    busy = seen.filter(reply__in=[Reply.ACCEPTED, Reply.LATER])
    return {
        "asked": listed(seen.unanswered().order_by("due_on", "pk"), most=SHOWN, **_COLUMNS),
        "asked_count": counted(seen.unanswered(), most=_MOST),
        "busy": listed(busy.order_by("due_on", "pk"), most=SHOWN, **_COLUMNS),
        "load": counted(seen.open(), most=_MOST),
    }


def _lines(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**row, "due_on": date.fromisoformat(row["later_on"] or row["due_on"])} for row in rows]


def _questions(user: User, answers: Answers) -> Block | None:
    user._questions_waiting = answers["asked_count"]  # type: ignore[attr-defined]  # the menu shows it too
    lines = _lines(answers["asked"])
    shown = {"lines": lines, "more": max(answers["asked_count"] - len(lines), 0), "load": answers["load"]}
    due = min((line["due_on"] for line in lines), default=None)
    return Block(_("Questions for us"), Role.CONTACT_PERSON, shown, due)


def _busy(_user: User, answers: Answers) -> Block | None:
    lines = _lines(answers["busy"])
    if not lines:
        return None
    due = min(line["due_on"] for line in lines)
    return Block(_("We work on this"), Role.CONTACT_PERSON, {"lines": lines, "load": answers["load"]}, due)


DEPARTMENT = (Part("questions", _answers, _questions, _asks), Part("busy", _answers, _busy))
