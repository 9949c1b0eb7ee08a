"""The fingerprints of the keys: short enough to type back from paper, and of no use to open anything."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from hkin.privacy.keyring import decode_secret, fingerprint, key_ring


def ring_fingerprint() -> str:
    """Of all seal keys together, in their order; empty when they cannot be read. One key: its own fingerprint."""
    try:
        return fingerprint(b"".join(key.secret for key in key_ring().keys))
    except ImproperlyConfigured:
        return ""


def index_fingerprint() -> str:
    try:
        return fingerprint(decode_secret(settings.INDEX_KEY))
    except ValueError:
        return ""


def both_fingerprints() -> str:
    return f"{ring_fingerprint()} {index_fingerprint()}"


def is_fingerprint(typed: str, fingerprint: str) -> bool:
    """Capitals, spaces and dashes do not matter: it comes from paper."""
    return bool(fingerprint) and _plain(typed) == _plain(fingerprint)


def _plain(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())
