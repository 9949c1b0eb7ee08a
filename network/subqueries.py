"""Answers that travel as a column of one row, so that a page with many of them asks the database once."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import IntegerField, QuerySet, Subquery
from django.db.models.functions import JSONObject


class Counted(Subquery):
    """How many rows a query gives; the query carries its own LIMIT."""

    template = "(SELECT count(*) FROM (%(subquery)s) _counted)"
    output_field = IntegerField()
    empty_result_set_value = 0


def counted(rows: QuerySet[Any], *, most: int) -> Counted:
    """Never more than this: a larger number helps nobody, and costs a walk through the table."""
    return Counted(rows.order_by().values("pk")[:most])


def listed(rows: QuerySet[Any], *, most: int, **columns: Any) -> ArraySubquery:
    """The first of these rows as mappings; days come back as text."""
    return ArraySubquery(rows.values(row=JSONObject(**columns))[:most])
