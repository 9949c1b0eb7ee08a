"""The machine as it is here, and what was found about one part of it."""

from collections.abc import Callable, Iterator

import pytest
from django.db import connection, transaction
from django.http import HttpRequest

from hkin.machine.checks import Check, State, look_at_machine
from tests.outbox.conftest import mail_server, own_redis, use_broker

__all__ = ["mail_server", "own_redis", "use_broker"]

Found = Callable[..., Check]


@pytest.fixture
def found(db: None) -> Found:
    """found("broker") is the line of that name."""

    def found(name: str, *, request: HttpRequest | None = None) -> Check:
        [line] = [check for check in look_at_machine(request=request) if check.name == name]
        assert bool(line.what_to_do) or line.state is not State.RED, "red without what to do"
        return line

    return found


@pytest.fixture
def sql(db: None) -> Callable[[str], None]:
    """As the owner of the tables; undone after the test."""

    def run(statement: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)

    return run


@pytest.fixture
def as_web_role(sql: Callable[[str], None]) -> Iterator[None]:
    """Work as the site does on a server. Roles are of the whole cluster: what changes here is undone."""
    sql("ALTER ROLE hkin_web LOGIN")
    sql("ALTER ROLE hkin_retention LOGIN")
    with transaction.atomic():
        sql("SET LOCAL SESSION AUTHORIZATION hkin_web")
        yield
        sql("RESET SESSION AUTHORIZATION")
