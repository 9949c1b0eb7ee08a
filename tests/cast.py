"""The fixed cast as a fixture: `cast.sanne`, `cast.omar`, `cast.oudeveen`, `cast.department("VAS")`.

Building it asks the database 120 questions. It is built once in a process, and once more for the Monday on which tests
of a term begin; each test gets the rows back in one question.
"""

from __future__ import annotations

import pickle
from collections.abc import Set
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Self

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection, transaction
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from network.cast import Cast, build_cast
from tests.emptying import ask, filled_tables, without_guards
from tests.signals.heard import MONDAY

#: What everybody of the cast signs in with.
PASSWORD = "oudeveen-en-veenwijk"


@dataclass(frozen=True)
class KeptCast:
    """The rows stand in a schema of their own, where no query of a test comes, and come back with the keys they had."""

    schema: str
    day: date
    built_at: datetime
    tables: Set[str]
    people: bytes = field(repr=False)

    @classmethod
    def build(cls, schema: str) -> Self:
        assert not connection.in_atomic_block, "a fixture of a module opened a transaction before `cast` was asked for"
        day, there = timezone.localdate(), filled_tables()
        with transaction.atomic():
            cast, built_at = build_new(), timezone.now()
            tables = filled_tables() - there
            ask(f"DROP SCHEMA IF EXISTS {schema} CASCADE", f"CREATE SCHEMA {schema}")
            ask(*(f"CREATE TABLE {schema}.of_{table} AS TABLE {table}" for table in tables))
            ask("SET CONSTRAINTS ALL IMMEDIATE", f"TRUNCATE {', '.join(tables)} CASCADE")
            assert filled_tables() == there
        return cls(schema, day, built_at, tables, pickle.dumps(vars(cast)))

    def fits(self, now: datetime) -> bool:
        """A test may live on another day, or earlier on this one."""
        return self.day == timezone.localdate(now) and self.built_at <= now

    def put_down(self) -> Cast:
        """Without asking again whether each row points at another: that was asked when they were built."""
        without_guards(*(f"INSERT INTO {table} SELECT * FROM {self.schema}.of_{table}" for table in self.tables))
        return Cast(**pickle.loads(self.people))


def build_new() -> Cast:
    return build_cast(password=PASSWORD, today=timezone.localdate())


@pytest.fixture(scope="session")
def kept_casts(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> list[KeptCast]:
    with django_db_blocker.unblock():
        of_today = KeptCast.build("cast_of_today")
        with time_machine.travel(MONDAY, tick=False):
            return [of_today, KeptCast.build("cast_of_monday")]


@pytest.fixture
def cast(kept_casts: list[KeptCast], db: None) -> Cast:
    cache.clear()  # counts by the key of somebody, who has the same key in each test
    fitting = (kept for kept in kept_casts if kept.fits(timezone.now()))
    return kept.put_down() if (kept := next(fitting, None)) else build_new()
