"""The words of the directory that rules are written in: roles, and kinds of holes."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """The hats people wear. A person holds a set of them, each dated and in a municipality."""

    REPORTER = "reporter"
    TEAM_MEMBER = "team_member"
    COORDINATOR = "coordinator"
    CONTACT_PERSON = "contact_person"
    ATTENTION_OFFICER = "attention_officer"
    INTEGRITY_RECEIVER = "integrity_receiver"
    DIRECTORY_KEEPER = "directory_keeper"
    PRIVACY_OFFICER = "privacy_officer"
    DATA_PROTECTION_OFFICER = "data_protection_officer"  # FG: oversight without content
    BOARD_MEMBER = "board_member"  # bestuurder: figures only
    APPLICATION_MANAGER = "application_manager"  # technique only, no content


class HoleKind(StrEnum):
    """A place in the directory where a signal would meet nobody."""

    NO_LEAD = "no_lead"
    NO_CONTACT = "no_contact"
    NOBODY_PRESENT = "nobody_present"  # contact person, deputy and fallback are all away
    NO_RECEIVER = "no_receiver"  # nobody stands behind a receiving queue
