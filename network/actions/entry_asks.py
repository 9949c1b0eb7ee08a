"""How often one may ask for a link, counted in the database: for one mail address, and from one place."""

from __future__ import annotations

from django.utils import timezone

from hkin.privacy.marks import index_hash
from network.models import EntryAsk
from network.rules.entry import ASKED_WITHIN, MOST_PER_ADDRESS, MOST_PER_PLACE, tidy_address


class AskedTooOften(Exception):
    """From this place. It says nothing of any address."""


def may_ask(*, address: str, place: str) -> bool:
    """False when enough letters are on their way to this mailbox, which is told to nobody but the mailbox.

    `place` is a network address, behind which may sit a whole town hall. Raises AskedTooOften.
    """
    if _count("entry_place", place) > MOST_PER_PLACE:
        raise AskedTooOften
    return _count("entry_address", tidy_address(address)) <= MOST_PER_ADDRESS


def _count(kind: str, value: str) -> int:
    """With this time: written first and counted then, so that many at once count each other."""
    now = timezone.now()
    mark = index_hash(kind, value)
    EntryAsk.objects.create(mark=mark, at=now)
    return EntryAsk.objects.since(now - ASKED_WITHIN, mark).count()
