"""Red when the site could change or wipe the access log, whatever anybody meant the rights to be."""

from collections.abc import Callable

import pytest

from hkin.machine.checks import State
from tests.machine.conftest import Found

Sql = Callable[[str], None]


@pytest.fixture
def apart(sql: Sql) -> None:
    sql("ALTER ROLE hkin_web LOGIN")
    sql("ALTER ROLE hkin_retention LOGIN")


def test_a_site_that_works_as_the_web_role_is_fine(as_web_role: None, found: Found) -> None:
    assert found("process_role").state is State.GREEN
    assert found("roles").state is State.GREEN
    assert found("append_only").state is State.GREEN


def test_a_site_that_works_as_the_owner_of_the_tables_is_red(found: Found) -> None:
    assert found("process_role").state is State.RED


def test_a_web_role_that_became_a_member_of_the_owner_is_red(apart: None, sql: Sql, found: Found) -> None:
    sql("CREATE ROLE owner_of_all")
    sql("ALTER TABLE privacy_look OWNER TO owner_of_all")
    sql("GRANT owner_of_all TO hkin_web")
    assert "hkin_web" in found("roles").text


def test_a_web_role_that_may_become_the_retention_role_is_red(apart: None, sql: Sql, found: Found) -> None:
    sql("GRANT hkin_retention TO hkin_web")
    assert found("roles").state is State.RED


@pytest.mark.parametrize("power", ["SUPERUSER", "CREATEROLE", "BYPASSRLS"])
def test_a_mighty_web_role_is_red(apart: None, sql: Sql, found: Found, power: str) -> None:
    sql(f"ALTER ROLE hkin_web {power}")
    assert found("roles").state is State.RED


def test_a_role_that_cannot_log_in_is_red(apart: None, sql: Sql, found: Found) -> None:
    sql("ALTER ROLE hkin_retention NOLOGIN")
    assert "hkin_retention" in found("roles").text


@pytest.mark.parametrize(
    "right",
    [
        "DELETE ON privacy_look",
        "UPDATE ON privacy_destroyedkey",
        "TRUNCATE ON privacy_look",
        "UPDATE (role) ON privacy_look",
    ],
)
def test_a_web_role_that_may_change_the_log_is_red(sql: Sql, found: Found, right: str) -> None:
    sql(f"GRANT {right} TO hkin_web")
    line = found("append_only")
    assert line.state is State.RED
    assert right.split(" ", maxsplit=1)[0] in line.text
    assert right.rsplit(" ", maxsplit=1)[-1] in line.text


def test_the_retention_role_may_delete_but_not_change(sql: Sql, found: Found) -> None:
    assert found("append_only").state is State.GREEN
    sql("GRANT UPDATE ON privacy_look TO hkin_retention")
    assert found("append_only").state is State.RED


def test_what_everybody_may_the_web_role_may_too(sql: Sql, found: Found) -> None:
    sql("GRANT DELETE ON privacy_look TO PUBLIC")
    assert found("append_only").state is State.RED


def test_a_guard_that_is_switched_off_is_red(sql: Sql, found: Found) -> None:
    sql("ALTER TABLE privacy_look DISABLE TRIGGER USER")
    assert found("append_only").state is State.RED
