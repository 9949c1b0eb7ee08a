"""What a privacy check asks: five tests, each with an answer of its own (model protocol, steps 3 and 4)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from signals.rules.protocol import WAITING


class Test(StrEnum):
    """In the order of the model protocol."""

    __test__ = False  # pytest collects by name

    GROUND = "ground"  # of the original collection
    COMPATIBILITY = "compatibility"  # of the new use with that
    NECESSITY = "necessity"
    PROPORTIONALITY = "proportionality"
    SUBSIDIARITY = "subsidiarity"


#: Test -> the words of the privacy officer.
Answers = Mapping[Test, str]


def came_to(verdicts: set[str]) -> str:
    """What all checks on one thing come to together; a withdrawn one does not count."""
    if "waiting" in verdicts:
        return WAITING
    if "allowed" in verdicts:
        return "allowed"
    return "refused" if "refused" in verdicts else WAITING
