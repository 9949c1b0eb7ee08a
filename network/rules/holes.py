"""Holes: places in the directory where a signal would meet nobody, or nobody could be asked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta
from enum import StrEnum

from network.rules.levels import Level
from network.rules.roles import Role


class HoleKind(StrEnum):
    NO_LEAD = "no_lead"
    NO_CONTACT = "no_contact"
    NO_DEPUTY = "no_deputy"
    NOBODY_PRESENT = "nobody_present"  # contact person, deputy and fallback are all away
    BOTH_AWAY = "both_away"  # the deputy is away in the same days, some day soon
    LEFT = "left"  # a role, or a standing in, of somebody whose account is closed
    MAIL_BOUNCES = "mail_bounces"
    NO_RECEIVER = "no_receiver"  # nobody stands behind a receiving queue
    UNKNOWN_DEPARTMENT = "unknown_department"  # as the identity provider names it; its people file without one
    UNCONFIRMED = "unconfirmed"  # a department did not say in time that its cells are right
    CONTESTED = "contested"  # nobody decided in time about a cell that a department contests
    ONLY_INFORMED = "only_informed"  # a department that only hears
    NO_THEME = "no_theme"  # a department that does nothing for any theme
    TOO_MANY_THEMES = "too_many_themes"  # one person carries more than the municipality wants
    NO_LEVEL = "no_level"  # nobody at a level for a theme
    POWER_UNUSED = "power_unused"  # a power that no cell names


#: The directory shows all of these by itself, so what is mended is gone at once. The others are told by somebody.
SWEPT = frozenset(HoleKind) - {HoleKind.UNKNOWN_DEPARTMENT}

#: One hole of a department, whichever of its themes a signal was about.
OF_DEPARTMENT = frozenset({HoleKind.NO_CONTACT, HoleKind.NOBODY_PRESENT})

#: About one person and their account.
OF_PERSON = frozenset({HoleKind.LEFT, HoleKind.MAIL_BOUNCES})

#: About what a department does: it can be asked what it thinks itself.
ASKS_DEPARTMENT = frozenset(
    {
        HoleKind.UNCONFIRMED,
        HoleKind.NO_LEVEL,
        HoleKind.TOO_MANY_THEMES,
        HoleKind.POWER_UNUSED,
        HoleKind.ONLY_INFORMED,
        HoleKind.NO_THEME,
        HoleKind.NO_DEPUTY,
        HoleKind.BOTH_AWAY,
    }
)

#: What follows from a cell that only a template filled is held back until somebody chose that cell: else the first
#: page a keeper sees is a list of what a template left open.
HELD_BACK_WHILE_PROPOSED = frozenset(
    {
        HoleKind.NO_DEPUTY,
        HoleKind.ONLY_INFORMED,
        HoleKind.NO_THEME,
        HoleKind.TOO_MANY_THEMES,
        HoleKind.NO_LEVEL,
        HoleKind.POWER_UNUSED,
    }
)

#: So long somebody can answer for it that a hole is no hole ("dit klopt zo").
LONGEST_ACCEPTED = timedelta(days=365)

#: The queues in the order in which an empty one hurts: the first would leave most signals unread.
QUEUES = ("team", "attention_officer", "staff_safety", "integrity", "restricted", "coordinator")

#: Behind the queues: who would be asked nothing, then who could be missed tomorrow, then what is not clear.
_ORDER = (
    HoleKind.NO_LEAD,
    HoleKind.NO_CONTACT,
    HoleKind.NOBODY_PRESENT,
    HoleKind.LEFT,
    HoleKind.BOTH_AWAY,
    HoleKind.MAIL_BOUNCES,
    HoleKind.NO_DEPUTY,
    HoleKind.CONTESTED,
    HoleKind.UNKNOWN_DEPARTMENT,
)
_UNCLEAR = (
    HoleKind.NO_LEVEL,
    HoleKind.UNCONFIRMED,
    HoleKind.TOO_MANY_THEMES,
    HoleKind.POWER_UNUSED,
    HoleKind.ONLY_INFORMED,
    HoleKind.NO_THEME,
)
_RANK = {kind: 10 + number for number, kind in enumerate(_ORDER)}
#: A department that leads nothing is only missed when the team has a question for it.
_LEADS_NOTHING = 20
_RANK |= {kind: _LEADS_NOTHING + 1 + number for number, kind in enumerate(_UNCLEAR)}
#: Of these it matters whether the department leads a theme.
_BY_THEMES = OF_DEPARTMENT | {HoleKind.BOTH_AWAY, HoleKind.NO_DEPUTY}


def badness(kind: HoleKind, *, route: str = "", themes: int = 0) -> tuple[int, int]:
    """To sort by, the worst first: where nobody would read, then where nobody could be asked about most themes."""
    if kind is HoleKind.NO_RECEIVER:
        return QUEUES.index(route) if route in QUEUES else 0, 0
    if kind is HoleKind.BOTH_AWAY and route:
        return _RANK[kind], -_EVERYTHING
    if kind in _BY_THEMES and not themes:
        return _LEADS_NOTHING, 0
    return _RANK[kind], -themes


#: A queue that nobody reads for days is worse than any department.
_EVERYTHING = 1000

#: Who mends it, in the order in which to call them. A role with a department is that of the hole.
MENDS: Mapping[HoleKind, tuple[Role, ...]] = {
    HoleKind.NO_LEAD: (Role.DIRECTORY_KEEPER, Role.COORDINATOR),
    HoleKind.NO_CONTACT: (Role.DEPARTMENT_HEAD, Role.DIRECTORY_KEEPER),
    HoleKind.NO_DEPUTY: (Role.CONTACT_PERSON, Role.DEPARTMENT_HEAD, Role.DIRECTORY_KEEPER),
    HoleKind.NOBODY_PRESENT: (Role.DEPARTMENT_HEAD, Role.CONTACT_PERSON, Role.DIRECTORY_KEEPER),
    HoleKind.BOTH_AWAY: (Role.CONTACT_PERSON, Role.DEPARTMENT_HEAD, Role.DIRECTORY_KEEPER),
    HoleKind.LEFT: (Role.APPLICATION_MANAGER, Role.DIRECTORY_KEEPER),
    HoleKind.MAIL_BOUNCES: (Role.APPLICATION_MANAGER,),
    HoleKind.NO_RECEIVER: (Role.APPLICATION_MANAGER, Role.COORDINATOR),
    HoleKind.UNKNOWN_DEPARTMENT: (Role.DIRECTORY_KEEPER, Role.APPLICATION_MANAGER),
    HoleKind.UNCONFIRMED: (Role.CONTACT_PERSON, Role.DEPARTMENT_HEAD, Role.DIRECTORY_KEEPER),
    HoleKind.CONTESTED: (Role.COORDINATOR, Role.CONTACT_PERSON),
    HoleKind.ONLY_INFORMED: (Role.DEPARTMENT_HEAD, Role.CONTACT_PERSON, Role.DIRECTORY_KEEPER),
    HoleKind.NO_THEME: (Role.DEPARTMENT_HEAD, Role.CONTACT_PERSON, Role.DIRECTORY_KEEPER),
    HoleKind.TOO_MANY_THEMES: (Role.DEPARTMENT_HEAD, Role.DIRECTORY_KEEPER),
    HoleKind.NO_LEVEL: (Role.CONTACT_PERSON, Role.COORDINATOR, Role.DIRECTORY_KEEPER),
    HoleKind.POWER_UNUSED: (Role.CONTACT_PERSON, Role.DIRECTORY_KEEPER),
}


def menders_of(kind: HoleKind, *, level: str = "") -> tuple[Role, ...]:
    """No department says who of the board stands behind a theme."""
    if kind is HoleKind.NO_LEVEL and level == Level.STRATEGIC:
        return Role.COORDINATOR, Role.APPLICATION_MANAGER
    return MENDS[kind]


# ---- who answers ---------------------------------------------------------------------------------
def answers(person: int, *, deputy: int | None, away: Mapping[int, int | None], closed: Collection[int]) -> bool:
    """Whether the person or a deputy can be reached. `away`: id -> the deputy the absence names, which goes first."""
    if person not in away:
        return person not in closed
    stand_in = away[person] or deputy
    return stand_in is not None and stand_in not in away and stand_in not in closed


def missing_everywhere(missing: Mapping[Level, Collection[int]], themes: Collection[int]) -> Iterable[Level]:
    """Levels that no theme at all has, of two themes or more: that is one hole, not one for each theme."""
    return [level for level, without in missing.items() if len(themes) > 1 and len(without) == len(themes)]
