"""A site without Django to try the launcher on: `python -m tests.devstack.small_site FOLDER`."""

import sys
from collections.abc import Mapping
from pathlib import Path

from hkin.devstack.launcher import launch
from hkin.devstack.plan import Process


def prepare(variables: Mapping[str, str]) -> str:
    return f"sanne, ready for {variables['DATABASE_URL']}"


def processes(folder: Path, variables: Mapping[str, str]) -> dict[str, Process]:
    web = [sys.executable, "-m", "http.server", variables["HKIN_PORT"], "--bind", "127.0.0.1", "--directory", "tests"]
    return {"web": Process(web, {}), "worker": Process(["sleep", "600"], {})}


if __name__ == "__main__":
    sys.exit(launch(Path(sys.argv[1]), prepare=prepare, processes=processes))
