"""Acts that nobody does alone: which ones, and how a municipality finds the second pair of eyes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from network.rules.roles import NEVER_ONE_PERSON, Role


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
#: Nobody decided within this time: it lapses, and may be asked again.
LAPSES_AFTER = timedelta(hours=24)
#: After an agreement the act must be done within this time.
GOOD_FOR = timedelta(hours=24)

#: Between which a municipality may choose. It takes two people to go live: time alone does not do it.
CHOICES: dict[Act, tuple[Arrangement, ...]] = {
    Act.OPEN_NAME: tuple(Arrangement),
    Act.GRANT_SIGHT: tuple(Arrangement),
    Act.GO_LIVE: (Arrangement.COLLEAGUE, Arrangement.PARTNER),
}
#: Who may agree, where the owner of the act does not say otherwise; the one who asks never does.
AGREES: dict[Act, frozenset[Role]] = {
    Act.OPEN_NAME: frozenset({Role.COORDINATOR, Role.PRIVACY_OFFICER}),
    Act.GRANT_SIGHT: frozenset({Role.COORDINATOR, Role.PRIVACY_OFFICER}),
    Act.GO_LIVE: frozenset({Role.PRIVACY_OFFICER}),  # the coordinator asks (people.md)
}
#: Roles that may agree to anything at all; the owner of an act chooses among them.
MAY_AGREE = frozenset(
    {
        Role.COORDINATOR,
        Role.PRIVACY_OFFICER,
        Role.TEAM_MEMBER,
        Role.ATTENTION_OFFICER,
        Role.INTEGRITY_RECEIVER,
    }
)
#: Roles that ask besides: who gives roles.
MAY_ASK = frozenset({Role.APPLICATION_MANAGER, Role.DIRECTORY_KEEPER})


@dataclass(frozen=True)
class Hand:
    """Somebody in a role. Whoever stands in for a colleague does it in the name of both."""

    user_id: int
    role: Role
    instead_of: int | None = None

    @property
    def people(self) -> frozenset[int]:
        return frozenset({self.user_id, self.instead_of or self.user_id})


def may_ask(hand: Hand, *, all_roles: Collection[Role]) -> bool:
    """`all_roles`: every one they hold where the act counts. Whoever supervises a check takes no part in it."""
    return not any(hand.role in pair and (pair - {hand.role}) & set(all_roles) for pair in NEVER_ONE_PERSON)


def may_agree(asker: Hand, decider: Hand, *, agreeing: Collection[Role], all_roles: Collection[Role]) -> bool:
    """Never oneself, nor as deputy of who asked, nor the one in whose name a deputy asked."""
    return decider.role in agreeing and not asker.people & decider.people and may_ask(decider, all_roles=all_roles)


class ActState(StrEnum):
    WAITING = "waiting"
    AGREED = "agreed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    DONE = "done"
    LAPSED = "lapsed"
