"""The words of the directory that rules are written in."""

from network.rules.holes import HoleKind
from network.rules.roles import Role

__all__ = ["HoleKind", "Role"]
