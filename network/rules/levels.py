"""The three levels at which a municipality works together (dossier 4.1), and at which a role stands."""

from __future__ import annotations

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from network.rules.roles import Role


class Level(StrEnum):
    STRATEGIC = "strategic"  # decides what comes first, and about capacity and sanctions
    TACTICAL = "tactical"  # leads, accepts, weighs
    OPERATIONAL = "operational"  # sees, checks, does


LEVEL_NAMES: dict[Level, str | Promise] = {
    Level.STRATEGIC: _("strategic"),
    Level.TACTICAL: _("tactical"),
    Level.OPERATIONAL: _("operational"),
}

#: Where somebody stands who holds this role; their own card may say otherwise.
LEVEL_OF: dict[Role, Level] = {
    Role.BOARD_MEMBER: Level.STRATEGIC,
    Role.COORDINATOR: Level.TACTICAL,
    Role.DEPARTMENT_HEAD: Level.TACTICAL,
    Role.PRIVACY_OFFICER: Level.TACTICAL,
    Role.DATA_PROTECTION_OFFICER: Level.TACTICAL,
}
