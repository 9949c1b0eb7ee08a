"""Dates rows of the demo back to the moment of the story they tell."""

from __future__ import annotations

from bisect import bisect_left
from datetime import datetime, timedelta

import pgtrigger
from django.db import connection, models
from django.utils import timezone

from hkin.outbox.models import Letter, Message
from network.models import Hole
from signals.models import Finding, HandOver, Note, TrailEntry, Transfer

#: Letters about what happened longer ago have long been read; only newer ones still leave.
RECENT = timedelta(days=1)

_MOMENTS: dict[type[models.Model], list[str]] = {
    TrailEntry: ["at"],
    Note: ["at"],
    HandOver: ["asked_at"],
    Finding: ["at"],
    Transfer: ["sent_at"],
    Message: ["created_at", "not_before"],
    Letter: ["created_at", "not_before"],
    Hole: ["found_at"],
}
_TABLES = [model._meta.db_table for model in _MOMENTS]
_NEWEST = f"SELECT {', '.join(f'(SELECT coalesce(max(id), 0) FROM {table})' for table in _TABLES)}"  # noqa: S608


class Diary:
    """Remembers at which moment of the story the rows of a stretch were written: from one mark to the next."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self._start = self._newest()
        self._marks: list[tuple[datetime, tuple[int, ...]]] = []

    def moment(self, days_ago: float) -> datetime:
        return self.now - timedelta(days=days_ago)

    def write_down(self, at: datetime) -> None:
        """Every row since the last time belongs to this moment."""
        self._marks.append((at, self._newest()))

    def date_back(self) -> None:
        # The only place where the trail is changed: rows of made-up signals, by the owner of the tables.
        with pgtrigger.ignore("signals.TrailEntry:never_changed"):
            for place, model in enumerate(_MOMENTS):
                self._move(model, self._written(place, model))
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
        columns = ", ".join(f"{column} = moved.at" for column in _MOMENTS[model])
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
