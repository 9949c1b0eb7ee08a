"""A meeting for one of its pages, in one question together with what the menu around the page shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404

from network.models import RoleGrant, User
from network.subqueries import counted
from signals.actions.asking import waiting_for_call_by
from signals.agenda import leads, prepares
from signals.listing import CAP, has_queue, waiting_for
from signals.models import Meeting


@dataclass(frozen=True)
class OpenedMeeting:
    meeting: Meeting
    come: Sequence[str]  # names, besides the chair
    room: frozenset[int]  # ids of everybody who is asked to come, the chair too
    has_guests: bool
    prepares: bool
    leads: bool


def open_meeting(reference: str, *, by: User) -> OpenedMeeting:
    """Unknown and forbidden answer alike (404)."""
    rows = Meeting.objects.visible_to(by).select_related("municipality", "team__municipality", "chair")
    people = Meeting.people.through.objects.filter(meeting=OuterRef("pk")).exclude(user=OuterRef("chair"))
    of_team = RoleGrant.objects.today().filter(team=OuterRef(OuterRef("team"))).values("user")
    asked = {
        "come": ArraySubquery(people.order_by("user__name").values("user__name")),
        "room": ArraySubquery(people.values("user_id")),
        "has_guests": Exists(people.exclude(user__in=of_team)),
    }
    found: Any = get_object_or_404(rows.annotate(**asked, **_menu(by)), reference=reference)
    by._call_backs_waiting = found.calls_wait  # type: ignore[attr-defined]  # the menu shows them on the same page
    if has_queue(by):
        by._signals_waiting = found.signals_wait  # type: ignore[attr-defined]
    room = frozenset([*found.room, found.chair_id])
    return OpenedMeeting(found, found.come, room, found.has_guests, prepares(by, found), leads(by, found))


def _menu(user: User) -> dict[str, Any]:
    counts: dict[str, Any] = {"calls_wait": counted(waiting_for_call_by(user), most=CAP)}
    if has_queue(user):
        counts["signals_wait"] = counted(waiting_for(user), most=CAP + 1)
    return counts
