"""Who changes the matrix, who proposes, who adopts, who answers for a department."""

from __future__ import annotations

from network.rules.levels import Level
from network.rules.roles import Role
from network.rules.starting import SETS_UP

#: Cell by cell, at once. In practice everybody who furnishes the municipality does.
EDITS = frozenset({Role.DIRECTORY_KEEPER})
#: Makes a set of changes, and lays it before who adopts.
PROPOSES = EDITS | {Role.COORDINATOR, Role.DEPARTMENT_HEAD, Role.CONTACT_PERSON, Role.BOARD_MEMBER}
#: Asks where a signal would go; beside them whoever keeps a directory that is practised with.
ASKS_WHAT_IF = PROPOSES - {Role.BOARD_MEMBER}
#: Takes a set over, or not; never a set of their own alone when it takes the lead from another department.
ADOPTS = frozenset({Role.DIRECTORY_KEEPER, Role.COORDINATOR})
#: Says for a department "klopt dit" or contests it.
CONFIRMS = frozenset({Role.CONTACT_PERSON, Role.DEPARTMENT_HEAD})
#: Decides about a contested cell: the tactical level (dossier 4.1).
SETTLES = frozenset({Role.COORDINATOR})
#: Says what comes first: the strategic level (dossier 4.1).
SETS_PRIORITY = frozenset({Role.BOARD_MEMBER})


def editors(*, is_live: bool) -> frozenset[Role]:
    return EDITS if is_live else EDITS | SETS_UP


def level_of_part(part: str, *, code: str = "") -> Level:
    """Where a template puts a part: who leads does that at the tactical level, the board stands at the strategic."""
    if code == "BES":
        return Level.STRATEGIC
    return Level.TACTICAL if part == "lead" else Level.OPERATIONAL
