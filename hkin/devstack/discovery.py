"""Point a process at the embedded servers that `make run` started, unless the environment names real ones."""

import os
from pathlib import Path

ENV_FILE = Path(__file__).resolve().parents[2] / ".run" / "env"


def use_running_servers() -> None:
    """Read `.run/env` (NAME=value lines) into the environment, names already set excepted."""
    if "DATABASE_URL" in os.environ or not ENV_FILE.exists():
        return
    for line in ENV_FILE.read_text().splitlines():
        name, _, value = line.partition("=")
        os.environ.setdefault(name, value)
