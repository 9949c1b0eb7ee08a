"""The blocks of the first page about "klopt dit?": what we confirm, who still owes it, and what is contested."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from network.askings import due_cells, open_askings, open_contests
from network.blocks import Answers, Block, Part
from network.models import Asking, User
from network.roles import roles_of
from network.rules import Role
from network.rules.matrix import CONFIRMS, EDITS, SETTLES
from network.subqueries import counted, listed

SHOWN = 3
_MOST = 200


# ---- my department -------------------------------------------------------------------------------
def _confirms(user: User) -> bool:
    return roles_of(user).has(*CONFIRMS)


def _asks_confirming(user: User) -> Mapping[str, Any]:
    departments = roles_of(user).departments(*CONFIRMS)
    askings = Asking.objects.filter(department__in=departments, answered_on=None).order_by("due_on", "pk")
    columns = {"code": "department__code", "place": "department__municipality__slug", "due_on": "due_on"}
    return {
        "to_confirm": counted(due_cells(timezone.localdate()).filter(department__in=departments), most=_MOST),
        "own_askings": listed(askings, most=SHOWN, name="department__name", **columns),
    }


def _confirming(user: User, answers: Answers) -> Block | None:
    if not answers["to_confirm"]:
        return None
    lines = [_with_day(row, "due_on") for row in answers["own_askings"]]
    hat = next(role for role in Role if role in CONFIRMS and roles_of(user).has(role))
    shown = {"count": answers["to_confirm"], "lines": lines}
    return Block(_("Is this right?"), hat, shown, lines[0]["due_on"] if lines else None)


# ---- who still owes an answer --------------------------------------------------------------------
def _keeps(user: User) -> bool:
    return roles_of(user).has(*EDITS)


def _asks_unconfirmed(user: User) -> Mapping[str, Any]:
    waiting = open_askings(roles_of(user).municipalities(*EDITS))
    late = waiting.filter(due_on__lt=timezone.localdate())
    return {"unconfirmed": counted(waiting, most=_MOST), "unconfirmed_late": counted(late, most=_MOST)}


def _unconfirmed(_user: User, answers: Answers) -> Block | None:
    if not answers["unconfirmed"]:
        return None
    shown = {"count": answers["unconfirmed"], "late": answers["unconfirmed_late"]}
    return Block(_("Waits for a confirmation"), Role.DIRECTORY_KEEPER, shown)


# ---- what is contested ---------------------------------------------------------------------------
def _settles(user: User) -> bool:
    return roles_of(user).has(*SETTLES)


def _asks_contests(user: User) -> Mapping[str, Any]:
    rows = open_contests(roles_of(user).municipalities(*SETTLES))
    columns = {"pk": "pk", "theme": "theme__name", "department": "department__name", "decide_by": "decide_by"}
    return {"contests": listed(rows, most=SHOWN, **columns), "contests_count": counted(rows, most=_MOST)}


def _contests(_user: User, answers: Answers) -> Block | None:
    lines = [_with_day(row, "decide_by") for row in answers["contests"]]
    if not lines:
        return None
    shown = {"lines": lines, "more": max(answers["contests_count"] - len(lines), 0)}
    return Block(_("Contested"), Role.COORDINATOR, shown, lines[0]["decide_by"])


def _with_day(row: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {**row, name: date.fromisoformat(row[name])}


CONFIRMING = (
    Part("confirming", _confirms, _confirming, _asks_confirming),
    Part("contests", _settles, _contests, _asks_contests),
    Part("unconfirmed", _keeps, _unconfirmed, _asks_unconfirmed),
)
