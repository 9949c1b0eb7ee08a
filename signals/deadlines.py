"""The terms of a municipality, and the days that follow from them for a signal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.aggregates import JSONBAgg
from django.db.models import Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone

from network.models import Municipality
from signals.models import OwnDeadline, Signal
from signals.rules.deadlines import Deadline, Deadlines
from signals.rules.lifecycle import URGENT, Urgency


def deadlines_of(municipality: Municipality) -> Deadlines:
    """Asked once: the answer is kept on the object."""
    kept: Deadlines | None = getattr(municipality, "_deadlines", None)
    if kept is None:
        rows = OwnDeadline.objects.filter(municipality=municipality, name__in=sorted(Deadline))
        kept = keep_deadlines(municipality, rows.values("name", "amount"))
    return kept


def own_deadlines(municipality: Municipality) -> Subquery:
    """The same, to ask along with another question; its answer goes to keep_deadlines."""
    rows = OwnDeadline.objects.filter(municipality=municipality, name__in=sorted(Deadline)).values("municipality")
    return Subquery(rows.annotate(found=JSONBAgg(JSONObject(name="name", amount="amount"))).values("found"))


def keep_deadlines(municipality: Municipality, rows: Iterable[Mapping[str, Any]] | None) -> Deadlines:
    kept = Deadlines({Deadline(row["name"]): row["amount"] for row in rows or ()})
    municipality._deadlines = kept  # type: ignore[attr-defined]
    return kept


def decided_by(signal: Signal, urgency: Urgency) -> date:
    """By when somebody decides about what has this urgency from now on."""
    return signal.calendar.due_on(timezone.now(), deadlines_of(signal.municipality).to_decide(urgency))


def read_within(municipality: Municipality, urgency: Urgency) -> int:
    """Reading days within which somebody reads what comes in with this urgency."""
    return 0 if urgency in URGENT else deadlines_of(municipality)[Deadline.READ]


def leased_until(signal: Signal) -> date:
    """The last day of a claim that begins today."""
    return _reading_days_on(signal, Deadline.CLAIM)


def answered_by(signal: Signal, deadline: Deadline, *, asked_at: datetime | None = None) -> date:
    """When a department or the reporter must have answered what is asked now."""
    return _reading_days_on(signal, deadline, timezone.localdate(asked_at))


def next_word_by(municipality: Municipality) -> date:
    """When a reporter who hears something now hears something again."""
    return timezone.localdate() + deadlines_of(municipality).silence


def _reading_days_on(signal: Signal, deadline: Deadline, day: date | None = None) -> date:
    return signal.calendar.add_reading_days(day or timezone.localdate(), deadlines_of(signal.municipality)[deadline])
