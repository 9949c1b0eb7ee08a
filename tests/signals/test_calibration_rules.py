"""No group is shown in which one or two colleagues could be counted out, and each number can be followed."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signals.rules.calibration import SMALLEST, average, shown_apart
from signals.rules.scoring import Spread, counted


@pytest.mark.parametrize(
    ("sizes", "apart"),
    [
        ({"OOV": 3, "WMO": 3}, {"OOV", "WMO"}),
        ({"OOV": 3, "WMO": 2, "BWT": 1}, {"OOV"}),
        ({"OOV": 4, "WMO": 3, "BWT": 1}, {"OOV"}),  # WMO joins: else everybody minus the two tells what BWT scored
        ({"OOV": 4, "WMO": 1}, set()),
        ({"OOV": 5}, set()),  # that is everybody
        ({"OOV": 2, "WMO": 2}, set()),
        ({}, set()),
    ],
)
def test_who_stands_apart(sizes: Mapping[str, int], apart: set[str]) -> None:
    assert shown_apart(sizes) == apart


@given(st.dictionaries(st.integers(1, 20), st.integers(1, 6), max_size=8))
def test_whatever_is_left_over_is_nobody_or_again_three(sizes: dict[int, int]) -> None:
    apart = shown_apart(sizes)
    left = sum(number for one, number in sizes.items() if one not in apart)
    assert all(sizes[one] >= SMALLEST for one in apart)
    assert not apart or left == 0 or left >= SMALLEST


def test_how_far_apart_is_the_highest_minus_the_lowest() -> None:
    spread = Spread(counted([0, 2, 1, 2]))
    assert (spread.levels, spread.lowest, spread.middle, spread.highest, spread.apart) == ((1, 1, 2, 0), 0, 1, 2, 2)
    assert spread.is_talking_point


def test_everybody_alike_is_no_distance() -> None:
    assert Spread(counted([3, 3, 3])).apart == 0


@given(st.lists(st.integers(0, 3), min_size=1, max_size=20))
def test_a_spread_says_what_was_given(levels: list[int]) -> None:
    spread = Spread(counted(levels))
    assert (spread.number, spread.lowest, spread.highest) == (len(levels), min(levels), max(levels))
    assert spread.middle == sorted(levels)[(len(levels) - 1) // 2]


def test_a_round_is_its_stories_added_up_and_divided() -> None:
    assert average([3, 1, 0]) == 1.3
