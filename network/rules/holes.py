"""Holes: places in the directory where a signal would meet nobody, or nobody could be asked."""

from __future__ import annotations

from enum import StrEnum


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


#: The queues in the order in which an empty one hurts: the first would leave most signals unread.
QUEUES = ("team", "attention_officer", "staff_safety", "integrity", "restricted")

#: Behind the queues: who would be asked nothing, the worst first.
_RANK = {HoleKind.NO_LEAD: 10, HoleKind.NO_CONTACT: 11, HoleKind.NOBODY_PRESENT: 12}
#: A department that leads nothing is only missed when the team has a question for it.
_LEADS_NOTHING = 20


def badness(kind: HoleKind, *, route: str = "", themes: int = 0) -> tuple[int, int]:
    """To sort by, the worst first: where nobody would read, then where nobody could be asked about most themes."""
    if kind is HoleKind.NO_RECEIVER:
        return QUEUES.index(route) if route in QUEUES else 0, 0
    return (_RANK.get(kind, _LEADS_NOTHING) if themes else _LEADS_NOTHING), -themes
