"""Drift: how far apart people score the same story, and when a group is large enough to be shown apart.

Nothing here knows a person; a group is a discipline (a department) or everybody together.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

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


def average(spreads: Sequence[int]) -> float:
    """Always printed beside the numbers it is made of."""
    return round(sum(spreads) / len(spreads), 1)
