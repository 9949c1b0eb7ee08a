"""The folder a running site keeps its data and addresses in, and the lock that shows it is in use."""

import fcntl
import os
import shutil
import time
from pathlib import Path
from typing import IO

RUN_FOLDER = Path(__file__).resolve().parents[2] / ".run"
OLD_ENOUGH = 60 * 60  # seconds; a folder is made before it is locked


def hold(folder: Path) -> IO[bytes] | None:
    """Take the folder for as long as this file stays open, at most until we end; None: somebody else has it."""
    lock = (folder / "lock").open("wb")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        return None
    return lock


def is_held(folder: Path) -> bool:
    try:
        with (folder / "lock").open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


def sweep(place: Path, pattern: str) -> None:
    """Remove the folders of runs that were killed before they could do it themselves."""
    for folder in place.glob(pattern):
        found = folder.lstat()
        if found.st_uid == os.geteuid() and time.time() - found.st_mtime > OLD_ENOUGH and not is_held(folder):
            shutil.rmtree(folder, ignore_errors=True)
