"""The order of events of `make run`: lock, servers, database, processes, an address to open; and the way back.

Everything that starts here also ends here; even `kill -9` of this process takes the rest along (children.py).
"""

import http.client
import os
import signal
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from types import FrameType

from hkin.devstack.children import follow_parent
from hkin.devstack.crew import Crew
from hkin.devstack.keys import demo_keys, read_lines, write_lines
from hkin.devstack.plan import ROOT, Process, choose_port, environment
from hkin.devstack.run_folder import hold
from hkin.devstack.servers import Servers

STARTED_AT = time.monotonic()
ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def say(line: str) -> None:
    print(f"[{time.monotonic() - STARTED_AT:5.1f} s] {line}", flush=True)


def launch(
    folder: Path,
    *,
    prepare: Callable[[Mapping[str, str]], str],
    processes: Callable[[Path, Mapping[str, str]], dict[str, Process]],
) -> int:
    """Run until a signal (0) or until a part ends by itself (1). `prepare` returns a text about the demo users."""
    end_on_signals()
    folder.mkdir(mode=0o711, parents=True, exist_ok=True)
    lock = hold(folder)
    if lock is None:
        say(f"HKIN already runs from here: {read_lines(folder / 'env').get('HKIN_BASE_URL')}/")
        return 1
    with lock, ExitStack() as stack:
        port = choose_port(os.environ.get("HKIN_PORT", ""))
        say("starting the servers")
        servers = Servers(folder, stack)
        variables = environment(folder, demo_keys(folder), port=port, addresses=servers.addresses)
        write_lines(folder / "env", variables)
        stack.callback((folder / "env").unlink, missing_ok=True)
        say("preparing the database")
        users = prepare(variables)
        say("starting the site")
        crew = Crew(ROOT)
        stack.callback(crew.stop)
        for name, process in processes(folder, variables).items():
            crew.start(name, process.command, {**os.environ, **variables, **process.variables})
        announced = False
        while not (gone := crew.ended() or servers.ended()):
            if not announced and answers(port):
                announce(variables, users)
                announced = True
            time.sleep(0.1)
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


def answers(port: int) -> bool:
    """Whether the web process has read its code and can answer, be it with an error."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/gezond/")
        connection.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True


def announce(variables: Mapping[str, str], users: str) -> None:
    say(f"HKIN runs at {variables['HKIN_BASE_URL']}/")
    for line in (
        *users.splitlines(),
        f"Password of every demo user: {variables['HKIN_DEMO_PASSWORD']}",
        f"Letters lie in {variables['HKIN_MAIL_FOLDER']}",
        "Ctrl-C stops everything.",
    ):
        print(f"          {line}", flush=True)
