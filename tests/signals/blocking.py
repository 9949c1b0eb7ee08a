"""Two at once: one waits for what the other holds."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread
from time import monotonic

from django.db import connection


def in_thread(work: Callable[[], object]) -> Thread:
    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    return thread


def wait_for_blocked(count: int) -> None:
    deadline, pause = monotonic() + 10, Event()
    while True:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
            )
            if cursor.fetchone()[0] >= count:
                return
        assert monotonic() < deadline, "nobody waits for a lock"
        pause.wait(0.02)
