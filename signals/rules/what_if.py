"""What may be told of how many signals would go elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from network.rules import Role

#: Who handles signals may know how many there are of each theme.
COUNTS_EXACTLY = frozenset({Role.COORDINATOR, Role.TEAM_MEMBER})


@dataclass(frozen=True)
class Elsewhere:
    """How many open signals would go elsewhere. `is_few`: some would, too few to say how many."""

    moved: int
    total: int
    is_few: bool = False
    left_out: bool = False  # themes with too few signals are in none of the numbers


def elsewhere(counts: dict[int | None, int], moving: set[int], *, smallest: int) -> Elsewhere:
    """`counts`: theme -> open signals; `smallest` is the least that may be told of one theme (1: everything).

    A theme with fewer stands in neither number, so that the difference of two answers tells nothing of it either.
    """
    told = {theme: count for theme, count in counts.items() if count >= smallest}
    moved = sum(count for theme, count in told.items() if theme in moving)
    hidden = counts.keys() - told.keys()
    is_few = moved == 0 and bool(hidden & moving)
    return Elsewhere(moved, sum(told.values()), is_few, left_out=bool(hidden))
