"""Two schedulers start the same job: it is done once, and a job that broke is done by somebody else."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from hkin.outbox.jobs import JOB_LEASE, beat, once
from hkin.outbox.models import Heartbeat, JobSlot

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_schedulers_one_does_the_work():
    start = Barrier(4)

    def scheduler(_: int) -> bool:
        start.wait(10)
        try:
            with once("digest", "2026-11-21") as mine:
                return mine
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as schedulers:
        assert sorted(schedulers.map(scheduler, range(4))) == [False, False, False, True]


def test_the_next_period_is_another_job():
    with once("digest", "2026-11-21"), once("digest", "2026-11-22") as mine:
        assert mine


def test_a_finished_job_is_not_done_again(time_machine):
    with once("digest", "2026-11-21"):
        pass
    time_machine.move_to(timezone.now() + timedelta(days=3))
    with once("digest", "2026-11-21") as mine:
        assert not mine


def test_a_job_that_raised_is_free_at_once():
    with pytest.raises(ZeroDivisionError), once("digest", "2026-11-21"):
        _ = 1 / 0
    with once("digest", "2026-11-21") as mine:
        assert mine


def test_a_job_whose_worker_was_killed_is_taken_over_after_its_lease(time_machine):
    JobSlot.objects.create(job="digest", period="2026-11-21", leased_until=timezone.now() + JOB_LEASE)
    with once("digest", "2026-11-21") as mine:
        assert not mine
    time_machine.move_to(timezone.now() + JOB_LEASE + timedelta(seconds=1))
    with once("digest", "2026-11-21") as mine:
        assert mine


def test_a_sign_of_life_replaces_the_one_before():
    beat("worker")
    before = Heartbeat.objects.get().at
    beat("worker")
    assert Heartbeat.objects.get().at > before
