"""`manage.py` beside a running site finds the site's servers and keys by itself."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from hkin.devstack.discovery import use_running_servers
from hkin.devstack.keys import write_lines
from hkin.devstack.run_folder import hold

RUNNING = {"DATABASE_URL": "postgres://hkin_web@/hkin?host=/s", "HKIN_SECRET_KEY": "a=b", "HKIN_PORT": "8001"}


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in RUNNING:
        monkeypatch.setenv(name, "")  # so that the old value comes back afterwards
        monkeypatch.delenv(name)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Path]:
    write_lines(tmp_path / "env", RUNNING)
    lock = hold(tmp_path)
    assert lock
    with lock:
        yield tmp_path


def test_a_running_site_lends_its_environment(running: Path) -> None:
    use_running_servers(running)
    assert {name: os.environ[name] for name in RUNNING} == RUNNING


def test_what_is_set_already_stays(running: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HKIN_PORT", "9000")
    use_running_servers(running)
    assert os.environ["HKIN_PORT"] == "9000"


def test_with_a_database_of_its_own_nothing_is_borrowed(running: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/hkin")
    use_running_servers(running)
    assert "HKIN_SECRET_KEY" not in os.environ


def test_the_addresses_of_a_killed_site_are_not_used(tmp_path: Path) -> None:
    write_lines(tmp_path / "env", RUNNING)
    (tmp_path / "lock").touch()
    use_running_servers(tmp_path)
    assert "DATABASE_URL" not in os.environ


def test_nobody_else_can_read_the_keys(running: Path) -> None:
    assert (running / "env").stat().st_mode & 0o077 == 0
