"""What the pages of the outbox may show, and to whom."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Max
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hkin.outbox.failures import explain
from hkin.outbox.hooks import managed_municipalities, recipient_marks
from hkin.outbox.models import UNREAD_CAP, Letter, LetterQuerySet, Message

PAGE = 25
LONGEST_LIST = 100
COUNTED = (
    (Letter.State.WAITING, _("Waiting")),
    (Letter.State.DIGEST, _("Waiting for the morning letter")),
    (Letter.State.UNDELIVERABLE, _("Did not arrive")),
    (Letter.State.SENT, _("Sent, last 30 days")),
)


@dataclass(frozen=True)
class InboxPage:
    messages: Sequence[Message]
    is_first: bool
    has_older: bool
    unread: str


@dataclass(frozen=True)
class Line:
    letter: Letter
    why: str


@dataclass(frozen=True)
class Deliveries:
    counts: Sequence[tuple[str | Promise, str]]
    undeliverable: Sequence[Line]
    waiting: Sequence[Line]


def inbox_page(user: Any, *, after: UUID | None) -> InboxPage:
    """The 25 messages that come after this one, or the newest."""
    inbox = Message.objects.inbox(*marks_of(user))
    last_seen = inbox.filter(uuid=after).first() if after else None
    rows = list((inbox.older_than(last_seen) if last_seen else inbox)[: PAGE + 1])
    return InboxPage(
        messages=rows[:PAGE], is_first=last_seen is None, has_older=len(rows) > PAGE, unread=unread_label(user)
    )


def message_of(user: Any, uuid: UUID) -> Message:
    message = Message.objects.inbox(*marks_of(user)).filter(uuid=uuid).first()
    if message is None:
        raise Http404
    return message


def marks_of(user: Any) -> Collection[bytes]:
    return recipient_marks(user.pk)


def unread_count(user: Any) -> int:
    return Message.objects.inbox(*marks_of(user)).unread_count()


def unread_label(user: Any) -> str:
    """ "", "1" to "99" or "99+"."""
    count = unread_count(user)
    if count == 0:
        return ""
    return str(count) if count < UNREAD_CAP else f"{UNREAD_CAP - 1}+"


def whose_mail_bounces(marks: Collection[bytes]) -> set[bytes]:
    """Of these people: a letter to them did not arrive, and none did since. Two queries at most."""
    failed = Letter.objects.undeliverable().filter(recipient_mark__in=list(marks))
    failed_at: dict[bytes, datetime] = {}
    for mark, at in failed.values_list("recipient_mark", "created_at"):
        failed_at[bytes(mark)] = max(at, failed_at.get(bytes(mark), at))
    if not failed_at:
        return set()
    sent = Letter.objects.filter(state=Letter.State.SENT, recipient_mark__in=list(failed_at))
    arrived = {bytes(mark): at for mark, at in sent.values_list("recipient_mark").annotate(Max("sent_at"))}
    return {mark for mark, at in failed_at.items() if mark not in arrived or arrived[mark] <= at}


def manages_deliveries(user: Any) -> bool:
    return bool(managed_municipalities(user))


def municipalities_to_manage(user: Any) -> Collection[int]:
    """Anybody else gets the answer of a page that does not exist."""
    managed = managed_municipalities(user)
    if not managed:
        raise Http404
    return managed


def deliveries_in(municipality_ids: Collection[int]) -> Deliveries:
    letters = Letter.objects.of_municipalities(municipality_ids)
    counted = dict(letters.order_by().values_list("state").annotate(Count("id")))
    return Deliveries(
        counts=[(label, str(counted.get(state, 0))) for state, label in COUNTED],
        undeliverable=_lines(letters.undeliverable()),
        waiting=_lines(letters.waiting()),
    )


def _lines(letters: LetterQuerySet) -> list[Line]:
    oldest_first = letters.order_by("not_before", "id")[:LONGEST_LIST]
    return [Line(letter, explain(letter.error)) for letter in oldest_first]
