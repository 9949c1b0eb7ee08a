"""A fresh clone is made ready once, and again only when what it needs has changed."""

import re
import subprocess
from pathlib import Path

import pytest

from hkin.devstack import bootstrap


@pytest.fixture
def steps(tmp_path: Path) -> list[str]:
    return []


def test_a_step_is_done_once(tmp_path: Path, steps: list[str]) -> None:
    for _ in range(2):
        bootstrap.once(tmp_path / "stamp", "versions", lambda: steps.append("done"))
    assert steps == ["done"]


def test_it_is_done_again_when_the_versions_change(tmp_path: Path, steps: list[str]) -> None:
    for versions in ("old", "new"):
        bootstrap.once(tmp_path / "stamp", versions, lambda: steps.append("done"))
    assert steps == ["done", "done"]


def test_a_step_that_was_broken_off_is_done_again(tmp_path: Path, steps: list[str]) -> None:
    def break_off() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bootstrap.once(tmp_path / "stamp", "versions", break_off)
    bootstrap.once(tmp_path / "stamp", "versions", lambda: steps.append("done"))
    assert steps == ["done"]


def test_the_installer_comes_from_the_lock_file_too() -> None:
    lines = bootstrap.lines_of("uv").splitlines()
    assert re.match(r"uv==[\d.]+ \\$", lines[0])
    assert all(line.lstrip().startswith(("--hash=sha256:", "#")) for line in lines[1:])


def test_it_runs_on_a_python_that_has_nothing_installed() -> None:
    source = Path(bootstrap.__file__).read_text()
    imported = {line.split()[1].partition(".")[0] for line in source.splitlines() if re.match(r"(import|from) ", line)}
    subprocess.run(["python3", "-I", "-S", "-c", f"import {', '.join(sorted(imported))}"], check=True)
