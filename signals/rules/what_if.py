"""What may be told of how many signals would go elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from network.rules import Role

#: Who handles signals may know how many there are of each theme.
COUNTS_EXACTLY = frozenset({Role.COORDINATOR, Role.TEAM_MEMBER})


@dataclass(frozen=True)
class Elsewhere:
    """How many open signals would go elsewhere. `is_few`: none, or too few to say how many."""

    moved: int
    total: int
    is_few: bool = False
    left_out: bool = False  # themes with too few signals are in none of the numbers


def elsewhere(counts: dict[int | None, int], moving: set[int], *, smallest: int) -> Elsewhere:
    """`counts`: theme -> open signals; `smallest` is the least that may be told of one theme (1: everything).

    A theme with fewer stands in neither number, so that the difference of two answers tells nothing of it either; and
    one without any is told like one with a few, for whether there is a signal at all is not told here.
    """
    told = {theme: count for theme, count in counts.items() if count >= smallest}
    moved = sum(count for theme, count in told.items() if theme in moving)
    is_vague = smallest > 1
    return Elsewhere(moved, sum(told.values()), is_vague and moved == 0 and bool(moving), left_out=is_vague)
