"""What the site is made of when it runs on one machine: its environment, its database, its processes."""

import os
import socket
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from hkin.devstack.broker import free_port

ROOT = Path(__file__).resolve().parents[2]
DEFAULT_PORT = 8000
PORTS_TO_TRY = 20
PYTHON_M = [sys.executable, "-m"]
MANAGE = [sys.executable, "manage.py"]


@dataclass(frozen=True)
class Process:
    command: list[str]
    variables: Mapping[str, str]


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


def environment(folder: Path, keys: Mapping[str, str], *, port: int, addresses: Mapping[str, str]) -> dict[str, str]:
    """The variables of every process of the site; what the caller's environment already says goes first."""
    defaults = {
        **addresses,
        **keys,
        "HKIN_ALLOWED_HOSTS": "127.0.0.1,localhost",
        "HKIN_BASE_URL": f"http://127.0.0.1:{port}",
        "HKIN_DEMO": "true",
        "HKIN_HTTPS": "false",
        "HKIN_MAIL_FOLDER": str(folder / "mail"),
        "HKIN_MAIL_HOST": "127.0.0.1",
        "HKIN_MAIL_PORT": str(free_port()),
        "HKIN_MFA_REQUIRED": "false",
        "HKIN_SEALED_ROOT": str(folder / "sealed"),
        "HKIN_STATIC_COLLECTED": "false",
    }
    names = {*defaults, "DATABASE_URL", "REDIS_URL", "HKIN_OWNER_DATABASE_URL", "HKIN_RETENTION_DATABASE_URL"}
    given = {name: value for name, value in os.environ.items() if name in names and value}
    return defaults | given | {"HKIN_PORT": str(port)}


def prepare_database(variables: Mapping[str, str]) -> str:
    """Migrate and load, as the owner of the tables; return what `load_demo` prints: who can sign in."""
    environ = os.environ | variables
    owner = {"DATABASE_URL": environ.get("HKIN_OWNER_DATABASE_URL") or environ["DATABASE_URL"]}
    command = [*PYTHON_M, "hkin.prepare", "migrate", "load_reference", "load_demo"]
    done = subprocess.run(command, cwd=ROOT, env=environ | owner, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise SystemExit("The database could not be prepared; the reason stands above.")
    return done.stdout


def processes(folder: Path, variables: Mapping[str, str]) -> dict[str, Process]:
    # Celery warns about root; an account for each process is a matter for a server, not for a demo.
    calm = ["-W", "ignore:You're running the worker"]
    celery = [sys.executable, *calm, "-m", "celery", "--quiet", "--app", "hkin"]
    gunicorn = [*PYTHON_M, "gunicorn", "--bind", f"127.0.0.1:{variables['HKIN_PORT']}", "--workers", "2"]
    gunicorn += ["--threads", "4", "--preload", "--no-control-socket", "--log-level", "warning", "hkin.wsgi"]
    mailsink = [*PYTHON_M, "hkin.devstack.mailsink", variables["HKIN_MAIL_PORT"], variables["HKIN_MAIL_FOLDER"]]
    commands = {
        "web": gunicorn,
        "worker": [*celery, "worker", "--loglevel", "WARNING", "--concurrency", "2"],
        "beat": [*celery, "beat", "--loglevel", "WARNING", "--schedule", str(folder / "beat"), "--pidfile="],
        "deliver": [*MANAGE, "deliver_due", "--forever"],
    }
    if not os.environ.get("HKIN_MAIL_HOST"):
        commands["mail"] = mailsink
    return {
        name: Process(command, {"HKIN_PROCESS": name, "PYTHONUNBUFFERED": "1"}) for name, command in commands.items()
    }
