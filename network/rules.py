"""Which roles there are and what each may do; the only table of rights."""

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


#: Roles that handle signals of the queue they stand in.
HANDLING = frozenset({Role.TEAM_MEMBER, Role.COORDINATOR, Role.ATTENTION_OFFICER, Role.INTEGRITY_RECEIVER})
