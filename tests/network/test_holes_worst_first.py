"""Where nobody would read comes first, then where nobody could be asked, then what is not clear."""

from __future__ import annotations

import pytest

from network.rules import HoleKind
from network.rules.holes import MENDS, QUEUES, answers, badness

IN_ORDER = [
    badness(HoleKind.NO_RECEIVER, route="team"),
    badness(HoleKind.NO_RECEIVER, route="coordinator"),
    badness(HoleKind.NO_LEAD, themes=1),
    badness(HoleKind.NO_CONTACT, themes=3),
    badness(HoleKind.NO_CONTACT, themes=1),
    badness(HoleKind.NOBODY_PRESENT, themes=1),
    badness(HoleKind.LEFT),
    badness(HoleKind.BOTH_AWAY, route="integrity"),
    badness(HoleKind.BOTH_AWAY, themes=2),
    badness(HoleKind.MAIL_BOUNCES),
    badness(HoleKind.NO_DEPUTY, themes=1),
    badness(HoleKind.CONTESTED),
    badness(HoleKind.UNKNOWN_DEPARTMENT),
    badness(HoleKind.NO_CONTACT),
    badness(HoleKind.NO_LEVEL),
    badness(HoleKind.UNCONFIRMED),
    badness(HoleKind.TOO_MANY_THEMES, themes=9),
    badness(HoleKind.POWER_UNUSED, themes=4),
    badness(HoleKind.ONLY_INFORMED),
    badness(HoleKind.NO_THEME),
]


def test_the_worst_stands_first() -> None:
    assert sorted(IN_ORDER) == IN_ORDER


@pytest.mark.parametrize("route", QUEUES)
def test_an_empty_queue_is_worse_than_any_department(route: str) -> None:
    assert badness(HoleKind.NO_RECEIVER, route=route) < badness(HoleKind.NO_LEAD, themes=40)


@pytest.mark.parametrize("kind", HoleKind)
def test_somebody_mends_every_kind(kind: HoleKind) -> None:
    assert MENDS[kind]


def test_whoever_is_there_answers() -> None:
    assert answers(1, deputy=None, away={}, closed=())


def test_the_deputy_of_the_absence_goes_before_the_standing_one() -> None:
    assert answers(1, deputy=2, away={1: 3, 2: None}, closed=())
    assert not answers(1, deputy=2, away={1: 3, 3: None}, closed=())


def test_a_deputy_who_is_away_or_left_does_not_answer() -> None:
    assert not answers(1, deputy=2, away={1: None, 2: None}, closed=())
    assert not answers(1, deputy=2, away={1: None}, closed={2})


def test_somebody_who_left_does_not_answer() -> None:
    assert not answers(1, deputy=2, away={}, closed={1})
