"""Which roles go together, what a role asks to be complete, and who gives it."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from network.rules.roles import NEVER_ONE_PERSON, SEES_SIGNALS, Role
from network.rules.starting import SETS_UP


class Part(StrEnum):
    """What a role can be tied to."""

    DEPARTMENT = "department"
    TEAM = "team"
    THEME = "theme"
    LINE = "line"
    DEPUTY = "deputy"


#: Without these a role is not complete.
NEEDED: dict[Role, frozenset[Part]] = {
    Role.CONTACT_PERSON: frozenset({Part.DEPARTMENT}),
    Role.DEPARTMENT_HEAD: frozenset({Part.DEPARTMENT}),
    Role.SOURCE_HOLDER: frozenset({Part.DEPARTMENT}),
    Role.TEAM_MEMBER: frozenset({Part.TEAM}),
    Role.COORDINATOR: frozenset({Part.TEAM}),
}
#: These may be named besides.
POSSIBLE: dict[Role, frozenset[Part]] = {
    Role.REPORTER: frozenset({Part.DEPARTMENT}),
    Role.ATTENTION_OFFICER: frozenset({Part.THEME}),
    Role.INTEGRITY_RECEIVER: frozenset({Part.LINE}),
    Role.BOARD_MEMBER: frozenset({Part.THEME}),
}

#: By hand, in a municipality that is live; in practice everybody who furnishes it gives every role.
GIVES: dict[Role, frozenset[Role]] = {
    Role.APPLICATION_MANAGER: frozenset(Role),
    Role.DIRECTORY_KEEPER: frozenset({Role.CONTACT_PERSON, Role.DEPARTMENT_HEAD, Role.SOURCE_HOLDER}),
}


def parts_of(role: Role) -> frozenset[Part]:
    """All that may stand in a grant of this role. Nobody stands in for who only files."""
    tied = NEEDED.get(role, frozenset()) | POSSIBLE.get(role, frozenset())
    return tied if role is Role.REPORTER else tied | {Part.DEPUTY}


def givers_of(role: Role, *, is_live: bool) -> list[Role]:
    """The roles in which somebody gives or ends this one."""
    return [giver for giver in Role if role in GIVES.get(giver, ()) or (not is_live and giver in SETS_UP)]


def is_impossible(roles: Collection[Role]) -> bool:
    """Whether one person cannot hold all of these."""
    return any(pair <= set(roles) for pair in NEVER_ONE_PERSON)


def opens_sight(role: Role) -> bool:
    """What nobody gives alone where it is live: to see signals, or to read the access log with its typed reasons."""
    return role in SEES_SIGNALS | {Role.DATA_PROTECTION_OFFICER}
