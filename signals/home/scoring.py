"""Which signals wait for my own score, and before which day. Only their numbers: the sheet itself says the rest."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from hkin.nlds.days import day_in_words
from network.blocks import Answers, Block, Part
from network.models import User
from network.roles import roles_of
from network.rules import Role
from network.subqueries import listed
from signals.home.team import team_hat
from signals.models import ScoreSheet

MOST = 20


def _weighs(user: User) -> bool:
    return roles_of(user).has(Role.TEAM_MEMBER, Role.COORDINATOR)


def _asks(user: User) -> Mapping[str, Any]:
    rows = ScoreSheet.objects.visible_to(user).to_give().order_by("round__due_on", "pk")
    columns = {
        "reference": "reference",
        "due_on": "round__due_on",
        "theme": "round__signal__theme__name",
        "municipality": "round__signal__municipality__name",
    }
    return {"to_score": listed(rows, most=MOST, **columns)}


def _shows(user: User, answers: Answers) -> Block | None:
    rows = [{**row, "due_on": date.fromisoformat(row["due_on"])} for row in answers["to_score"]]
    if not rows:
        return None
    first = rows[0]["due_on"]
    title = _("To score by %(day)s") % {"day": day_in_words(first)}
    return Block(title, team_hat(user), {"rows": rows}, first)


TO_SCORE = Part("to_score", _weighs, _shows, _asks)
