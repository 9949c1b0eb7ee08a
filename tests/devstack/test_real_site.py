"""The real site starts from nothing with `make run`, and from what was left with the next one."""

import signal
import urllib.request
from collections.abc import Callable
from pathlib import Path

from hkin.devstack.keys import read_lines
from tests.devstack.launch import Launch

PARTS = ("gunicorn", "worker", "beat", "deliver_due", "mailsink")


def commands(site: Launch) -> str:
    return "\n".join(" ".join(process.cmdline()) for process in site.started)


def login_page(folder: Path) -> str:
    address = read_lines(folder / "env")["HKIN_BASE_URL"]
    with urllib.request.urlopen(f"{address}/inloggen/", timeout=20) as answer:
        return str(answer.read().decode())


def test_it_starts_from_nothing_and_again_after_a_kill(start: Callable[..., Launch], run_folder: Path) -> None:
    first = start(module="hkin.devstack")
    assert [part for part in PARTS if part not in commands(first)] == []
    assert "<form" in login_page(run_folder)
    first.end(signal.SIGKILL)
    assert first.left_behind() == []

    second = start(module="hkin.devstack")
    assert "<form" in login_page(run_folder)
    assert second.end(signal.SIGINT) == 0
    assert second.left_behind() == []
