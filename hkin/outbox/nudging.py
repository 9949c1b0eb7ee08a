"""The accelerator: hand due letters to the workers. The table is the queue of record, so every publish may fail."""

import logging
from datetime import timedelta
from time import monotonic
from uuid import UUID

from celery import current_app
from django.db import connection, transaction
from django.utils import timezone

from hkin.outbox.models import Letter

QUEUE_LEASE = timedelta(seconds=60)
SWEEP_SIZE = 500
QUIET_SECONDS = 5.0

logger = logging.getLogger(__name__)


class _Quiet:
    """After a failed nudge this process leaves the broker alone for a while."""

    until = 0.0


def nudge_after_commit() -> None:
    """Ask for one sweep when this transaction commits, however many letters it posts."""
    if not any(callback is nudge for _, callback, *_ in connection.run_on_commit):
        transaction.on_commit(nudge, robust=True)


def nudge() -> None:
    """One attempt to reach the broker; a failure costs only time, deliver_due sends the letters."""
    if monotonic() < _Quiet.until:
        return
    try:
        _publish("outbox.sweep")
    except Exception as error:  # every broker library has its own
        _Quiet.until = monotonic() + QUIET_SECONDS
        logger.warning("The broker took no nudge: %s", type(error).__name__)


def sweep() -> bool:
    """Hand each due letter to the workers once. False when the broker stopped answering halfway."""
    queued = lease_unqueued()
    for position, uuid in enumerate(queued):
        try:
            _publish("outbox.deliver", str(uuid))
        except Exception as error:
            logger.warning("The broker took no letter: %s", type(error).__name__)
            Letter.objects.filter(uuid__in=queued[position:]).update(queued_until=timezone.now())
            return False
    return True


def lease_unqueued() -> list[UUID]:
    with transaction.atomic():
        due = Letter.objects.due().filter(queued_until=None).select_for_update(skip_locked=True)
        uuids = list(due.values_list("uuid", flat=True)[:SWEEP_SIZE])
        Letter.objects.filter(uuid__in=uuids).update(queued_until=timezone.now() + QUEUE_LEASE)
    return uuids


def _publish(task: str, *ids: str) -> None:
    # A blank representation would be filled in by the worker: it must be something.
    current_app.send_task(
        task, args=ids, ignore_result=True, expires=QUEUE_LEASE.seconds, argsrepr="(-)", kwargsrepr="{-}"
    )
