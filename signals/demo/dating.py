"""Dates rows of the demo back to the moment of the story they tell, within the hours that people work."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date, datetime, time, timedelta

import pgtrigger
from django.db import connection, models
from django.db.models import Min, OuterRef, Subquery
from django.utils import timezone

from hkin.outbox.models import Letter, Message
from network.models import Hole
from signals.models import (
    Admission,
    Finding,
    Flagging,
    HandOver,
    Note,
    PrivacyCheck,
    ScoreRound,
    ScoreSheet,
    SecondReading,
    Signal,
    SourceQuestion,
    TrailEntry,
    Transfer,
)
from signals.models.approach import Plan
from signals.models.note import NoteKind
from signals.models.tie import Tie

#: Letters about what happened longer ago have long been read; only newer ones still leave.
RECENT = timedelta(days=1)

_MOMENTS: dict[type[models.Model], list[str]] = {
    TrailEntry: ["at"],
    Note: ["at"],
    HandOver: ["asked_at"],
    Finding: ["at"],
    Transfer: ["sent_at"],
    PrivacyCheck: ["asked_at", "decided_at"],
    SourceQuestion: ["asked_at", "answered_at"],
    ScoreRound: ["opened_at", "shown_at"],
    ScoreSheet: ["given_at"],
    Plan: ["begun_at"],
    SecondReading: ["asked_at"],
    Flagging: ["set_at"],
    Admission: ["admitted_at"],
    Tie: ["at"],
    Message: ["created_at", "not_before"],
    Letter: ["created_at", "not_before"],
    Hole: ["found_at"],
}
_TABLES = [model._meta.db_table for model in _MOMENTS]
_NEWEST = f"SELECT {', '.join(f'(SELECT coalesce(max(id), 0) FROM {table})' for table in _TABLES)}"  # noqa: S608


_OPENS, _CLOSES = time(8, 30), time(17)


def in_working_hours(at: datetime, *, now: datetime) -> datetime:
    """In the same order, on a working day: a weekend goes into its Friday, a night into the day before it."""
    at, now = timezone.localtime(at), timezone.localtime(now)
    last = _working_day(now.date())
    if now <= _on(last, _OPENS):
        last = _working_day(last - timedelta(days=1))
    day = min(_working_day(at.date()), last)
    begins, opens = _on(day, time.min), _on(day, _OPENS)
    ends = now if day == last else _on(_next_working_day(day), time.min)
    closes = min(_on(day, _CLOSES), now)
    return opens + (closes - opens) * min(1, (at - begins) / (ends - begins))


def _working_day(day: date) -> date:
    """That day, or the Friday before it."""
    return day - timedelta(days=max(day.weekday() - 4, 0))


def _next_working_day(day: date) -> date:
    return day + timedelta(days=3 if day.weekday() == 4 else 1)


def _on(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))


def _date_first_words() -> None:
    """When somebody first heard something is when they got that message."""
    first = Note.objects.filter(signal=OuterRef("pk"), kind=NoteKind.TO_REPORTER).order_by()
    moment = first.values("signal").annotate(first=Min("at")).values("first")
    Signal.objects.exclude(first_word_at=None).update(first_word_at=Subquery(moment))


class Diary:
    """Remembers at which moment of the story the rows of a stretch were written: from one mark to the next."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self._start = self._newest()
        self._marks: list[tuple[datetime, tuple[int, ...]]] = []

    def moment(self, days_ago: float) -> datetime:
        return in_working_hours(self.now - timedelta(days=days_ago), now=self.now)

    def write_down(self, at: datetime) -> None:
        """Every row since the last time belongs to this moment."""
        self._marks.append((at, self._newest()))

    def date_back(self) -> None:
        # The only place where the trail is changed: rows of made-up signals, by the owner of the tables.
        with pgtrigger.ignore("signals.TrailEntry:never_changed"):
            for place, model in enumerate(_MOMENTS):
                self._move(model, self._written(place, model))
        _date_first_words()
        Message.objects.filter(created_at__lt=self.now - RECENT, pk__gt=self._start_of(Message)).update(
            read_on=timezone.localdate(self.now)
        )
        Letter.objects.filter(created_at__lt=self.now - RECENT, pk__gt=self._start_of(Letter)).delete()

    def _written(self, place: int, model: type[models.Model]) -> dict[int, datetime]:
        ends = [newest[place] for _at, newest in self._marks]
        rows = model._default_manager.filter(pk__gt=self._start[place], pk__lte=ends[-1]).order_by("pk")
        return {pk: self._marks[bisect_left(ends, pk)][0] for pk in rows.values_list("pk", flat=True)}

    def _move(self, model: type[models.Model], written: dict[int, datetime]) -> None:
        table = model._meta.db_table
        dated = "{0} = CASE WHEN {1}.{0} IS NOT NULL THEN moved.at END"
        columns = ", ".join(dated.format(column, table) for column in _MOMENTS[model])
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {table} SET {columns} FROM unnest(%s::bigint[], %s::timestamptz[]) AS moved(id, at) "  # noqa: S608
                f"WHERE {table}.id = moved.id",
                [list(written), list(written.values())],
            )

    def _start_of(self, model: type[models.Model]) -> int:
        return self._start[list(_MOMENTS).index(model)]

    @staticmethod
    def _newest() -> tuple[int, ...]:
        with connection.cursor() as cursor:
            cursor.execute(_NEWEST)
            return tuple(cursor.fetchone())
