"""What somebody reads in their inbox, and a Monday morning on which every test of a term begins."""

from __future__ import annotations

from datetime import datetime, timedelta

from hkin.outbox.models import Message
from hkin.privacy.marks import recipient_marks
from network.models import User
from network.working_days import AMSTERDAM

MONDAY = datetime(2027, 3, 1, 10, 0, tzinfo=AMSTERDAM)  # no holiday in the weeks around it


def heard(user: User) -> list[str]:
    """Kinds, the oldest first."""
    return [message.kind for message in messages_of(user)]


def messages_of(user: User, kind: str = "") -> list[Message]:
    inbox = Message.objects.inbox(*recipient_marks(user.pk)).order_by("pk")
    return list(inbox.filter(kind=kind) if kind else inbox)


def on_day(days: int, hour: int = 6) -> datetime:
    """So many days after that Monday, early in the morning."""
    return (MONDAY + timedelta(days=days)).replace(hour=hour)
