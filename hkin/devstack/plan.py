"""What the site is made of when it runs on one machine: its environment and its processes."""

import os
import socket
import sys
from pathlib import Path

from hkin.devstack.broker import free_port

ROOT = Path(__file__).resolve().parents[2]
DEFAULT_PORT = 8000
PORTS_TO_TRY = 20


def choose_port(wanted: str) -> int:
    """The port asked for, or else the first free one from 8000 up, so that two checkouts can run side by side."""
    candidates = [int(wanted)] if wanted else list(range(DEFAULT_PORT, DEFAULT_PORT + PORTS_TO_TRY))
    for port in candidates:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise SystemExit(f"Port {candidates[0]} is taken; choose another one: HKIN_PORT=8123 make run")


def environment(folder: Path, keys: dict[str, str], *, port: int, servers: dict[str, str]) -> dict[str, str]:
    """The variables of every process of the site; what the caller's environment already says goes first."""
    defaults = servers | keys
    defaults |= {
        "HKIN_ALLOWED_HOSTS": "127.0.0.1,localhost",
        "HKIN_BASE_URL": f"http://127.0.0.1:{port}",
        "HKIN_DEMO": "true",
        "HKIN_HTTPS": "false",
        "HKIN_MAIL_FOLDER": str(folder / "mail"),
        "HKIN_MAIL_HOST": "127.0.0.1",
        "HKIN_MAIL_PORT": str(free_port()),
        "HKIN_SEALED_ROOT": str(folder / "sealed"),
        "HKIN_STATIC_COLLECTED": "false",
    }
    given = {name: os.environ[name] for name in defaults if os.environ.get(name)}
    return defaults | given | {"HKIN_PORT": str(port)}


def processes(folder: Path, variables: dict[str, str]) -> dict[str, tuple[list[str], str]]:
    """Name -> (command, HKIN_PROCESS)."""
    python = [sys.executable, "-m"]
    celery = [*python, "celery", "--app", "hkin"]
    web = [*python, "gunicorn", "--workers", "2", "--threads", "4", "--bind", f"127.0.0.1:{variables['HKIN_PORT']}"]
    web += ["--preload", "--no-control-socket", "--log-level", "warning", "hkin.wsgi"]
    crew = {
        "web": (web, "web"),
        "worker": ([*celery, "worker", "--loglevel", "WARNING", "--concurrency", "2"], "worker"),
        "beat": ([*celery, "beat", "--loglevel", "WARNING", "--schedule", str(folder / "beat"), "--pidfile="], "beat"),
    }
    if command_exists("deliver_due"):
        crew["deliver"] = ([sys.executable, "manage.py", "deliver_due", "--forever"], "deliver")
    if "HKIN_MAIL_HOST" not in os.environ:
        sink = [*python, "hkin.devstack.mailsink", variables["HKIN_MAIL_PORT"], variables["HKIN_MAIL_FOLDER"]]
        crew["mail"] = (sink, "mail")
    return crew


def command_exists(name: str) -> bool:
    """Whether an app of ours brings this management command; asked without loading Django."""
    place = f"management/commands/{name}.py"
    return any(found for pattern in (f"*/{place}", f"*/*/{place}") for found in ROOT.glob(pattern))
