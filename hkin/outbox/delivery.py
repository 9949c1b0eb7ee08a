"""One letter, one attempt: claim it, talk to the mail server, write down what came of it.

The attempt is committed before the mail server is called, so a letter that kills its worker runs out of attempts too.
"""

import logging
import random
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from uuid import UUID

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from hkin.outbox.failures import MailServerAway, NotAccepted, error_kind, is_permanent
from hkin.outbox.hooks import open_address
from hkin.outbox.letters import compose
from hkin.outbox.models import Letter

MAX_ATTEMPTS = 12
ATTEMPT_LEASE = timedelta(seconds=90)  # longer than the hard time limit of a task
MAIL_SERVER_PATIENCE = timedelta(days=3)

logger = logging.getLogger(__name__)
_dice = random.SystemRandom()


def deliver(uuid: UUID) -> None:
    letter = claim(uuid)
    if letter is None:
        return
    with _closed_quietly(get_connection()) as server:
        try:
            has_left = _send(letter, server)
        except Exception as error:
            mark_failed(letter, error)
        else:
            mark = mark_sent if has_left else mark_needless
            mark(letter)


def claim(uuid: UUID) -> Letter | None:
    """Take a due letter for one attempt. None when it is not due, or when somebody else has it."""
    with transaction.atomic(durable=True):
        letter = Letter.objects.due().select_for_update(skip_locked=True).filter(uuid=uuid).first()
        if letter is None:
            return None
        letter.queued_until = None
        spent = letter.attempts >= MAX_ATTEMPTS
        if spent:  # the last attempt never came back to say how it went
            letter.state, letter.error = Letter.State.UNDELIVERABLE, letter.error or "NeverFinished"
        else:
            letter.attempts += 1
            letter.next_attempt_at = timezone.now() + ATTEMPT_LEASE
        letter.save(update_fields=["state", "error", "attempts", "next_attempt_at", "queued_until"])
    return None if spent else letter


def mark_sent(letter: Letter) -> None:
    # Whatever happened to the row meanwhile: the mail is out.
    Letter.objects.filter(pk=letter.pk).update(
        state=Letter.State.SENT, sent_at=timezone.now(), sealed_address=None, error="", queued_until=None
    )


def mark_needless(letter: Letter) -> None:
    Letter.objects.waiting().filter(pk=letter.pk).update(
        state=Letter.State.WITHDRAWN, sealed_address=None, error="", queued_until=None
    )


def mark_failed(letter: Letter, error: Exception) -> None:
    now = timezone.now()
    server_away = isinstance(error, MailServerAway) and now - letter.not_before < MAIL_SERVER_PATIENCE
    gives_up = is_permanent(error) or (letter.attempts >= MAX_ATTEMPTS and not server_away)
    logger.warning("Letter %s of kind %s failed: %s", letter.uuid, letter.kind, error_kind(error))
    Letter.objects.waiting().filter(pk=letter.pk, attempts=letter.attempts).update(
        state=Letter.State.UNDELIVERABLE if gives_up else Letter.State.WAITING,
        attempts=min(letter.attempts, MAX_ATTEMPTS - 1) if server_away else letter.attempts,
        next_attempt_at=next_attempt(letter.attempts, now),
        error=error_kind(error),
    )


def next_attempt(attempts: int, now: datetime) -> datetime:
    return now + timedelta(seconds=min(3600, 2**attempts) * _dice.uniform(0.5, 1))


def _send(letter: Letter, server: BaseEmailBackend) -> bool:
    """False when there is nothing to tell any more."""
    mail = compose(letter, open_address(letter.sealed_address or b""))
    if mail is None:
        return False
    try:
        server.open()
    except Exception as error:
        raise MailServerAway(type(error).__name__) from error
    if server.send_messages([mail]) != 1:
        raise NotAccepted
    return True


@contextmanager
def _closed_quietly(server: BaseEmailBackend) -> Iterator[BaseEmailBackend]:
    try:
        yield server
    finally:
        with suppress(Exception):
            server.close()
