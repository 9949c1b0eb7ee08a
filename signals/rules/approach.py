"""What the actions of a plan come to together, and how long a plan may wait to be looked at."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from signals.rules.protocol import WAITING, CheckOn

#: Days ahead in which somebody looks whether it helped; the municipality chooses.
FIRST_LOOK, LAST_LOOK = 1, 365
MOST_ACTIONS = 20


#: The checks that come before a department gets something.
SHARING = frozenset({CheckOn.DEPARTMENT, CheckOn.POWER})


class Stage(StrEnum):
    """How far one action is. From WAITING until DONE it is with the department."""

    DRAFT = "draft"
    WAITING = "waiting"
    ASKED_BACK = "asked_back"
    ACCEPTED = "accepted"
    LATER = "later"
    DECLINED = "declined"
    DONE = "done"
    TAKEN_BACK = "taken_back"
    DROPPED = "dropped"


#: The team can change or drop these; the others are with a department, or over.
OURS = frozenset({Stage.DRAFT, Stage.DECLINED, Stage.TAKEN_BACK})
#: These do not go on, unless the team changes them.
OFF = frozenset({Stage.DROPPED, Stage.TAKEN_BACK})
_AGREED = frozenset({Stage.ACCEPTED, Stage.LATER, Stage.DONE})


def plan_came_to(stages: Iterable[Stage]) -> str:
    """Agreed: every department said yes. Done: every action has its result, and at least one went on."""
    left = set(stages) - OFF
    if left == {Stage.DONE}:
        return "done"
    return "agreed" if left and left <= _AGREED else WAITING
