"""The picture of a spread: a line from the lowest score to the highest, and on it how many gave each level."""

from __future__ import annotations

from dataclasses import dataclass

from signals.rules.scoring import LEVELS, Spread

#: Units of the drawing: a level is this far from the next one, and the first this far from the edge.
STEP, EDGE = 40, 16
_SMALLEST, _LARGEST = 7, 11


@dataclass(frozen=True)
class Dot:
    x: int
    radius: int
    number: int


@dataclass(frozen=True)
class SpreadPicture:
    """Numbers of an SVG; the same stands in words beside it."""

    scale: tuple[tuple[int, int], ...]  # x and level
    from_x: int
    to_x: int
    dots: tuple[Dot, ...]
    is_talking_point: bool


def picture_of(spread: Spread) -> SpreadPicture:
    given = ((level, number) for level, number in enumerate(spread.levels) if number)
    return SpreadPicture(
        scale=tuple((_x(level), level) for level in LEVELS),
        from_x=_x(spread.lowest),
        to_x=_x(spread.highest),
        dots=tuple(Dot(_x(level), min(_SMALLEST + number - 1, _LARGEST), number) for level, number in given),
        is_talking_point=spread.is_talking_point,
    )


def _x(level: int) -> int:
    return EDGE + level * STEP
