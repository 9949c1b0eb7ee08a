"""Secrets of a second proof, sealed straight under the key ring: they belong to no signal."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Iterator
from uuid import UUID, uuid4

from allauth.mfa.models import Authenticator
from django.db import transaction

from hkin.privacy.keyring import is_under_current_key
from hkin.privacy.sealing import open_under_ring, seal_under_ring
from network.actions.resealing import reseal_acts

_FIELD = "second_proof.secret"
#: What allauth calls the secret of an app and the seed of recovery codes.
_SECRETS = ("secret", "seed")


def seal_secret(text: str) -> str:
    """Bound to a place of its own, which stands before it."""
    token = uuid4()
    return f"{token.hex}.{b64encode(seal_under_ring(_FIELD, token, text)).decode()}"


def open_secret(sealed: str) -> str:
    token, _dot, blob = sealed.partition(".")
    return open_under_ring(_FIELD, UUID(hex=token), b64decode(blob))


def reseal_secrets(*, look_only: bool) -> int:
    """After a new key was put in front of the ring. Each row commits, so it can be stopped."""
    count = 0
    for pk in Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN).values_list("pk", flat=True):
        with transaction.atomic():
            row = Authenticator.objects.select_for_update().filter(pk=pk).first()
            old = [*_under_old_keys(row)] if row else []
            count += len(old)
            if row and old and not look_only:
                row.data |= {name: seal_secret(open_secret(row.data[name])) for name in old}
                row.save(update_fields=["data"])
    return count + reseal_acts(look_only=look_only)


def _under_old_keys(row: Authenticator) -> Iterator[str]:
    for name in _SECRETS:
        if name in row.data and not is_under_current_key(b64decode(row.data[name].partition(".")[2])):
            yield name
