"""After a test that commits, its rows are deleted in one question.

Django would truncate each table, the empty ones too, and make its own rows anew: that takes ten times as long.
"""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.test import TransactionTestCase

#: Filled when the database is made, and by no test.
DJANGO_OWN = {"auth_permission", "django_content_type", "django_migrations"}


def ask(*statements: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("; ".join(statements))


def all_tables() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        return {row[0] for row in cursor.fetchall()}


def filled_tables() -> set[str]:
    names = all_tables()
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT FROM {name})" for name in names))
        return {row[0] for row in cursor.fetchall()}


def without_guards(*statements: str) -> None:
    """No trigger looks: not at what is written once, nor at whether each row points at another. For superusers only."""
    ask("SET session_replication_role = replica", *statements, "SET session_replication_role = origin")


def empty_tables(_case: Any = None) -> None:
    """Whoever still writes is waited for, so that nothing comes after."""
    tables = sorted(all_tables() - DJANGO_OWN)
    without_guards(
        f"LOCK TABLE {', '.join(tables)} IN ACCESS EXCLUSIVE MODE", *(f"DELETE FROM {table}" for table in tables)
    )


TransactionTestCase._fixture_teardown = empty_tables
