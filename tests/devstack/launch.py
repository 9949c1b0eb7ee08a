"""Start a launcher as a person does, look at what it started, and see whether that is gone."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil

from hkin.devstack.plan import ROOT

EMBEDDED = {"postgres", "redis-server", "valkey-server"}
SERVER_NAMES = ("DATABASE_URL", "REDIS_URL", "HKIN_OWNER_DATABASE_URL", "HKIN_RETENTION_DATABASE_URL")
READY = "Ctrl-C stops everything."


class Launch:
    def __init__(self, folder: Path, *, module: str = "tests.devstack.small_site", **variables: str) -> None:
        """Start and read until the site answers; a variable named in `variables` replaces the one of the tests."""
        dropped = {*SERVER_NAMES, "MAKELEVEL", "PYTEST_CURRENT_TEST"}
        surroundings = {name: value for name, value in os.environ.items() if not name.startswith("HKIN_")}
        self.process = subprocess.Popen(
            [sys.executable, "-u", "-m", module, str(folder)],
            cwd=ROOT,
            env={name: value for name, value in surroundings.items() if name not in dropped} | variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.lines = self._read_until_ready()
        self.started = psutil.Process(self.process.pid).children(recursive=True) if self.is_ready else []

    @property
    def is_ready(self) -> bool:
        return any(READY in line for line in self.lines)

    @property
    def said(self) -> str:
        return "".join(self.lines)

    def _read_until_ready(self) -> list[str]:
        lines: list[str] = []
        assert self.process.stdout
        for line in self.process.stdout:
            lines.append(line)
            if READY in line:
                break
        return lines

    def named(self, *names: str) -> list[psutil.Process]:
        """The processes it started, by the name of their program."""
        return [each for each in self.started if is_alive(each) and each.name() in names]

    def end(self, with_signal: signal.Signals) -> int:
        self.process.send_signal(with_signal)
        return self.finish()

    def finish(self) -> int:
        rest, _ = self.process.communicate(timeout=30)
        self.lines.append(rest)
        return self.process.returncode

    def left_behind(self) -> list[psutil.Process]:
        """What of all that was started still lives ten seconds from now at the latest."""
        _, alive = psutil.wait_procs([each for each in self.started if is_alive(each)], timeout=10)
        return [each for each in alive if is_alive(each)]


def is_alive(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
