"""What beat starts for the directory, where each period is worked once; and a file that somebody brings in."""

from __future__ import annotations

from collections.abc import Callable

from celery import shared_task
from django.utils import timezone

from hkin.outbox.jobs import once
from network.actions import askings, importing
from network.actions.blind import close_lapsed
from network.actions.holes import look_for_holes
from network.actions.joint import settle_delays as settle


@shared_task(name="network.settle_delays")
def settle_delays() -> None:
    now = timezone.localtime()
    tenth = now.replace(minute=now.minute // 10 * 10)
    with once("network.settle_delays", f"{tenth:%Y-%m-%dT%H:%M%z}") as mine:
        if mine:
            settle()


@shared_task(name="network.look_after_askings")
def look_after_askings() -> None:
    _daily("look_after_askings", askings.look_after_askings)


@shared_task(name="network.remind_of_contests")
def remind_of_contests() -> None:
    _daily("remind_of_contests", askings.remind_of_contests)


@shared_task(name="network.work_on_import", soft_time_limit=150, time_limit=170)
def work_on_import(uuid: str) -> None:
    importing.work_on(uuid)


@shared_task(name="network.pick_up_imports")
def pick_up_imports() -> None:
    """More than once does no harm: who works on a file has it alone."""
    importing.pick_up_imports()


@shared_task(name="network.find_holes")
def find_holes() -> None:
    _daily("find_holes", look_for_holes)


@shared_task(name="network.close_blind_rounds")
def close_blind_rounds() -> None:
    _daily("close_blind_rounds", close_lapsed)


def _daily(job: str, work: Callable[[], object]) -> None:
    with once(f"network.{job}", f"{timezone.localdate():%Y-%m-%d}") as mine:
        if mine:
            work()
