"""Facts about delivery for the health page: numbers, no content."""

from datetime import timedelta

from celery import current_app
from django.db.models import Min
from django.utils import timezone
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from hkin.outbox.models import Heartbeat, Letter

PROBE_SECONDS = 0.25
PROCESSES = ("worker", "beat", "deliver")
#: Each process gives a sign of life at least twice a minute.
LONGEST_QUIET = timedelta(minutes=3)
LONGEST_WAIT = timedelta(minutes=5)


def oldest_waiting_age() -> timedelta | None:
    """How long the letter that waits longest should have been out by now."""
    now = timezone.now()
    oldest = Letter.objects.waiting().filter(not_before__lte=now).aggregate(oldest=Min("not_before"))["oldest"]
    return None if oldest is None else now - oldest


def heartbeat_ages() -> dict[str, timedelta]:
    """By name: "beat", "worker", "deliver". A name that never lived is absent."""
    now = timezone.now()
    return {name: now - at for name, at in Heartbeat.objects.values_list("name", "at")}


def undeliverable_count() -> int:
    return Letter.objects.undeliverable().count()


def broker_answers(*, timeout: float = PROBE_SECONDS) -> bool:
    """One try: the client's own retries take seconds on a dead port."""
    try:
        broker = Redis.from_url(
            current_app.conf.broker_url,
            socket_connect_timeout=timeout,
            socket_timeout=timeout,
            retry=Retry(NoBackoff(), 0),
        )
        with broker:
            return bool(broker.ping())
    except (RedisError, OSError):
        return False
