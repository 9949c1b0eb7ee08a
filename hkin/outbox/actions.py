"""Tell somebody something, in the transaction in which it happened."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from hashlib import blake2b
from typing import Literal
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.utils import timezone

from hkin.outbox import kinds
from hkin.outbox.models import LOCAL_PATH, MARK_BYTES, Letter, Message
from hkin.outbox.nudging import nudge_after_commit

ByMail = Literal["now", "digest", "never"]


@dataclass(frozen=True, kw_only=True)
class Recipient:
    mark: bytes
    sealed_address: bytes | None
    by_mail: ByMail = "now"


def post_message(
    *,
    kind: str,
    effect: str,
    recipient_mark: bytes,
    sealed_address: bytes | None,
    municipality_id: int | None,
    reference: str = "",
    path: str = "",
    by_mail: ByMail = "now",
    not_before: datetime | None = None,
) -> None:
    """One line in an inbox and, where there is an address, one letter. The same effect tells a person only once."""
    post_messages(
        kind=kind,
        effect=effect,
        recipients=[Recipient(mark=recipient_mark, sealed_address=sealed_address, by_mail=by_mail)],
        municipality_id=municipality_id,
        reference=reference,
        path=path,
        not_before=not_before,
    )


def post_messages(
    *,
    kind: str,
    effect: str,
    recipients: Sequence[Recipient],
    municipality_id: int | None,
    reference: str = "",
    path: str = "",
    not_before: datetime | None = None,
) -> None:
    """The same to several people, in two queries."""
    kinds.require(kind)
    if not connection.in_atomic_block:
        raise RuntimeError("A message is posted in the transaction of what it tells")
    if not re.fullmatch(LOCAL_PATH, path):
        raise ValueError("A message points at a path of this site")
    now = timezone.now()
    shown_from = max(not_before or now, now)
    shared = {
        "kind": kind,
        "effect": effect_hash(effect),
        "municipality_id": municipality_id,
        "reference": reference,
        "path": path,
        "created_at": now,
        "not_before": shown_from,
    }
    messages = [Message(recipient_mark=recipient.mark, **shared) for recipient in recipients]
    letters = [
        Letter(
            recipient_mark=recipient.mark,
            sealed_address=recipient.sealed_address,
            state=Letter.State.DIGEST if recipient.by_mail == "digest" else Letter.State.WAITING,
            next_attempt_at=next_digest(shown_from) if recipient.by_mail == "digest" else shown_from,
            **shared,
        )
        for recipient in recipients
        if recipient.sealed_address and recipient.by_mail != "never"
    ]
    Message.objects.bulk_create(messages, ignore_conflicts=True)
    Letter.objects.bulk_create(letters, ignore_conflicts=True)
    if any(letter.state == Letter.State.WAITING and letter.next_attempt_at <= now for letter in letters):
        nudge_after_commit()


def post_letter(
    *, kind: str, effect: str, sealed_address: bytes, municipality_id: int | None = None, reference: str = ""
) -> None:
    """A letter without an inbox: to an address of which nobody knows yet whose it is."""
    kinds.require(kind)
    if not connection.in_atomic_block:
        raise RuntimeError("A letter is posted in the transaction of what it tells")
    mark = effect_hash(effect)
    letter = Letter(
        kind=kind,
        effect=mark,
        recipient_mark=mark,
        sealed_address=sealed_address,
        municipality_id=municipality_id,
        reference=reference,
    )
    Letter.objects.bulk_create([letter], ignore_conflicts=True)
    nudge_after_commit()


def withdraw(*, effect: str) -> None:
    """Take back what has not reached anybody: letters not yet sent, lines not yet shown."""
    mark = effect_hash(effect)
    now = timezone.now()
    Letter.objects.filter(effect=mark, state__in=[Letter.State.WAITING, Letter.State.DIGEST]).update(
        state=Letter.State.WITHDRAWN, sealed_address=None
    )
    Message.objects.filter(effect=mark, withdrawn_at=None, not_before__gt=now).update(withdrawn_at=now)


def withdraw_letters(*, reference: str, recipient_mark: bytes) -> None:
    """No letter with this number leaves for this person any more, nor one that failed before. Inbox lines stay."""
    Letter.objects.open().filter(reference=reference, recipient_mark=recipient_mark).update(
        state=Letter.State.WITHDRAWN, sealed_address=None
    )


def forget(*, references: Collection[str], recipient_marks: Collection[bytes] | None = None) -> None:
    """Remove every trace of what carried these numbers, for everybody or for these people."""
    for rows in (Message.objects.filter(reference__in=references), Letter.objects.filter(reference__in=references)):
        chosen = rows if recipient_marks is None else rows.filter(recipient_mark__in=recipient_marks)
        chosen.exclude(reference="").delete()


def mark_read(*, recipient_marks: Collection[bytes], uuids: Collection[UUID] | None = None) -> None:
    """These lines of one inbox, or all that are shown. Only the day is kept: a shared moment would tie two marks."""
    unread = Message.objects.inbox(*recipient_marks).unread().order_by()
    chosen = unread if uuids is None else unread.filter(uuid__in=uuids)
    chosen.update(read_on=timezone.localdate())


def try_again(*, municipality_ids: Collection[int], uuid: UUID | None = None) -> int:
    """Give undeliverable letters their attempts back: one, or all of these municipalities."""
    failed = Letter.objects.undeliverable().of_municipalities(municipality_ids)
    chosen = failed if uuid is None else failed.filter(uuid=uuid)
    count = chosen.update(
        state=Letter.State.WAITING, attempts=0, error="", next_attempt_at=timezone.now(), queued_until=None
    )
    if count:
        nudge_after_commit()
    return count


def effect_hash(effect: str) -> bytes:
    return blake2b(effect.encode(), digest_size=MARK_BYTES).digest()


def next_digest(moment: datetime) -> datetime:
    """The first digest hour at or after this moment, on the clock of the municipality."""
    local = timezone.localtime(moment)
    hour = time(settings.OUTBOX_DIGEST_HOUR)
    today = timezone.make_aware(datetime.combine(local.date(), hour))
    if local <= today:
        return today
    return timezone.make_aware(datetime.combine(local.date() + timedelta(days=1), hour))
