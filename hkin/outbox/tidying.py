"""What the outbox forgets by itself. Inbox lines go with what they are about: see `forget` in actions.py."""

from datetime import timedelta

from django.utils import timezone

from hkin.outbox.models import JobSlot, Letter

KEEP_CLOSED = timedelta(days=30)
KEEP_FAILED = timedelta(days=90)
KEEP_SLOTS = timedelta(days=400)  # longer than the longest period of a job


def remove_outdated() -> None:
    now = timezone.now()
    Letter.objects.outdated(closed_before=now - KEEP_CLOSED, failed_before=now - KEEP_FAILED).delete()
    JobSlot.objects.filter(finished_at__lt=now - KEEP_SLOTS).delete()
