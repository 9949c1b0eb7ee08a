"""Whoever has a PostgreSQL and a Redis of his own names them, and nothing embedded is started."""

import os
from collections.abc import Callable
from pathlib import Path

from hkin.devstack.keys import read_lines
from tests.devstack.launch import EMBEDDED, Launch


def test_named_servers_are_used_as_they_are(start: Callable[..., Launch], run_folder: Path) -> None:
    given = {name: os.environ[name] for name in ("DATABASE_URL", "REDIS_URL")}
    site = start(**given)
    assert site.named(*EMBEDDED) == []
    assert read_lines(run_folder / "env").items() >= given.items()


def test_only_the_server_that_is_not_named_is_started(start: Callable[..., Launch]) -> None:
    site = start(DATABASE_URL=os.environ["DATABASE_URL"])
    assert {process.name() for process in site.named(*EMBEDDED)} <= {"redis-server", "valkey-server"}
    assert site.named(*EMBEDDED)
