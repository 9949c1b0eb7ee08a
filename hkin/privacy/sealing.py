"""Sealed text: AES-256-GCM under a data key per owner (a signal, a draft), wrapped by the key ring.

Each blob is bound to its place, `table.column|row uuid`: the same bytes in another row or column do not open.
Destroying an owner's key makes everything sealed under it unreadable, in backups too (see `destruction.py`).
"""

import os
from collections.abc import Iterable, Sequence
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from hkin.privacy.destruction import destroy_keys
from hkin.privacy.keyring import KEY_BYTES, NONCE_BYTES, SealBroken, key_ring
from hkin.privacy.models import DataKey

__all__ = [
    "KeyGone",
    "SealBroken",
    "Sealer",
    "create_key",
    "create_keys",
    "destroy_keys",
    "evened",
    "open_address",
    "open_key",
    "open_keys",
    "open_under_ring",
    "seal_address",
    "seal_under_ring",
]

_VERSION = b"\x01"
_HEADER_BYTES = len(_VERSION) + NONCE_BYTES
_ADDRESS_BYTES = 320  # the longest mail address there is; every sealed address is equally long
_ADDRESS_PLACE = b"address"
_EVENED_TO = 1024

Blob = bytes | memoryview


class KeyGone(Exception):
    """The data key was destroyed (or never made): what it sealed can not be read again."""


class Sealer:
    """Seals and opens for one owner. Keep it no longer than the request."""

    __slots__ = ("_cipher", "owner")

    def __init__(self, owner: UUID, secret: bytes) -> None:
        self.owner = owner
        self._cipher = AESGCM(secret)

    def __repr__(self) -> str:
        return f"<Sealer {self.owner}>"

    def seal(self, field: str, row: UUID, text: str) -> bytes:
        return self.seal_bytes(field, row, text.encode())

    def open(self, field: str, row: UUID, blob: Blob | None) -> str:
        return "" if blob is None else self.open_bytes(field, row, blob).decode()

    def seal_bytes(self, field: str, row: UUID, content: bytes) -> bytes:
        nonce = os.urandom(NONCE_BYTES)
        return _VERSION + nonce + self._cipher.encrypt(nonce, content, place(field, row))

    def open_bytes(self, field: str, row: UUID, blob: Blob) -> bytes:
        sealed = bytes(blob)
        if sealed[:1] != _VERSION or len(sealed) < _HEADER_BYTES:
            raise SealBroken("unknown form")
        try:
            return self._cipher.decrypt(sealed[1:_HEADER_BYTES], sealed[_HEADER_BYTES:], place(field, row))
        except InvalidTag as error:
            raise SealBroken(f"does not open as {field}") from error


def create_key(*, owner: UUID, municipality_id: int) -> Sealer:
    return create_keys(owners=[owner], municipality_id=municipality_id)[0]


def create_keys(*, owners: Sequence[UUID], municipality_id: int) -> list[Sealer]:
    """A key for each owner, in one query."""
    ring = key_ring()
    secrets = [os.urandom(KEY_BYTES) for _owner in owners]
    DataKey.objects.bulk_create(
        DataKey(
            owner=owner,
            municipality_id=municipality_id,
            key_name=ring.current.name,
            wrapped=ring.seal(secret=secret, bound_to=DataKey.place_of(owner)),
        )
        for owner, secret in zip(owners, secrets, strict=True)
    )
    return [Sealer(owner, secret) for owner, secret in zip(owners, secrets, strict=True)]


def open_key(owner: UUID) -> Sealer:
    try:
        return open_keys([owner])[owner]
    except KeyError:
        raise KeyGone(str(owner)) from None


def open_keys(owners: Iterable[UUID]) -> dict[UUID, Sealer]:
    """Sealers by owner, in one query. An owner whose key is gone is not in the answer."""
    ring = key_ring()
    rows = DataKey.objects.filter(owner__in=list(owners)).values_list("owner", "wrapped")
    return {
        owner: Sealer(owner, ring.open(blob=bytes(wrapped), bound_to=DataKey.place_of(owner)))
        for owner, wrapped in rows
    }


def evened(text: str) -> str:
    """With blanks up to a whole kilobyte: a sealed name is as long as it is, and everybody's name can be counted."""
    return text.ljust(-(-len(text) // _EVENED_TO) * _EVENED_TO)


def seal_address(text: str) -> bytes:
    """A mail address straight under the key ring: it belongs to no signal, and its length says nothing."""
    raw = text.encode()
    if len(raw) > _ADDRESS_BYTES:
        raise ValueError(f"an address has at most {_ADDRESS_BYTES} bytes")
    padded = len(raw).to_bytes(2, "big") + raw.ljust(_ADDRESS_BYTES, b"\x00")
    return key_ring().seal(secret=padded, bound_to=_ADDRESS_PLACE)


def open_address(blob: Blob) -> str:
    padded = key_ring().open(blob=bytes(blob), bound_to=_ADDRESS_PLACE)
    length = int.from_bytes(padded[:2], "big")
    return padded[2 : 2 + length].decode()


def seal_under_ring(field: str, row: UUID, text: str) -> bytes:
    """For the few texts that belong to no owner, such as the reason typed before a look."""
    return key_ring().seal(secret=text.encode(), bound_to=place(field, row))


def open_under_ring(field: str, row: UUID, blob: Blob | None) -> str:
    return "" if blob is None else key_ring().open(blob=bytes(blob), bound_to=place(field, row)).decode()


def place(field: str, row: UUID) -> bytes:
    return f"{field}|{row}".encode()
