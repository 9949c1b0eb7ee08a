"""Marks: the same person or value always gets the same 16 bytes, and without the index key nobody can go back."""

import hashlib
import hmac
from functools import lru_cache

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from hkin.privacy.keyring import decode_secret

MARK_BYTES = 16

#: Stands where a row needs an actor and nobody acted: what HKIN does by itself because its time has come. All zeroes,
#: which no keyed mark will ever be.
SYSTEM_MARK = bytes(MARK_BYTES)


def person_mark(user_id: int) -> bytes:
    """Stands for a reporter wherever a user id would betray who filed."""
    return keyed_hash("person", str(user_id))[:MARK_BYTES]


def duty_mark(user_id: int) -> bytes:
    """Stands for a colleague who is told something because of a duty. Such a message lies beside rows that name them,
    so it never carries the mark under which they file."""
    return keyed_hash("duty", str(user_id))[:MARK_BYTES]


def recipient_marks(user_id: int) -> tuple[bytes, bytes]:
    """Everything under which somebody is told something: as a reporter and as a colleague."""
    return person_mark(user_id), duty_mark(user_id)


def caller_mark(user_id: int) -> bytes:
    """Stands for somebody who waits for a call: talking first must not lead to what the same person files later."""
    return keyed_hash("caller", str(user_id))[:MARK_BYTES]


def exclusion_mark(user_id: int) -> bytes:
    """Stands for a colleague who must not see a signal; unlike the person mark, so that the two never meet."""
    return keyed_hash("exclusion", str(user_id))[:MARK_BYTES]


def index_hash(kind: str, value: str) -> bytes:
    """Stands for a normalised value of a kind: the same plate in two signals, or a used form."""
    return keyed_hash(f"index/{kind}", value)[:MARK_BYTES]


def keyed_hash(label: str, value: str) -> bytes:
    """HMAC-SHA256 under the index key; the label keeps uses apart."""
    return hmac.new(_index_key(settings.INDEX_KEY), f"{label}\x00{value}".encode(), hashlib.sha256).digest()


@lru_cache(maxsize=8)
def _index_key(text: str) -> bytes:
    try:
        return decode_secret(text)
    except ValueError as error:
        raise ImproperlyConfigured(f"HKIN_INDEX_KEY: {error}") from None
