"""Who is who, and who is for what."""

from network.models.directory import Hole, Indicator, Responsibility, Theme, ThemeSetting
from network.models.person import Absence, RoleGrant, User
from network.models.place import Department, Municipality, Team

__all__ = [
    "Absence",
    "Department",
    "Hole",
    "Indicator",
    "Municipality",
    "Responsibility",
    "RoleGrant",
    "Team",
    "Theme",
    "ThemeSetting",
    "User",
]
