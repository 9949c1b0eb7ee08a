"""Who asks for the addresses of the site, and the groups they come in."""

from __future__ import annotations

#: Who asks -> somebody of the cast. The signal of the scene was filed by sanne and is with omar; Vastgoed was asked.
ASKING = {
    "anonymous": None,
    "reporter": "sanne",
    "colleague": "merve",  # files now and then, has nothing to do with this signal
    "coordinator": "omar",
    "team_member": "bea",
    "safety_member": "ruud",
    "contact_person": "dirk",
    "other_contact": "karin",
    "attention_officer": "aicha",
    "integrity_receiver": "paul",
    "other_receiver": "greet",
    "directory_keeper": "noor",
    "privacy_officer": "fatma",
    "data_protection_officer": "hans",
    "board_member": "marijke",
    "application_manager": "tom",
    "team_manager": "renske",
    "source_holder": "jasper",  # of the BRP
    "elsewhere": "ilse",
    "team_elsewhere": "jelle",
}

Who = frozenset[str]


def who(*names: str) -> Who:
    assert set(names) <= ASKING.keys()
    return frozenset(names)


NOBODY = who()
EVERYBODY = who(*ASKING)
SIGNED_IN = EVERYBODY - {"anonymous"}
OUDEVEEN = SIGNED_IN - {"elsewhere", "team_elsewhere"}
REPORTER = who("reporter")
TEAM = who("coordinator", "team_member")
DEPARTMENT = who("contact_person")
OVERSIGHT = who("privacy_officer", "data_protection_officer")
SETS_UP = who("coordinator", "directory_keeper", "application_manager")
WRITES_LIST = SETS_UP | who("privacy_officer")
KEEPS_PROMISES = who("coordinator", "application_manager")
MANAGES = who("application_manager")
KEEPS_FILES = MANAGES | who("directory_keeper")
OPENS_ROUNDS = who("coordinator", "directory_keeper")
GIVES_ROLES = MANAGES | who("directory_keeper")  # to a contact person, as dirk is
READS_PEOPLE = GIVES_ROLES | OVERSIGHT | who("coordinator")
PROPOSES = who("directory_keeper", "coordinator", "contact_person", "other_contact", "board_member", "team_manager")
ASKS_WHAT_IF = PROPOSES - who("board_member") | who("team_elsewhere", "application_manager")  # of Veenwijk
RECEIVES_SIGNALS = TEAM | who(
    "safety_member",
    "attention_officer",
    "integrity_receiver",
    "other_receiver",
    "privacy_officer",
    "team_elsewhere",
)
READS_NORMS = RECEIVES_SIGNALS - who("team_elsewhere") | who("contact_person", "other_contact", "board_member")
CHECKS_HERE = TEAM | who("safety_member", "privacy_officer")
CHECKS_SIGNS = CHECKS_HERE | who("directory_keeper", "team_elsewhere")
KNOWS_DRAFT = CHECKS_HERE | who("directory_keeper", "data_protection_officer")
KEEPS_DIRECTORY = who("directory_keeper", "application_manager")  # the latter only where nothing is live

#: Who opens a signal, by the queue in which it stands.
READERS = {
    "team": TEAM,
    "staff_safety": who("safety_member"),
    "attention_officer": who("attention_officer"),
    "integrity": who("integrity_receiver"),
    "restricted": who("coordinator", "privacy_officer"),
}
