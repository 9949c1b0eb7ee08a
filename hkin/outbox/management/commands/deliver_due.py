"""The process beside web, worker and beat that sees to it that due letters leave, broker or no broker."""

import logging
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from hkin.outbox.delivery import deliver
from hkin.outbox.health import broker_answers
from hkin.outbox.jobs import beat
from hkin.outbox.models import Letter
from hkin.outbox.nudging import sweep

PASS_SIZE = 50
SECONDS_PER_LETTER = 45

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Hand due letters to the workers, or deliver them here when the broker or the workers do not answer."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--forever", action="store_true", help="keep going until SIGTERM")
        parser.add_argument("--every", type=float, default=15, help="seconds between two looks (15)")

    def handle(self, *, forever: bool, every: float, **_options: Any) -> None:
        stopping = Event()
        if not forever:
            deliver_due(stopping)
            return
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopping.set())
        while not stopping.is_set():
            handled = _deliver_due_or_log(stopping)
            stopping.wait(0 if handled == PASS_SIZE else every)


def deliver_due(stopping: Event) -> int:
    """Nudge the workers; deliver what nobody took up. The number of letters tried here."""
    beat("deliver")
    if broker_answers():
        sweep()
    left_over = list(Letter.objects.unattended().values_list("uuid", flat=True)[:PASS_SIZE])
    for uuid in left_over:
        if stopping.is_set():
            break
        with _at_most(SECONDS_PER_LETTER):
            deliver(uuid)
        beat("deliver")
    return len(left_over)


def _deliver_due_or_log(stopping: Event) -> int:
    """A database that is away comes back; this process is there when it does."""
    try:
        close_old_connections()
        return deliver_due(stopping)
    except Exception as error:
        logger.warning("Looking for due letters failed: %s", type(error).__name__)
        return 0


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    """A mail server that drips one byte at a time never meets the timeout of its socket."""

    def stop(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
