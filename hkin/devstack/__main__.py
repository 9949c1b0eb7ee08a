"""`make run`: embedded servers, a migrated database with the demo in it, and the site, until Ctrl-C.

Servers whose address is in DATABASE_URL or REDIS_URL are used as they are. Everything that starts here also ends
here; even `kill -9` of this process takes the rest along (children.py).
"""

import fcntl
import http.client
import os
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from types import FrameType
from typing import IO

from hkin.devstack.broker import Broker
from hkin.devstack.children import follow_parent
from hkin.devstack.crew import Crew
from hkin.devstack.keys import demo_keys, read_lines, write_lines
from hkin.devstack.plan import ROOT, choose_port, command_exists, environment, processes
from hkin.devstack.postgres import Postgres

STARTED_AT = time.monotonic()
ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def say(line: str) -> None:
    print(f"[{time.monotonic() - STARTED_AT:5.1f} s] {line}", flush=True)


def main() -> int:
    end_on_signals()
    folder = Path(os.environ.get("HKIN_RUN_FOLDER") or ROOT / ".run").resolve()
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        stack.enter_context(hold(folder))
        port = choose_port(os.environ.get("HKIN_PORT", ""))
        variables = environment(folder, demo_keys(folder), port=port, servers=start_servers(folder, stack))
        write_lines(folder / "env", variables)
        stack.callback((folder / "env").unlink, missing_ok=True)
        users = prepare_database(variables)
        crew = Crew(ROOT)
        stack.callback(crew.stop)
        for name, (command, role) in processes(folder, variables).items():
            crew.start(name, command, os.environ | variables | {"HKIN_PROCESS": role, "PYTHONUNBUFFERED": "1"})
        announce(crew, variables, users)
        while (gone := crew.ended()) is None:
            time.sleep(0.2)
        say(f"{gone} ended by itself, so everything stops")
        return 1


def end_on_signals() -> None:
    """Leave once and cleanly; whoever presses Ctrl-C twice does not disturb the stopping."""

    def leave(number: int, frame: FrameType | None) -> None:  # noqa: ARG001
        for each in ENDINGS:
            signal.signal(each, signal.SIG_IGN)
        say("stopping")
        raise SystemExit(0)

    for each in ENDINGS:
        signal.signal(each, leave)
    if "MAKELEVEL" in os.environ:
        follow_parent(signal.SIGTERM)  # `kill -9` of make


def hold(folder: Path) -> IO[bytes]:
    """The lock that tells `manage.py`, and a second start, that the site runs from this folder."""
    lock = (folder / "lock").open("wb")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        address = read_lines(folder / "env").get("HKIN_BASE_URL", "") if (folder / "env").exists() else ""
        raise SystemExit(f"HKIN already runs from this folder {address}") from None
    return lock


def start_servers(folder: Path, stack: ExitStack) -> dict[str, str]:
    addresses: dict[str, str] = {}
    if not os.environ.get("DATABASE_URL"):
        postgres = Postgres(folder)
        stack.callback(postgres.stop)
        postgres.start()
        say("PostgreSQL is ready")
        addresses |= {
            "DATABASE_URL": postgres.url("hkin_web"),
            "HKIN_OWNER_DATABASE_URL": postgres.url(),
            "HKIN_RETENTION_DATABASE_URL": postgres.url("hkin_retention"),
        }
    if not os.environ.get("REDIS_URL"):
        broker = Broker(folder)
        stack.callback(broker.stop)
        broker.start()
        say("Redis is ready")
        addresses["REDIS_URL"] = broker.url
    return addresses


def prepare_database(variables: dict[str, str]) -> str:
    """Migrate and load, as the owner of the tables; return what `load_demo` says about its users."""
    owner = os.environ | variables
    owner["DATABASE_URL"] = owner.get("HKIN_OWNER_DATABASE_URL") or owner["DATABASE_URL"]
    said = ""
    for step in (["migrate", "--verbosity", "0"], ["load_reference"], ["load_demo"]):
        if step[0] == "migrate" or command_exists(step[0]):
            command = [sys.executable, "manage.py", *step]
            said = subprocess.run(command, cwd=ROOT, env=owner, check=True, stdout=subprocess.PIPE, text=True).stdout
            say(f"{step[0]} is done")
    return said


def announce(crew: Crew, variables: dict[str, str], users: str) -> None:
    while crew.ended() is None and not answers(int(variables["HKIN_PORT"])):
        time.sleep(0.1)
    if crew.ended() is None:
        say(f"HKIN runs at {variables['HKIN_BASE_URL']}/")
        print(users.rstrip())
        print(f"Password of every demo user: {variables['HKIN_DEMO_PASSWORD']}")
        print(f"Letters lie in {variables['HKIN_MAIL_FOLDER']}. Stop with Ctrl-C.", flush=True)


def answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/gezond/")
        connection.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True


if __name__ == "__main__":
    sys.exit(main())
