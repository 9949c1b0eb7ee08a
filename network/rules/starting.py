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


#: Once it is live, what is promised to reporters is the business of these.
KEEPS_PROMISES = frozenset({Role.APPLICATION_MANAGER, Role.COORDINATOR})

#: Minutes that each step takes.
MINUTES = {
    SetupStep.MACHINE: 8,
    SetupStep.MUNICIPALITY: 5,
    SetupStep.PEOPLE: 9,
    SetupStep.READING: 4,
    SetupStep.DIRECTORY: 16,
    SetupStep.TEST_RIDE: 10,
    SetupStep.REMAINING: 8,
}

#: What a step builds on. It can be opened before that, and then says so.
BUILDS_ON: dict[SetupStep, tuple[SetupStep, ...]] = {
    SetupStep.DIRECTORY: (SetupStep.MUNICIPALITY,),
    SetupStep.TEST_RIDE: (SetupStep.PEOPLE, SetupStep.DIRECTORY),
}


def who_does(step: SetupStep, *, is_live: bool) -> frozenset[Role]:
    if step is SetupStep.MACHINE:
        return frozenset({Role.APPLICATION_MANAGER})
    return KEEPS_PROMISES if is_live and step is SetupStep.READING else SETS_UP


class Size(StrEnum):
    SMALL = "small"  # 6 departments
    MIDDLE = "middle"  # 12
    LARGE = "large"  # 22


#: Departments in the template of each.
DEPARTMENTS = {Size.SMALL: 6, Size.MIDDLE: 12, Size.LARGE: 22}

#: From this many inhabitants on a size is proposed.
PROPOSED_FROM = {Size.SMALL: 0, Size.MIDDLE: 25_000, Size.LARGE: 60_000}


def proposed_size(inhabitants: int) -> Size:
    return max((size for size in Size if inhabitants >= PROPOSED_FROM[size]), key=lambda size: PROPOSED_FROM[size])


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
    OVERSIGHT = "oversight"  # privacy officer and FG, two people
    DEAD_ENDS = "dead_ends"  # of the test ride
    PROTOCOL_GATES = "protocol_gates"  # somebody decides its privacy checks, and its sources can be asked
    PERSON_REQUESTS = "person_requests"  # somebody asks what is known about them (R24)


#: The software sees for itself whether these are so; nobody signs them by hand.
SEEN_BY_SOFTWARE = frozenset(
    {
        Line.RETENTION_TERMS,
        Line.INTEGRITY_RECEIVERS,
        Line.COORDINATOR_DEPUTY,
        Line.MAIL_TESTED,
        Line.BACKUP_RESTORED,
        Line.OVERSIGHT,
        Line.DEAD_ENDS,
        Line.PROTOCOL_GATES,
    }
)
#: The software sees the half of it: that the keys are on paper, not that the paper lies in two places.
SEEN_AND_SIGNED = frozenset({Line.KEYS_STORED})
#: HKIN does not do this yet. It stays open until somebody signs how it is done without HKIN.
NOT_BUILT_YET = frozenset({Line.PERSON_REQUESTS})

#: Who write on the list, and who read it besides: oversight must know what is still open.
WRITES_LIST = SETS_UP | {Role.PRIVACY_OFFICER}
READS_LIST = WRITES_LIST | {Role.DATA_PROTECTION_OFFICER}
#: Who presses the button; the privacy officer agrees (people.md).
GOES_LIVE = Role.COORDINATOR
