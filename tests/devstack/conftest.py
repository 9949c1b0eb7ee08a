"""A run folder of its own for each test, reachable for the account that runs PostgreSQL."""

import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.devstack.launch import Launch


@pytest.fixture
def run_folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="hkin-test-")).resolve()
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


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
