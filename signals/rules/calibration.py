"""Drift: how far apart people score the same story, and when a group is large enough to be shown apart.

Nothing here knows a person; a group is a discipline (a department) or everybody together.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from signals.rules.scoring import TALKING_POINT_FROM

#: How many scored 0, 1, 2 and 3.
Levels = tuple[int, int, int, int]
#: Fewer colleagues than this are never shown apart: what each of them scored could be guessed.
SMALLEST = 3
#: Each round has this many stories.
CASES = 3

Discipline = TypeVar("Discipline", bound=Hashable)


def shown_apart(sizes: Mapping[Discipline, int]) -> frozenset[Discipline]:
    """The disciplines that stand apart. Who is left over is nobody, or again enough to be shown together.

    Everybody together minus who is shown would otherwise tell what the one or two others scored. So the smallest
    discipline joins them, until nobody can be counted out. Nobody stands apart when all would be left over.
    """
    apart = {one for one, number in sizes.items() if number >= SMALLEST}
    while apart and 0 < _left_over(sizes, apart) < SMALLEST:
        apart.discard(min(apart, key=lambda one: (sizes[one], str(one))))
    return frozenset(apart) if len(apart) > 1 or _left_over(sizes, apart) else frozenset()


def _left_over(sizes: Mapping[Discipline, int], apart: set[Discipline]) -> int:
    return sum(number for one, number in sizes.items() if one not in apart)


def counted(levels: Sequence[int]) -> Levels:
    return levels.count(0), levels.count(1), levels.count(2), levels.count(3)


@dataclass(frozen=True)
class Strip:
    """What one group scored on one criterion of one case."""

    levels: Levels

    @property
    def number(self) -> int:
        return sum(self.levels)

    @property
    def lowest(self) -> int:
        return next(level for level, number in enumerate(self.levels) if number)

    @property
    def highest(self) -> int:
        return max(level for level, number in enumerate(self.levels) if number)

    @property
    def spread(self) -> int:
        return self.highest - self.lowest

    @property
    def is_far_apart(self) -> bool:
        return self.spread >= TALKING_POINT_FROM

    @property
    def middle(self) -> int:
        """Of all scores in a row the one in the middle; of two middle ones the lower."""
        ordered = [level for level, number in enumerate(self.levels) for _one in range(number)]
        return ordered[(len(ordered) - 1) // 2]


def average(spreads: Sequence[int]) -> float:
    """Always printed beside the numbers it is made of."""
    return round(sum(spreads) / len(spreads), 1)
