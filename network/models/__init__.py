"""Who is who, and who is for what."""

from network.models.card import ContactCard
from network.models.confirmation import Asking, Contest
from network.models.directory import Hole, Indicator, IndicatorDraft, IndicatorSetting, Theme, ThemeSetting
from network.models.entry import EntryAsk, EntryLink
from network.models.importing import ImportRun
from network.models.joint import JointAct, JointRule
from network.models.matrix import CellEntry, Power, Responsibility
from network.models.organisation import Liaison, Organisation
from network.models.person import Absence, RoleGrant, User
from network.models.place import Department, Municipality, Team
from network.models.proof import CodeTries
from network.models.proposal import Change, ChangeSet
from network.models.source import Source
from network.models.starting import Definition, GoLiveLine, Remark, StepDone
from network.models.trail import MunicipalityEntry, PersonEntry
from network.models.workshop import BlindAnswer, BlindRound, Interest, OpenQuestion

__all__ = [
    "Absence",
    "Asking",
    "BlindAnswer",
    "BlindRound",
    "CellEntry",
    "Change",
    "ChangeSet",
    "CodeTries",
    "ContactCard",
    "Contest",
    "Definition",
    "Department",
    "EntryAsk",
    "EntryLink",
    "GoLiveLine",
    "Hole",
    "ImportRun",
    "Indicator",
    "IndicatorDraft",
    "IndicatorSetting",
    "Interest",
    "JointAct",
    "JointRule",
    "Liaison",
    "Municipality",
    "MunicipalityEntry",
    "OpenQuestion",
    "Organisation",
    "PersonEntry",
    "Power",
    "Remark",
    "Responsibility",
    "RoleGrant",
    "Source",
    "StepDone",
    "Team",
    "Theme",
    "ThemeSetting",
    "User",
]
