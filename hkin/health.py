"""Is it healthy: what filing needs, and what delivery needs. Facts without content, for a monitor without a login."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from hkin.outbox.health import (
    LONGEST_QUIET,
    LONGEST_WAIT,
    PROCESSES,
    broker_answers,
    heartbeat_ages,
    oldest_waiting_age,
)
from hkin.privacy.checks import check_index_key, check_seal_keys
from signals.models import Signal

logger = logging.getLogger(__name__)

Fact = dict[str, bool | int | None]


@dataclass(frozen=True)
class Health:
    """Filing works or not; each fact says for itself whether it is as it should be."""

    can_file: bool
    facts: dict[str, Fact]
    unseen_urgent: bool | None = None

    @property
    def warnings(self) -> list[str]:
        return sorted(name for name, fact in self.facts.items() if not fact["ok"])

    def as_json(self) -> dict[str, object]:
        return {
            "can_file": self.can_file,
            "warnings": self.warnings,
            "unseen_urgent": self.unseen_urgent,
            **self.facts,
        }


def look() -> Health:
    facts: dict[str, Fact] = {"keys": {"ok": _has_keys()}}
    try:
        connection.ensure_connection()
        facts |= {"database": {"ok": True}, "migrations": {"ok": _is_migrated()}}
        if facts["migrations"]["ok"]:
            facts |= _delivery()
            unseen = Signal.objects.unseen_urgent().exists()
            return Health(can_file=bool(facts["keys"]["ok"]), facts=facts, unseen_urgent=unseen)
    except DatabaseError as error:
        logger.warning("The health page met no database: %s", type(error).__name__)
        facts["database"] = {"ok": False}
    return Health(can_file=False, facts=facts)


def _has_keys() -> bool:
    return not check_seal_keys() and not check_index_key()


def _is_migrated() -> bool:
    """Asked until it is so; a new release is a new process."""
    try:
        _require_migrations()
    except _NotMigrated:
        return False
    return True


class _NotMigrated(Exception):
    """Some migration of this release did not run."""


@cache
def _require_migrations() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise _NotMigrated


def _delivery() -> dict[str, Fact]:
    """Late is not lost: the rows are there."""
    ages = heartbeat_ages()
    waiting = oldest_waiting_age()
    return {
        "broker": {"ok": broker_answers()},
        **{name: _not_older(ages.get(name), LONGEST_QUIET, needed=True) for name in PROCESSES},
        "oldest_waiting_message": _not_older(waiting, LONGEST_WAIT, needed=False),
    }


def _not_older(age: timedelta | None, limit: timedelta, *, needed: bool) -> Fact:
    is_fine = not needed if age is None else age <= limit
    return {"ok": is_fine, "age_seconds": None if age is None else int(age.total_seconds())}
