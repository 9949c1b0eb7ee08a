"""Holes: places in the directory where a signal would meet nobody."""

from __future__ import annotations

from enum import StrEnum


class HoleKind(StrEnum):
    NO_LEAD = "no_lead"
    NO_CONTACT = "no_contact"
    NOBODY_PRESENT = "nobody_present"  # contact person, deputy and fallback are all away
    NO_RECEIVER = "no_receiver"  # nobody stands behind a receiving queue
    UNKNOWN_DEPARTMENT = "unknown_department"  # as the identity provider names it; its people file without one


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
