"""The minutes write themselves: what happened to each signal while the meeting went on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise

from hkin.privacy.sealing import Sealer
from network.models import User
from signals.agenda import decided_in
from signals.agenda_page.lines import Shown, agenda_shown, headlines_of
from signals.models import AgendaItem, Meeting, TrailEntry
from signals.rules.labels import VERB_WORDS


@dataclass(frozen=True)
class Decided:
    what: str | Promise
    who: str
    detail: str
    at: datetime


@dataclass(frozen=True)
class Reported:
    """One item of the report. Who does not handle the signal reads what check 2A lets them, and no decisions."""

    line: Shown
    decided: tuple[Decided, ...]

    @property
    def was_touched(self) -> bool:
        return bool(self.decided) or self.line.is_discussed


def report_of(meeting: Meeting, items: Sequence[AgendaItem], *, to: User) -> list[Reported]:
    headlines = headlines_of(items)
    lines = agenda_shown(meeting, items, to=to, headlines=headlines)
    handled = [line.item for line in lines if line.signal is not None and line.item is not None]
    decided = _decided(meeting, handled, headlines.sealers)
    return [Reported(line, decided.get(line.item.signal_id, ()) if line.item else ()) for line in lines]


def _decided(
    meeting: Meeting, items: Sequence[AgendaItem], sealers: Mapping[UUID, Sealer]
) -> dict[int, tuple[Decided, ...]]:
    if meeting.began_at is None or not items:
        return {}
    uuids = {item.signal_id: item.signal.uuid for item in items}
    rows = decided_in(meeting).filter(signal_id__in=uuids)
    found: dict[int, list[Decided]] = {}
    for row in rows.select_related("actor"):
        sealer = sealers.get(uuids[row.signal_id])
        if sealer is not None and row.actor is not None:
            found.setdefault(row.signal_id, []).append(_in_words(row, sealer))
    return {signal: tuple(rows) for signal, rows in found.items()}


def _in_words(row: TrailEntry, sealer: Sealer) -> Decided:
    detail = sealer.open("trailentry.detail", row.uuid, row.sealed_detail)
    return Decided(VERB_WORDS.get(row.verb, row.verb), str(row.actor), detail, row.at)
