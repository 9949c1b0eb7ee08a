"""Who is who, and who is for what."""

from network.models.directory import Hole, Indicator, Responsibility, Theme, ThemeSetting
from network.models.entry import EntryAsk, EntryLink
from network.models.joint import JointAct, JointRule
from network.models.person import Absence, RoleGrant, User
from network.models.place import Department, Municipality, Team
from network.models.proof import CodeTries
from network.models.starting import Definition, GoLiveLine, Remark, StepDone
from network.models.trail import MunicipalityEntry, PersonEntry

__all__ = [
    "Absence",
    "CodeTries",
    "Definition",
    "Department",
    "EntryAsk",
    "EntryLink",
    "GoLiveLine",
    "Hole",
    "Indicator",
    "JointAct",
    "JointRule",
    "Municipality",
    "MunicipalityEntry",
    "PersonEntry",
    "Remark",
    "Responsibility",
    "RoleGrant",
    "StepDone",
    "Team",
    "Theme",
    "ThemeSetting",
    "User",
]
