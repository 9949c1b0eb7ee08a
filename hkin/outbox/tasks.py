"""The door of the workers. Arguments are opaque ids, and nothing comes back."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from hkin.outbox import delivery, nudging
from hkin.outbox.digest import bundle_due_digests
from hkin.outbox.jobs import beat, once
from hkin.outbox.tidying import remove_outdated


@shared_task(name="outbox.deliver")
def deliver(uuid: str) -> None:
    delivery.deliver(UUID(uuid))


@shared_task(name="outbox.sweep")
def sweep() -> None:
    nudging.sweep()


@shared_task(name="outbox.heartbeat")
def heartbeat() -> None:
    """Sent by beat and done by a worker, so it speaks for both."""
    beat("beat", "worker")


@shared_task(name="outbox.digest")
def digest() -> None:
    with once("digest", f"{timezone.localtime():%Y-%m-%dT%H%z}") as mine:
        if mine:
            bundle_due_digests()


@shared_task(name="outbox.tidy")
def tidy() -> None:
    with once("tidy", f"{timezone.localdate():%Y-%m-%d}") as mine:
        if mine:
            remove_outdated()
