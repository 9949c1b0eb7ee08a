"""What time does to a signal: how long it may wait, who hears of it next, and what happens by itself."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum


class ChainStep(StrEnum):
    """Who is told that nobody has seen an urgent signal, one after the other."""

    READERS = "readers"  # everybody behind the queue, again
    COORDINATORS = "coordinators"
    MANAGER = "manager"  # hears that something waits, not what


def steps_due(patience: timedelta, waited: timedelta) -> list[ChainStep]:
    """Every step whose time has come, the first step first. Each has that much patience with the one before."""
    return list(ChainStep)[: waited // patience]


class Lapse(StrEnum):
    """What happens when a term ends and nobody acted; it stands in the trail like the verb of a person."""

    GIVE_TO_DEPUTY = "give_to_deputy"  # the owner is away
    RELEASE = "release"  # the claim ended, or its owner is away and nobody stands in
    HAND_ON = "hand_on"  # a colleague left, another goes on
    LEFT_BEHIND = "left_behind"  # a colleague left, and it is back in the queue
    GO_ON_WITHOUT_ANSWER = "go_on_without_answer"
    OTHER_READERS = "other_readers"  # nobody behind its queue was left
    BREAK_SILENCE = "break_silence"  # the reporter hears that there is no news
