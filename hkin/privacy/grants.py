"""Three database roles: the owner migrates, `hkin_web` works, `hkin_retention` destroys.

After each migration the rights are laid down again, so that a new table is never forgotten: `hkin_web` may add to an
append-only table and read it, nothing else; TRUNCATE is granted to nobody.
"""

import logging
from typing import Any

from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper

from hkin.privacy.append_only import RETENTION_ROLE, WEB_ROLE, append_only_models

logger = logging.getLogger(__name__)

_CREATE = """
DO $$ BEGIN
    CREATE ROLE {role} NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation OR insufficient_privilege THEN NULL;
END $$
"""
_WORKING_TABLES = "SELECT, INSERT, UPDATE, DELETE"
_CLOSED_TO_WEB = ("django_migrations",)


def grant_after_migrate(*, using: str, plan: Any = None, **_kwargs: Any) -> None:
    """Runs after `migrate`. A flush between tests sends the same Django signal, without a plan: nothing to do."""
    if plan is None:
        return
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        for role in (WEB_ROLE, RETENTION_ROLE):
            _create(cursor, role)
        if not _exist(cursor):
            logger.warning("The roles %s and %s do not exist: this database is guarded by triggers only", *_ROLES)
            return
        _grant(cursor)


_ROLES = (WEB_ROLE, RETENTION_ROLE)


def _create(cursor: CursorWrapper, role: str) -> None:
    cursor.execute("SELECT to_regrole(%s) IS NULL", [role])
    if cursor.fetchone()[0]:
        cursor.execute(_CREATE.format(role=role))


def _exist(cursor: CursorWrapper) -> bool:
    cursor.execute("SELECT count(*) FROM pg_roles WHERE rolname IN (%s, %s)", list(_ROLES))
    return bool(cursor.fetchone()[0] == len(_ROLES))


def _grant(cursor: CursorWrapper) -> None:
    both = f"{WEB_ROLE}, {RETENTION_ROLE}"
    append_only = _quoted(cursor, [model._meta.db_table for model in append_only_models()])
    closed = _quoted(cursor, _CLOSED_TO_WEB)
    cursor.execute(f"GRANT USAGE ON SCHEMA public TO {both}")
    cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {both}")
    cursor.execute(f"GRANT {_WORKING_TABLES} ON ALL TABLES IN SCHEMA public TO {both}")
    cursor.execute(f"REVOKE UPDATE, TRUNCATE ON {append_only} FROM {both}")
    cursor.execute(f"REVOKE DELETE ON {append_only} FROM {WEB_ROLE}")
    cursor.execute(f"REVOKE INSERT, UPDATE, DELETE ON {closed} FROM {both}")


def _quoted(cursor: CursorWrapper, tables: Any) -> str:
    """Only tables that exist: half a migration must not stop on the other half."""
    cursor.execute("SELECT quote_ident(tablename) FROM pg_tables WHERE tablename = ANY(%s)", [list(tables)])
    return ", ".join(row[0] for row in cursor.fetchall())
