"""Roles: the hats people wear, and what goes with a hat."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """A person holds a set of them, each dated and in a municipality."""

    REPORTER = "reporter"
    TEAM_MEMBER = "team_member"
    COORDINATOR = "coordinator"
    CONTACT_PERSON = "contact_person"
    ATTENTION_OFFICER = "attention_officer"
    INTEGRITY_RECEIVER = "integrity_receiver"
    DIRECTORY_KEEPER = "directory_keeper"
    PRIVACY_OFFICER = "privacy_officer"
    DATA_PROTECTION_OFFICER = "data_protection_officer"  # FG: oversight without content
    BOARD_MEMBER = "board_member"  # bestuurder: figures only; with a theme the portfolio holder of it
    DEPARTMENT_HEAD = "department_head"  # answers for what a department takes on; reads no signals
    SOURCE_HOLDER = "source_holder"  # bronhouder: looks in a source of the department, hit or no hit
    APPLICATION_MANAGER = "application_manager"  # technique only, no content


#: Roles that open what somebody else wrote.
SEES_SIGNALS = frozenset(
    {
        Role.TEAM_MEMBER,
        Role.COORDINATOR,
        Role.CONTACT_PERSON,
        Role.ATTENTION_OFFICER,
        Role.INTEGRITY_RECEIVER,
        Role.PRIVACY_OFFICER,
    }
)

#: Who needs a second proof to come in: who sees signals, who looks somebody up for one, who reads the access log, who
#: gives roles. A source holder sees no signal, so the role is given by one person.
NEEDS_SECOND_PROOF = SEES_SIGNALS | {Role.SOURCE_HOLDER, Role.DATA_PROTECTION_OFFICER, Role.APPLICATION_MANAGER}

#: Never one person: the one decides about checks, the other supervises them (AVG art. 38).
NEVER_ONE_PERSON = (frozenset({Role.PRIVACY_OFFICER, Role.DATA_PROTECTION_OFFICER}),)
