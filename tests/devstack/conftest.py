"""A run folder of its own for each test, reachable for the account that runs PostgreSQL."""

import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from hkin.devstack.postgres import Postgres
from tests.devstack.launch import Launch


@contextmanager
def reachable_folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="hkin-test-")).resolve()
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def stopped_postgres() -> Iterator[Path]:
    """A cluster that was made once, to be copied: making one costs more than all the rest of a start."""
    with reachable_folder() as folder:
        server = Postgres(folder, durable=False)
        server.start()
        server.stop()
        yield server.data


@pytest.fixture
def run_folder(stopped_postgres: Path) -> Iterator[Path]:
    with reachable_folder() as folder:
        subprocess.run(["cp", "-a", stopped_postgres, folder / stopped_postgres.name], check=True)
        yield folder


@pytest.fixture
def start(run_folder: Path) -> Iterator[Callable[..., Launch]]:
    """Start the site from the folder of this test; whatever still runs at the end is stopped."""
    launches: list[Launch] = []

    def start_one(**variables: str) -> Launch:
        launches.append(Launch(run_folder, **variables))
        return launches[-1]

    yield start_one
    for each in launches:
        if each.process.poll() is None:
            each.end(signal.SIGTERM)
