"""Periodic work that is done once, however many processes start it, and a sign of life from each of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.utils import timezone

from hkin.outbox.models import Heartbeat, JobSlot

JOB_LEASE = timedelta(minutes=5)


@contextmanager
def once(job: str, period: str, *, lease: timedelta = JOB_LEASE) -> Iterator[bool]:
    """True for one caller per period. A job that raises may be done again at once, one that was killed after its lease.

    with once("digest", "2026-11-21T07") as mine:
        if mine: ...
    """
    if not _take(job, period, lease):
        yield False
        return
    slot = JobSlot.objects.filter(job=job, period=period)
    try:
        yield True
    except BaseException:
        slot.update(leased_until=timezone.now())
        raise
    slot.update(finished_at=timezone.now())


def beat(*names: str) -> None:
    now = timezone.now()
    Heartbeat.objects.bulk_create(
        [Heartbeat(name=name, at=now) for name in sorted(names)],
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["at"],
    )


def _take(job: str, period: str, lease: timedelta) -> bool:
    now = timezone.now()
    expired = now - timedelta(microseconds=1)
    JobSlot.objects.bulk_create([JobSlot(job=job, period=period, leased_until=expired)], ignore_conflicts=True)
    free = JobSlot.objects.filter(job=job, period=period, finished_at=None, leased_until__lt=now)
    return free.update(leased_until=now + lease) == 1
