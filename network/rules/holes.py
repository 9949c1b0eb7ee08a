"""Holes: places in the directory where a signal would meet nobody."""

from __future__ import annotations

from enum import StrEnum


class HoleKind(StrEnum):
    NO_LEAD = "no_lead"
    NO_CONTACT = "no_contact"
    NOBODY_PRESENT = "nobody_present"  # contact person, deputy and fallback are all away
    NO_RECEIVER = "no_receiver"  # nobody stands behind a receiving queue
    UNKNOWN_DEPARTMENT = "unknown_department"  # as the identity provider names it; its people file without one
