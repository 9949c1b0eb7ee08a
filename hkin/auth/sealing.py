"""Secrets of a second proof, sealed straight under the key ring: they belong to no signal."""

from __future__ import annotations

from base64 import b64decode, b64encode
from uuid import UUID, uuid4

from hkin.privacy.sealing import open_under_ring, seal_under_ring

_FIELD = "second_proof.secret"


def seal_secret(text: str) -> str:
    """Bound to a place of its own, which stands before it."""
    token = uuid4()
    return f"{token.hex}.{b64encode(seal_under_ring(_FIELD, token, text)).decode()}"


def open_secret(sealed: str) -> str:
    token, _dot, blob = sealed.partition(".")
    return open_under_ring(_FIELD, UUID(hex=token), b64decode(blob))
