"""Acts that nobody does alone: which ones, and how a municipality finds the second pair of eyes."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from network.rules.roles import Role


class Act(StrEnum):
    OPEN_NAME = "open_name"  # of a shielded reporter
    GRANT_SIGHT = "grant_sight"  # a role that sees signals, in a municipality that is live
    GO_LIVE = "go_live"


class Arrangement(StrEnum):
    COLLEAGUE = "colleague"  # a second person inside
    PARTNER = "partner"  # somebody of a partner municipality, who sees reason and number and no content
    DELAY = "delay"  # it happens after a day, and everybody concerned is told at once


#: What a municipality has until it chooses.
DEFAULT_ARRANGEMENT = Arrangement.COLLEAGUE
DELAY = timedelta(hours=24)
#: Who may agree, whatever the arrangement; the one who asks never does.
AGREES: dict[Act, frozenset[Role]] = {
    Act.OPEN_NAME: frozenset({Role.COORDINATOR, Role.PRIVACY_OFFICER}),
    Act.GRANT_SIGHT: frozenset({Role.COORDINATOR, Role.PRIVACY_OFFICER}),
    Act.GO_LIVE: frozenset({Role.COORDINATOR, Role.PRIVACY_OFFICER}),
}
#: After an agreement the act must be done within this time.
GOOD_FOR = timedelta(hours=24)


class ActState(StrEnum):
    WAITING = "waiting"
    AGREED = "agreed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    DONE = "done"
    LAPSED = "lapsed"
