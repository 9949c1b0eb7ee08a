"""The fixed cast as a fixture: `cast.sanne`, `cast.omar`, `cast.oudeveen`, `cast.department("VAS")`.

Building it asks the database 120 questions. It is built once in a process; each test gets the rows back in one.
"""

from __future__ import annotations

import pickle
from collections.abc import Set
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

import pytest
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from network.cast import Cast, build_cast
from tests.emptying import ask, filled_tables, without_guards

#: What everybody of the cast signs in with.
PASSWORD = "oudeveen-en-veenwijk"

#: Before the name of a table; in a schema where no query of a test comes.
KEPT = "kept_cast.of_"


@dataclass(frozen=True)
class KeptCast:
    """The rows stand in a schema of their own, and come back with the keys they had."""

    day: date
    built_at: datetime
    tables: Set[str]
    people: bytes

    @classmethod
    def build(cls) -> Self:
        day = timezone.localdate()
        there = filled_tables()
        with transaction.atomic():
            cast, built_at = build_new(), timezone.now()
            tables = filled_tables() - there
            ask("DROP SCHEMA IF EXISTS kept_cast CASCADE", "CREATE SCHEMA kept_cast")
            ask(*(f"CREATE TABLE {KEPT}{table} AS TABLE {table}" for table in tables))
            ask("SET CONSTRAINTS ALL IMMEDIATE", f"TRUNCATE {', '.join(tables)} CASCADE")
            assert filled_tables() == there
        return cls(day, built_at, tables, pickle.dumps(vars(cast)))

    def fits(self, now: datetime) -> bool:
        """A test may live on another day, or earlier on this one."""
        return self.day == timezone.localdate(now) and self.built_at <= now

    def put_down(self) -> Cast:
        """Without asking again whether each row points at another: that was asked when they were built."""
        without_guards(*(f"INSERT INTO {table} SELECT * FROM {KEPT}{table}" for table in self.tables))
        return Cast(**pickle.loads(self.people))


def build_new() -> Cast:
    return build_cast(password=PASSWORD, today=timezone.localdate())


@pytest.fixture(scope="session")
def kept_cast(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> KeptCast:
    with django_db_blocker.unblock():
        return KeptCast.build()


@pytest.fixture
def cast(kept_cast: KeptCast, db: None) -> Cast:
    cache.clear()  # counts by the key of somebody, who has the same key in each test
    return kept_cast.put_down() if kept_cast.fits(timezone.now()) else build_new()
