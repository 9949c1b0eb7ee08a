"""Step 4 on the page a day begins with: signals of which it is time to look whether it helped, and improvements."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from network.blocks import Answers, Block, Part
from network.models import User
from network.roles import roles_of
from network.rules import Role
from network.subqueries import listed
from signals.home.work import SHOWN
from signals.models import Improvement, Look, Signal

#: An improvement stands here from a week before its day.
AHEAD = timedelta(days=7)


def _coordinates(user: User) -> bool:
    return roles_of(user).has(Role.COORDINATOR)


def _asks_looks(user: User) -> Mapping[str, Any]:
    seen = Signal.objects.visible_to(user).open()
    due = Look.objects.due(timezone.localdate()).filter(signal__in=seen).order_by("look_on", "pk")
    return {"looks": listed(due, most=SHOWN, reference="signal__reference", look_on="look_on")}


def _looks(_user: User, answers: Answers) -> Block | None:
    looks = [{**row, "look_on": date.fromisoformat(row["look_on"])} for row in answers["looks"]]
    if not looks:
        return None
    return Block(_("Today we look whether it helped"), Role.COORDINATOR, {"looks": looks}, looks[0]["look_on"])


def _works(user: User) -> bool:
    """Somebody with a task of their own can hold an improvement."""
    return any(held.role is not Role.REPORTER for held in roles_of(user))


def _asks_improvements(user: User) -> Mapping[str, Any]:
    near = timezone.localdate() + AHEAD
    rows = Improvement.objects.open().filter(owner=user, due_on__lte=near).order_by("due_on", "pk")
    return {"improvements": listed(rows, most=SHOWN, pk="pk", what="what", due_on="due_on")}


def _improvements(user: User, answers: Answers) -> Block | None:
    rows = [{**row, "due_on": date.fromisoformat(row["due_on"])} for row in answers["improvements"]]
    if not rows:
        return None
    hat = next(held.role for held in roles_of(user) if held.role is not Role.REPORTER)
    return Block(_("Improvements that you see to"), hat, {"improvements": rows}, rows[0]["due_on"])


APPROACH = (
    Part("looks", _coordinates, _looks, _asks_looks),
    Part("improvements", _works, _improvements, _asks_improvements),
)
