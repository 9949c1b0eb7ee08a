"""What somebody searched for, kept sealed in their session: addresses stand in logs and histories, a name must not."""

from __future__ import annotations

from base64 import b64decode, b64encode
from uuid import UUID, uuid4

from django.contrib.sessions.backends.base import SessionBase

from hkin.privacy.keyring import SealBroken
from hkin.privacy.sealing import open_under_ring, seal_under_ring

_SESSION = "searches"
_FIELD = "session.search"
#: So that Back still works after a few other searches.
_KEPT = 10


def remember(session: SessionBase, words: str) -> str:
    """A token for the address; empty for no words."""
    if not words:
        return ""
    token = uuid4()
    kept = dict(list(session.get(_SESSION, {}).items())[1 - _KEPT :])
    kept[token.hex] = b64encode(seal_under_ring(_FIELD, token, words)).decode()
    session[_SESSION] = kept
    return token.hex


def recall(session: SessionBase, token: str) -> str:
    """The words behind a token of this session; empty when it is not known any more."""
    sealed = session.get(_SESSION, {}).get(token)
    if sealed is None:
        return ""
    try:
        return open_under_ring(_FIELD, UUID(hex=token), b64decode(sealed))
    except SealBroken:
        return ""


def forget(session: SessionBase, token: str) -> None:
    """What is done need not be kept."""
    kept = dict(session.get(_SESSION, {}))
    if kept.pop(token, None) is not None:
        session[_SESSION] = kept
