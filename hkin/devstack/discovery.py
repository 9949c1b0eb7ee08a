"""Point a process at the embedded servers that `make run` started, unless the environment names real ones."""

import os
from pathlib import Path

from hkin.devstack.keys import read_lines
from hkin.devstack.run_folder import RUN_FOLDER, is_held


def use_running_servers(folder: Path = RUN_FOLDER) -> None:
    """Read `.run/env` (NAME=value lines) into the environment, names already set excepted."""
    if "DATABASE_URL" in os.environ or not is_held(folder):
        return
    for name, value in read_lines(folder / "env").items():
        os.environ.setdefault(name, value)
