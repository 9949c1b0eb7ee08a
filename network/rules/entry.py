"""Mail addresses and user names as the doors of entry take them, and how often one may ask."""

from __future__ import annotations

import re
from datetime import timedelta

#: Links asked for one mail address, and from one network address (a town hall is one), within the time.
ASKED_WITHIN = timedelta(hours=1)
MOST_PER_ADDRESS = 4
MOST_PER_PLACE = 60

_NOT_IN_NAME = re.compile(r"[^a-z0-9._-]+")
_LONGEST_NAME = 100


def tidy_address(typed: str) -> str:
    """One spelling, so that one mailbox is one colleague."""
    return typed.strip().casefold()


def domain_of(address: str) -> str:
    return tidy_address(address).rpartition("@")[2]


def username_from(address: str) -> str:
    """What stands before the @, in plain signs. Never empty."""
    name = _NOT_IN_NAME.sub("", tidy_address(address).rpartition("@")[0])
    return name[:_LONGEST_NAME] or "collega"
