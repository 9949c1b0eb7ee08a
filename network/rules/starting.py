"""How a municipality starts: the steps of its first hour, and the list it goes live by."""

from __future__ import annotations

from enum import StrEnum

from network.rules.roles import Role


class SetupStep(StrEnum):
    """The seven steps, in order."""

    MACHINE = "machine"
    MUNICIPALITY = "municipality"
    PEOPLE = "people"
    READING = "reading"
    DIRECTORY = "directory"
    TEST_RIDE = "test_ride"
    REMAINING = "remaining"


#: Who may furnish a municipality.
SETS_UP = frozenset({Role.APPLICATION_MANAGER, Role.COORDINATOR, Role.DIRECTORY_KEEPER})


class Size(StrEnum):
    SMALL = "small"  # 6 departments
    MIDDLE = "middle"  # 12
    LARGE = "large"  # 22


class Line(StrEnum):
    """What must be settled before a municipality goes live."""

    PROTOCOL_ADOPTED = "protocol_adopted"
    DPIA = "dpia"
    DPO_ADVICE = "dpo_advice"
    PROCESSING_REGISTER = "processing_register"
    RETENTION_TERMS = "retention_terms"
    WORKS_COUNCIL = "works_council"
    INTEGRITY_RECEIVERS = "integrity_receivers"
    COORDINATOR_DEPUTY = "coordinator_deputy"
    MAIL_TESTED = "mail_tested"
    KEYS_STORED = "keys_stored"
    BACKUP_RESTORED = "backup_restored"


#: The software sees for itself whether these are so; nobody signs them by hand.
SEEN_BY_SOFTWARE = frozenset({Line.INTEGRITY_RECEIVERS, Line.COORDINATOR_DEPUTY, Line.MAIL_TESTED})

#: Who press the button together (people.md: the coordinator and the privacy officer).
GOES_LIVE = (Role.COORDINATOR, Role.PRIVACY_OFFICER)
