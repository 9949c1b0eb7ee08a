"""Point a process at the embedded servers that `make run` started, unless the environment names real ones."""

import fcntl
import os
from pathlib import Path

RUN_FOLDER = Path(__file__).resolve().parents[2] / ".run"


def is_running(folder: Path) -> bool:
    """Whether a launcher holds this run folder; its lock ends with it, however it ends."""
    try:
        with (folder / "lock").open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


def use_running_servers(folder: Path = RUN_FOLDER) -> None:
    """Read `.run/env` (NAME=value lines) into the environment, names already set excepted."""
    if "DATABASE_URL" in os.environ or not is_running(folder):
        return
    for line in (folder / "env").read_text().splitlines():
        name, _, value = line.partition("=")
        os.environ.setdefault(name, value)
