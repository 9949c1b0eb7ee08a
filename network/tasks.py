"""What beat starts for the directory. No task takes an argument; each period is worked once."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from hkin.outbox.jobs import once
from network.actions.joint import settle_delays as settle


@shared_task(name="network.settle_delays")
def settle_delays() -> None:
    now = timezone.localtime()
    tenth = now.replace(minute=now.minute // 10 * 10)
    with once("network.settle_delays", f"{tenth:%Y-%m-%dT%H:%M%z}") as mine:
        if mine:
            settle()
