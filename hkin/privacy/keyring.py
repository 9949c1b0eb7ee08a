"""The key ring: long-lived keys that stand outside the database (`HKIN_SEAL_KEYS`). The first seals, all open.

A ring blob is: version (1 byte), key id (4), nonce (12), AES-256-GCM text and tag.
"""

import base64
import binascii
import hashlib
import os
import re
from dataclasses import dataclass, field
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

KEY_BYTES = 32
NONCE_BYTES = 12
ID_BYTES = 4
_VERSION = b"\x01"
_HEADER_BYTES = len(_VERSION) + ID_BYTES + NONCE_BYTES
_NAME = re.compile(r"[A-Za-z0-9_-]{1,32}")


class SealBroken(Exception):
    """The bytes do not open: another key, another place, or changed on the way."""


class KeyMissing(Exception):
    """Sealed by a key that is no longer on the ring."""


@dataclass(frozen=True)
class RingKey:
    name: str
    secret: bytes = field(repr=False)

    @property
    def id(self) -> bytes:
        return hashlib.sha256(b"hkin key id" + self.secret).digest()[:ID_BYTES]


@dataclass(frozen=True)
class KeyRing:
    keys: tuple[RingKey, ...]

    @property
    def current(self) -> RingKey:
        return self.keys[0]

    def seal(self, *, secret: bytes, bound_to: bytes) -> bytes:
        nonce = os.urandom(NONCE_BYTES)
        return _VERSION + self.current.id + nonce + AESGCM(self.current.secret).encrypt(nonce, secret, bound_to)

    def open(self, *, blob: bytes, bound_to: bytes) -> bytes:
        if blob[:1] != _VERSION or len(blob) < _HEADER_BYTES:
            raise SealBroken("unknown form")
        key = self._by_id(blob[1 : 1 + ID_BYTES])
        nonce = blob[1 + ID_BYTES : _HEADER_BYTES]
        try:
            return AESGCM(key.secret).decrypt(nonce, blob[_HEADER_BYTES:], bound_to)
        except InvalidTag as error:
            raise SealBroken("does not open here") from error

    def _by_id(self, key_id: bytes) -> RingKey:
        for key in self.keys:
            if key.id == key_id:
                return key
        raise KeyMissing(f"no key on the ring has id {key_id.hex()}")


def key_ring() -> KeyRing:
    return _parse(settings.SEAL_KEYS)


def is_under_current_key(blob: bytes) -> bool:
    return blob[1 : 1 + ID_BYTES] == key_ring().current.id


def fingerprint(secret: bytes) -> str:
    """Eight hex digits a person can type back to show that the key on paper is the key in use."""
    digits = hashlib.sha256(b"hkin fingerprint" + secret).hexdigest()[:8]
    return f"{digits[:4]}-{digits[4:]}"


def decode_secret(text: str) -> bytes:
    """Base64 of exactly 32 bytes; ValueError otherwise, without repeating what was given."""
    try:
        secret = base64.b64decode(text, validate=True)
    except binascii.Error:
        raise ValueError("not base64") from None
    if len(secret) != KEY_BYTES:
        raise ValueError(f"{len(secret)} bytes instead of {KEY_BYTES}")
    return secret


@lru_cache(maxsize=8)
def _parse(text: str) -> KeyRing:
    keys = tuple(_parse_one(position, entry) for position, entry in enumerate(text.split(","), 1) if entry.strip())
    if not keys:
        raise ImproperlyConfigured("HKIN_SEAL_KEYS is empty")
    if len({key.name for key in keys}) < len(keys):
        raise ImproperlyConfigured("HKIN_SEAL_KEYS holds a name twice")
    return KeyRing(keys)


def _parse_one(position: int, entry: str) -> RingKey:
    name, _, text = entry.strip().partition(":")
    if not _NAME.fullmatch(name):
        raise ImproperlyConfigured(f"HKIN_SEAL_KEYS, key {position}: no name before the colon")
    try:
        return RingKey(name=name, secret=decode_secret(text))
    except ValueError as error:
        raise ImproperlyConfigured(f"HKIN_SEAL_KEYS, key {name}: {error}") from None
