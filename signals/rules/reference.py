"""The reference of a signal: random, said over the phone, and checked. The only id in addresses and mail.

Eight random signs of Crockford's alphabet and one check sign over GF(32). Its sum catches every single wrong sign and
every exchange of two signs; a weighted sum modulo 32 cannot do both.
"""

from __future__ import annotations

import re
import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM_SIGNS = 8

_BETWEEN = re.compile(r"[\s\-_.\u2010-\u2015]+")
_LOOKALIKES = str.maketrans("OIL", "011")
_POLYNOMIAL = 0b100101  # x^5 + x^2 + 1, primitive: doubling runs through all 31 values


def new_reference() -> str:
    """Canonical: nine signs without dashes."""
    signs = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM_SIGNS))
    return signs + check_sign(signs)


def check_sign(signs: str) -> str:
    """Horner: double the sum, add the next sign; one more doubling gives the check sign a weight of its own."""
    total = 0
    for sign in signs:
        total = _doubled(total ^ ALPHABET.index(sign))
    return ALPHABET[total]


def parse(typed: str) -> str | None:
    """Canonical form of what somebody typed: small letters, spaces, other dashes, O for 0, I and L for 1 are fine."""
    signs = _BETWEEN.sub("", typed).upper().translate(_LOOKALIKES)
    if len(signs) != RANDOM_SIGNS + 1 or not set(signs) <= set(ALPHABET):
        return None
    return signs if check_sign(signs[:-1]) == signs[-1] else None


def shown(reference: str) -> str:
    """ "K7QM-3TXP-4": for people and in addresses."""
    return f"{reference[:4]}-{reference[4:8]}-{reference[8:]}"


def readable(text: str) -> str:
    """As people read it; what is no reference stays as it is."""
    reference = parse(text)
    return shown(reference) if reference else text


def _doubled(value: int) -> int:
    return (value << 1) ^ _POLYNOMIAL if value & 16 else value << 1
