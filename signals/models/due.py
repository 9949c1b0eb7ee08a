"""What somebody answers before a day, page by page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from django.db import models
from django.db.models import Q

from signals.rules.cursor import Cursor

PAGE = 25

Row = TypeVar("Row", bound=models.Model)


class DueQuerySet(models.QuerySet[Row]):
    def page_by_day(self, *, ended: bool, after: Cursor | None) -> tuple[Sequence[Row], Cursor | None]:
        """What is due first stands first; of what ended, the latest day. And where the page ends, when more follows."""
        rows = self.order_by("-due_on", "-id") if ended else self.order_by("due_on", "id")
        if after is not None:
            past = "lt" if ended else "gt"
            same_day = Q(**{"due_on": after.day, f"id__{past}": after.row})
            rows = rows.filter(Q(**{f"due_on__{past}": after.day}) | same_day)
        found = list(rows[: PAGE + 1])
        shown = found[:PAGE]
        if len(found) == len(shown):
            return shown, None
        last: Any = shown[-1]
        return shown, Cursor(last.due_on, last.pk)
