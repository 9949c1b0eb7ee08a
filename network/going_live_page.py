"""What the page of the list shows: the lines, whether somebody waits for an answer, and what was decided before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from network.going_live import LineState, lines_of, may_press, writing_role
from network.models import JointAct, Municipality, MunicipalityEntry, User
from network.models.trail import MunicipalityEvent
from network.rules.joint import Act
from network.rules.line_names import EVENT_NAMES

Text = str | Promise

MOST_ENTRIES = 20


@dataclass(frozen=True)
class Decided:
    at: datetime
    who: str
    what: Text
    detail: str


@dataclass(frozen=True)
class ListPage:
    municipality: Municipality
    lines: Sequence[LineState]
    may_write: bool
    may_press: bool
    asked: JointAct | None  # somebody pressed, and waits for the second
    entries: Sequence[Decided]

    @property
    def open(self) -> list[LineState]:
        return [state for state in self.lines if not state.is_settled]

    @property
    def settled(self) -> list[LineState]:
        return [state for state in self.lines if state.is_settled]


def list_page(user: User, municipality: Municipality) -> ListPage:
    asked = JointAct.objects.waiting().filter(act=Act.GO_LIVE, municipality=municipality).select_related("asked_by")
    return ListPage(
        municipality=municipality,
        lines=lines_of(municipality),
        may_write=writing_role(user, municipality) is not None,
        may_press=may_press(user, municipality) and not municipality.is_live,
        asked=asked.order_by("-pk").first(),
        entries=entries_of(municipality),
    )


def entries_of(municipality: Municipality, *events: MunicipalityEvent) -> list[Decided]:
    """What was decided about the municipality, the newest first."""
    rows = MunicipalityEntry.objects.filter(municipality=municipality).select_related("by").order_by("-pk")
    chosen = rows.filter(event__in=events) if events else rows
    return [
        Decided(row.at, str(row.by or "HKIN"), EVENT_NAMES.get(row.event, row.event), row.detail)
        for row in chosen[:MOST_ENTRIES]
    ]
