"""The transaction a row was written in (PostgreSQL `xid8`), so that a later job can seal rows in order."""

from typing import Any

from django.db import models


class TransactionIdField(models.BigIntegerField):  # type: ignore[type-arg]  # generic for mypy only
    description = "PostgreSQL transaction id"

    def db_type(self, connection: Any) -> str:  # noqa: ARG002
        return "xid8"

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> int | None:  # noqa: ARG002
        return None if value is None else int(value)


class CurrentTransactionId(models.Func):
    function = "pg_current_xact_id"
    arity = 0
    output_field = TransactionIdField()
