"""What goes wrong, and when: a plan made from a seed, and the `kill -9` that carries it out."""

import os
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

import psutil

from hkin.devstack.binaries import redis_program
from hkin.devstack.broker import Broker
from hkin.devstack.children import start_child
from hkin.devstack.launcher import say
from hkin.devstack.trial_site import TrialSite

#: What may go, and for how many seconds it stays away at least and at most.
ABSENCES = {
    "worker": (1.0, 6.0),
    "deliver": (1.0, 6.0),
    "redis": (1.0, 6.0),
    "redis hangs": (1.0, 4.0),
    # Their parents start another by themselves. PostgreSQL then drops every connection and recovers from its log.
    "gunicorn worker": (0.0, 0.0),
    "postgres process": (0.0, 0.0),
}
SAME_SERVER = {"redis hangs": "redis"}
BETWEEN = (1.0, 4.0)


@dataclass(frozen=True, order=True)
class Fault:
    """Seconds since the start."""

    at: float
    until: float
    what: str

    @property
    def of(self) -> str:
        return SAME_SERVER.get(self.what, self.what)


def plan(*, seed: int, seconds: float) -> list[Fault]:
    """Every kind once before one comes again. They overlap, but what is away does not go away again."""
    dice = Random(seed)  # noqa: S311  chance must be repeatable here
    faults: list[Fault] = []
    waiting: list[str] = []
    at = dice.uniform(*BETWEEN)
    while at < seconds:
        waiting = waiting or dice.sample(list(ABSENCES), len(ABSENCES))
        fault = Fault(at, at + dice.uniform(*ABSENCES[waiting[0]]), waiting[0])
        if all(each.until < at for each in faults if each.of == fault.of):
            faults.append(fault)
            waiting.pop(0)
        at += dice.uniform(*BETWEEN)
    return faults


def carry_out(faults: Sequence[Fault], site: TrialSite) -> Counter[str]:
    """Return how often each was done. Children follow the thread that starts them, so call this from the main one."""
    done: Counter[str] = Counter()
    started = time.monotonic()
    for at, step, what in _steps(faults, site):
        time.sleep(max(0.0, started + at - time.monotonic()))
        step()
        if what:
            say(f"kill -9: {what}" if what != "redis hangs" else what)
            done[what] += 1
    return done


def _steps(faults: Sequence[Fault], site: TrialSite) -> Iterator[tuple[float, Callable[[], None], str]]:
    steps = []
    for fault in faults:
        away, back = _ways(fault.what, site)
        steps += [(fault.at, away, fault.what), (fault.until, back, "")]
    yield from sorted(steps, key=lambda step: step[0])


def _ways(what: str, site: TrialSite) -> tuple[Callable[[], None], Callable[[], None]]:
    """How it goes, and how it comes back."""
    if what == "redis":
        return lambda: kill_broker(site.broker), lambda: restart_broker(site.broker)
    if what == "redis hangs":
        return lambda: _tell(site.broker, signal.SIGSTOP), lambda: _tell(site.broker, signal.SIGCONT)
    if what == "gunicorn worker":
        return lambda: kill_one_child(site.crew.members["web"]), lambda: None
    if what == "postgres process":
        return lambda: kill_one_child(site.postgres.child), lambda: None
    return lambda: kill_member(site, what), lambda: site.start(what)


def kill_member(site: TrialSite, name: str) -> None:
    """With all it started: a member has a session of its own."""
    member = site.crew.members[name]
    os.killpg(member.pid, signal.SIGKILL)
    member.wait()


def kill_one_child(parent: subprocess.Popen[bytes] | None) -> None:
    children = psutil.Process(parent.pid).children() if parent else []
    if children:
        children[-1].kill()


def kill_broker(broker: Broker) -> None:
    _tell(broker, signal.SIGKILL)
    if broker.child:
        broker.child.wait()


def restart_broker(broker: Broker) -> None:
    """At the same address, with what its append-only file kept."""
    with broker.log.open("ab") as log:
        command = [redis_program(), broker.data / "redis.conf"]
        broker.child = start_child(command, ending=signal.SIGTERM, output=log.fileno())


def _tell(broker: Broker, number: signal.Signals) -> None:
    if broker.child:
        broker.child.send_signal(number)
