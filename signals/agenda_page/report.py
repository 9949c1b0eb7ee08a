"""The minutes write themselves: what the room talked about and decided on each signal, as it was at that moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from hkin.privacy.sealing import Sealer
from network.models import User
from signals.agenda import decided_in, over_at
from signals.agenda_page.lines import Shown, headlines_of, numbered, write_down
from signals.models import AgendaItem, HandOver, Meeting, ScoreRound, Signal, TrailEntry
from signals.models.meeting import ItemStage
from signals.rules.labels import OUTCOME_WORDS, VERB_WORDS
from signals.rules.lifecycle import Outcome, Verb
from signals.scoring import last_results
from signals.scoring_page import ResultShown, result_shown


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
    decided: tuple[Decided, ...] = ()
    talked: ResultShown | None = None  # the scores that lay before the room

    @property
    def was_touched(self) -> bool:
        return bool(self.decided) or self.line.is_discussed


def report_of(meeting: Meeting, items: Sequence[AgendaItem], *, to: User) -> list[Reported]:
    headlines = headlines_of(items)
    write_down((item.signal for item in items), meeting, by=to, action="read_minutes")
    lines = numbered(meeting, items, headlines, to=to, until=over_at(meeting))
    handled = {line.signal.pk: line.signal for line in lines if line.signal is not None}
    rows = decided_in(meeting).filter(signal__in=handled).select_related("actor")
    decided = _decided(rows, handled, headlines.sealers)
    weighed = {
        item.signal_id: handled[item.signal_id]
        for item in items
        if item.signal_id in handled
        and item.stage == ItemStage.WEIGHING
        and (item.discussed_at is not None or item.signal_id in decided)
    }
    results = last_results(_rounds_for(meeting), weighed.values(), headlines.sealers, reader=to) if weighed else {}
    talked = {pk: result_shown(result, weighed[pk]) for pk, result in results.items()}
    return [
        Reported(line, decided.get(line.signal.pk, ()), talked.get(line.signal.pk)) if line.signal else Reported(line)
        for line in lines
    ]


def _rounds_for(meeting: Meeting) -> QuerySet[ScoreRound]:
    """Shown before the end, of signals that had not gone on to another step before it began."""
    gone_on = TrailEntry.objects.filter(
        signal=OuterRef("signal"), verb=Verb.DECIDE, at__gt=OuterRef("shown_at"), at__lt=meeting.began_at
    )
    return ScoreRound.objects.filter(~Exists(gone_on), shown_at__lte=over_at(meeting))


def _decided(
    rows: QuerySet[TrailEntry], signals: Mapping[int, Signal], sealers: Mapping[UUID, Sealer]
) -> dict[int, tuple[Decided, ...]]:
    asked = {row.uuid: row for row in _asked(rows)}
    found: dict[int, list[Decided]] = {}
    for row in rows:
        signal = signals[row.signal_id]
        sealer = sealers.get(signal.uuid)
        if sealer is not None and row.actor is not None:
            detail = _detail(row, signal, sealer, asked.get(row.uuid))
            words = Decided(VERB_WORDS.get(row.verb, row.verb), str(row.actor), detail, row.at)
            found.setdefault(row.signal_id, []).append(words)
    return {signal: tuple(words) for signal, words in found.items()}


def _asked(rows: QuerySet[TrailEntry]) -> Iterable[HandOver]:
    """The questions to departments: the row of the trail is called after its question."""
    keys = [row.uuid for row in rows if row.verb == Verb.HAND_OVER]
    return HandOver.objects.filter(uuid__in=keys) if keys else ()


def _detail(row: TrailEntry, signal: Signal, sealer: Sealer, asked: HandOver | None) -> str:
    words = [sealer.open("trailentry.detail", row.uuid, row.sealed_detail)]
    if row.verb == Verb.CLOSE and signal.outcome:
        words.insert(0, str(OUTCOME_WORDS[Outcome(signal.outcome)]))
    if asked is not None:
        words.append(sealer.open("handover.question", asked.uuid, asked.sealed_question))
        words.append(_("by %(day)s") % {"day": date_format(asked.due_on, "j F Y")})
    return "\n".join(filter(None, words))
