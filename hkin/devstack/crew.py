"""Processes that work as one: their lines carry a name, and when one ends they all end."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TextIO

from hkin.devstack.children import start_child, stop_children

NAME_WIDTH = 8


class Crew:
    def __init__(self, folder: Path, *, output: TextIO | None = None) -> None:
        """What the members say goes to `output`, or else to the screen."""
        self.folder = folder
        self.output = output
        self.members: dict[str, subprocess.Popen[bytes]] = {}
        self._readers: list[threading.Thread] = []

    def start(self, name: str, command: Sequence[str | Path], env: Mapping[str, str]) -> None:
        reading, writing = os.pipe()
        try:
            member = start_child(command, ending=signal.SIGTERM, output=writing, env=env, cwd=self.folder)
        finally:
            os.close(writing)
        self.members[name] = member
        reader = threading.Thread(target=_repeat, args=(name, reading, self.output), daemon=True)
        reader.start()
        self._readers.append(reader)

    def ended(self) -> str | None:
        """The name of a member that is no longer there."""
        return next((name for name, member in self.members.items() if member.poll() is not None), None)

    def stop(self) -> None:
        stop_children(self.members.values(), signal.SIGTERM)
        for reader in self._readers:
            reader.join(1)


def _repeat(name: str, reading: int, output: TextIO | None) -> None:
    with os.fdopen(reading, errors="replace") as lines:
        for line in lines:
            out = output or sys.stdout
            out.write(f"{name:>{NAME_WIDTH}} | {line}")
            out.flush()
