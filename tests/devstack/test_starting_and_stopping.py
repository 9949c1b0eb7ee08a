"""`make run` starts everything with one command, and whatever way it ends, nothing stays behind."""

import signal
import socket
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest

from hkin.devstack.keys import read_lines
from tests.devstack.launch import Launch

Start = Callable[..., Launch]


def test_it_tells_the_address_the_users_and_their_password(start: Start) -> None:
    said = start(HKIN_DEMO_PASSWORD="een-twee-drie").said
    assert "HKIN runs at http://127.0.0.1:" in said
    assert "sanne" in said
    assert "een-twee-drie" in said


def test_the_site_works_with_few_rights_and_the_owner_migrates(start: Start, run_folder: Path) -> None:
    start()
    variables = read_lines(run_folder / "env")
    assert variables["DATABASE_URL"].startswith("postgres://hkin_web@")
    assert variables["HKIN_OWNER_DATABASE_URL"].startswith("postgres://hkin@")
    assert variables["HKIN_RETENTION_DATABASE_URL"].startswith("postgres://hkin_retention@")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_everything(start: Start, run_folder: Path, number: signal.Signals) -> None:
    site = start()
    assert site.end(number) == 0
    assert site.left_behind() == []
    assert not (run_folder / "env").exists()


def test_kill_nine_takes_everything_along(start: Start) -> None:
    site = start()
    site.end(signal.SIGKILL)
    assert site.left_behind() == []


def test_kill_nine_of_make_stops_everything(start: Start, run_folder: Path) -> None:
    """Make is the parent of the launcher: here a process that does nothing but start it."""
    site = start(module="tests.devstack.small_make")
    site.end(signal.SIGKILL)
    assert site.left_behind() == []
    assert not (run_folder / "env").exists()


def test_the_next_start_finds_the_data_after_everything_was_killed(start: Start, run_folder: Path) -> None:
    site = start()
    address = read_lines(run_folder / "env")["HKIN_OWNER_DATABASE_URL"]
    with closing(psycopg2.connect(address)) as connection, connection, connection.cursor() as cursor:
        cursor.execute("CREATE TABLE kept AS SELECT generate_series(1, 1000)")
    for server in site.named("postgres", "redis-server", "valkey-server"):
        server.kill()
    site.end(signal.SIGKILL)

    start()
    address = read_lines(run_folder / "env")["HKIN_OWNER_DATABASE_URL"]
    with closing(psycopg2.connect(address)) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM kept")
        assert cursor.fetchone() == (1000,)


def test_the_second_start_has_the_same_password(start: Start, run_folder: Path) -> None:
    start().end(signal.SIGTERM)
    password = read_lines(run_folder / "secrets")["HKIN_DEMO_PASSWORD"]
    assert password in start().said


def test_a_second_start_from_the_same_folder_is_refused(start: Start) -> None:
    first = start()
    second = start()
    assert second.finish() == 1
    assert "already runs" in second.said
    assert first.process.poll() is None


def test_two_checkouts_run_side_by_side(start: Start, run_folder: Path) -> None:
    start()
    other_folder = run_folder / "other"
    other_folder.mkdir(mode=0o711)
    other = Launch(other_folder)
    assert other.is_ready
    assert read_lines(other_folder / "env")["HKIN_PORT"] != read_lines(run_folder / "env")["HKIN_PORT"]
    other.end(signal.SIGTERM)


@pytest.mark.parametrize("program", ["sleep", "postgres"])
def test_when_one_part_ends_all_of_it_ends(start: Start, program: str) -> None:
    site = start()
    for process in site.named(program):
        process.kill()
    assert site.finish() == 1
    assert "ended by itself" in site.said
    assert site.left_behind() == []


def test_a_taken_port_is_told_in_one_line(start: Start) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        site = start(HKIN_PORT=str(taken.getsockname()[1]))
    assert site.finish() == 1
    assert "HKIN_PORT" in site.said.splitlines()[-1]
