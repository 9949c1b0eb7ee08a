"""A test meets the whole cast as it was built, whatever the test before it did to them, and does not wait for it."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction

from network.models import User
from tests.cast import KeptCast, build_new
from tests.signals.heard import MONDAY

ROOT = Path(__file__).resolve().parents[2]
#: Elsewhere a test takes the fixture. These build one for a module, at another moment, or with other numbers.
BUILDERS = {
    "tests/cast.py",
    "tests/house/scene.py",
    "tests/network/test_confirm_race.py",
    "tests/network/test_joint_race.py",
    "tests/signals/test_reporter_leaves_no_trace.py",
}


@pytest.fixture
def kept_cast(kept_casts: list[KeptCast]) -> KeptCast:
    return kept_casts[0]


#: What a person reads of a row. Keys, moments and what is sealed differ from one cast to the next.
READABLE = ("boolean", "character varying", "date", "smallint", "text")
SALTED = "password"


def contents(kept: KeptCast) -> dict[str, list[str]]:
    """Table -> its rows as text, in an order of their own."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' "
            "AND table_name = ANY(%s) AND data_type = ANY(%s) AND column_name <> %s ORDER BY 1, 2",
            [list(kept.tables), list(READABLE), SALTED],
        )
        columns: dict[str, list[str]] = {table: [] for table in kept.tables}
        for table, column in cursor.fetchall():
            columns[table].append(column)
        found = {}
        for table, named in columns.items():
            cursor.execute(f"SELECT row({', '.join(named) or 'true'})::text FROM {table} ORDER BY 1")
            found[table] = [row for (row,) in cursor.fetchall()]
        return found


@pytest.mark.django_db
def test_what_comes_back_is_what_was_built(kept_cast: KeptCast) -> None:
    with transaction.atomic():
        kept = kept_cast.put_down()
        rows = contents(kept_cast)
        assert {name: str(User.objects.get(pk=kept[name].pk)) for name in kept.people} == _names(kept.people)
        transaction.set_rollback(True)
    built = build_new()
    assert contents(kept_cast) == rows
    assert {name: len(found) for name, found in vars(built).items()} == {
        name: len(found) for name, found in vars(kept).items()
    }
    assert _names(built.people) == _names(kept.people)


def _names(people: dict[str, User]) -> dict[str, str]:
    return {name: str(user) for name, user in people.items()}


@pytest.mark.django_db
def test_what_was_done_to_somebody_does_not_last(kept_cast: KeptCast) -> None:
    with transaction.atomic():
        cast = kept_cast.put_down()
        cast.sanne.name = "Anders"
        cast.sanne.save()
        transaction.set_rollback(True)
    again = kept_cast.put_down()
    assert again.sanne.name == User.objects.get(username="sanne").name != "Anders"


def test_who_lives_on_another_day_or_earlier_gets_a_cast_of_then(kept_cast: KeptCast) -> None:
    assert kept_cast.fits(kept_cast.built_at)
    assert not kept_cast.fits(kept_cast.built_at + timedelta(days=1))
    assert not kept_cast.fits(kept_cast.built_at - timedelta(seconds=1))


def test_one_was_built_on_the_monday_of_the_tests(kept_casts: list[KeptCast]) -> None:
    assert [kept.fits(MONDAY) for kept in kept_casts] == [False, True]


def test_nobody_builds_a_cast_for_each_test() -> None:
    building = re.compile(r"(return|=) build_cast\(")
    files = (ROOT / "tests").rglob("*.py")
    assert {str(path.relative_to(ROOT)) for path in files if building.search(path.read_text("utf-8"))} == BUILDERS
