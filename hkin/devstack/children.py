"""Server processes that never outlive the one who started them, and what to do with those that did."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import psutil

from hkin.devstack.accounts import Account

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None)


def follow_parent(ending: signal.Signals) -> None:
    """Ask the kernel to send us `ending` when the thread that started us is gone; only Linux knows how."""
    if sys.platform == "linux":
        _libc.prctl(PR_SET_PDEATHSIG, int(ending), 0, 0, 0)


def _follow(parent: int, ending: signal.Signals) -> Callable[[], None]:
    def before_exec() -> None:
        follow_parent(ending)
        if os.getppid() != parent:
            os._exit(1)

    return before_exec


def start_child(
    command: Sequence[str | Path],
    *,
    ending: signal.Signals,
    output: int,
    account: Account | None = None,
    env: Mapping[str, str] | None = None,
    cwd: Path = Path("/"),
) -> subprocess.Popen[bytes]:
    """Start a process in a session of its own (Ctrl-C reaches only us) that gets `ending` when we die."""
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        env=env,
        cwd=cwd,
        preexec_fn=_follow(os.getpid(), ending),  # noqa: PLW1509  it touches no lock
        **(account.as_popen() if account else {}),
    )


def stop_children(children: Iterable[subprocess.Popen[bytes]], ending: signal.Signals, patience: float = 10) -> None:
    """Send `ending` to all at once; kill the session of whoever is still there after `patience` seconds."""
    alive = [child for child in children if child.poll() is None]
    for child in alive:
        child.send_signal(ending)
    give_up_at = time.monotonic() + patience
    for child in alive:
        try:
            child.wait(max(0.1, give_up_at - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def works_in(pid: int, folder: Path) -> bool:
    """Whether `pid` lives and has `folder` as its working directory: a zombie or a reused number does not."""
    try:
        process = psutil.Process(pid)
        return process.status() != psutil.STATUS_ZOMBIE and Path(process.cwd()).resolve() == folder.resolve()
    except (psutil.Error, OSError):
        return False


def stop_leftover(pid: int, folder: Path, ending: signal.Signals, patience: float = 20) -> bool:
    """Stop a server that an earlier start left behind; never signal a process that is not ours."""
    if not works_in(pid, folder):
        return False
    os.kill(pid, ending)
    give_up_at = time.monotonic() + patience
    while works_in(pid, folder):
        if time.monotonic() > give_up_at:
            os.kill(pid, signal.SIGKILL)
            give_up_at += patience
        time.sleep(0.05)
    return True
