"""A start clears what a killed one left, and never touches a process that is somebody else's."""

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest

from hkin.devstack.accounts import private_folder
from hkin.devstack.broker import Broker
from hkin.devstack.children import works_in
from hkin.devstack.postgres import Postgres


@pytest.fixture
def postgres(run_folder: Path) -> Iterator[Postgres]:
    """One that ran before."""
    server = Postgres(run_folder, durable=False)
    yield server
    server.stop()


@pytest.fixture
def zombie() -> Iterator[int]:
    """A process that has ended and that nobody has asked about yet."""
    child = subprocess.Popen(["true"])
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    yield child.pid
    child.wait()


@pytest.fixture
def stranger() -> Iterator[subprocess.Popen[bytes]]:
    child = subprocess.Popen(["sleep", "600"])
    yield child
    child.kill()
    child.wait()


def leave_lock_files(postgres: Postgres, pid: int) -> None:
    lock = f"{pid}\n{postgres.data}\n0\n5432\n{postgres.sockets}\n\n0 0\nready   \n"
    private_folder(postgres.sockets, postgres.account)
    (postgres.data / "postmaster.pid").write_text(lock)
    (postgres.sockets / ".s.PGSQL.5432.lock").write_text(lock)
    (postgres.sockets / ".s.PGSQL.5432").touch()


def answers(postgres: Postgres) -> bool:
    with closing(psycopg2.connect(postgres.url("hkin_web"))) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT version() LIKE 'PostgreSQL 18%'")
        return cursor.fetchone() == (True,)


def test_a_server_that_is_a_zombie_now_is_no_obstacle(postgres: Postgres, zombie: int) -> None:
    leave_lock_files(postgres, zombie)
    postgres.start()
    assert answers(postgres)


def test_a_reused_number_is_left_alone(postgres: Postgres, stranger: subprocess.Popen[bytes]) -> None:
    leave_lock_files(postgres, stranger.pid)
    postgres.start()
    assert answers(postgres)
    assert stranger.poll() is None


def test_an_orphaned_server_is_stopped_first(run_folder: Path, postgres: Postgres) -> None:
    postgres.start()
    assert postgres.child
    successor = Postgres(run_folder, durable=False)
    successor.start()
    assert postgres.child.wait(10) == 0
    assert answers(successor)
    successor.stop()


def test_an_orphaned_redis_is_stopped_first(run_folder: Path) -> None:
    orphan, successor = Broker(run_folder), Broker(run_folder)
    orphan.start()
    assert orphan.child
    successor.start()
    assert orphan.child.wait(10) == 0
    successor.stop()


def test_redis_asks_for_its_password(run_folder: Path, request: pytest.FixtureRequest) -> None:
    broker = Broker(run_folder)
    broker.start()
    request.addfinalizer(broker.stop)
    answer = subprocess.run(
        ["bash", "-c", f"exec 3<>/dev/tcp/127.0.0.1/{broker.port}; printf 'PING\\r\\n' >&3; head -1 <&3"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert answer.stdout.startswith("-NOAUTH")


def test_a_process_is_known_by_where_it_works(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    child = subprocess.Popen(["sleep", "600"], cwd=tmp_path)
    request.addfinalizer(child.wait)
    request.addfinalizer(lambda: child.send_signal(signal.SIGKILL))
    assert works_in(child.pid, tmp_path)
    assert not works_in(child.pid, tmp_path.parent)


def test_a_server_lives_outside_a_closed_home(
    tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Root lends PostgreSQL to an account that cannot enter root's home; anybody else keeps it at home."""
    home = tmp_path / "een huis"
    home.mkdir(mode=0o700)
    server = Postgres(home, durable=False)
    request.addfinalizer(lambda: remove_outside(server, home))
    request.addfinalizer(server.stop)
    server.start()
    assert answers(server)


def remove_outside(server: Postgres, home: Path) -> None:
    if not server.data.is_relative_to(home):
        subprocess.run(["rm", "-r", server.data.parent], check=True)
