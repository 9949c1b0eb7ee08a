"""Scores of several people beside each other: what is packed away, how far they are apart, when advice balances.

Nothing is added up: no sum, no average, no total (R5).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

LEVELS = range(4)  # 0, 1, 2 and 3 (dossier 6.2)
TALKING_POINT_FROM = 2  # so far apart: talk about it (dossier 6.3)
LONGEST_WORDS = 300
NO_ADVICE = ""
#: How many scored 0, 1, 2 and 3.
Levels = tuple[int, int, int, int]
_ROOM = 2048  # bytes a criterion gets: 300 signs fit, however many bytes each takes


@dataclass(frozen=True)
class Score:
    """On one criterion. `level` is None for "I do not know", which is an answer too."""

    level: int | None
    words: str = ""


@dataclass(frozen=True)
class Scores:
    """What one person gave; `advice` is the code of a way, or NO_ADVICE."""

    by_criterion: Mapping[str, Score]
    advice: str = NO_ADVICE

    def fits(self, criteria: Collection[str], ways: Collection[str]) -> bool:
        return (
            self.by_criterion.keys() == set(criteria)
            and all(one.level is None or one.level in LEVELS for one in self.by_criterion.values())
            and all(len(one.words) <= LONGEST_WORDS for one in self.by_criterion.values())
            and (self.advice == NO_ADVICE or self.advice in ways)
        )


def packed(scores: Scores) -> bytes:
    """As long as everybody's: the length of what is sealed tells neither a score nor who wrote much."""
    given = {code: [one.level, one.words] for code, one in scores.by_criterion.items()}
    content = json.dumps({"scores": given, "advice": scores.advice}, ensure_ascii=False).encode()
    return content.ljust(_ROOM * (len(given) + 1))


def unpacked(content: bytes) -> Scores:
    found = json.loads(content)
    return Scores({code: Score(*one) for code, one in found["scores"].items()}, found["advice"])


def counted(levels: Iterable[int]) -> Levels:
    given = Counter(levels)
    return given[0], given[1], given[2], given[3]


@dataclass(frozen=True)
class Spread:
    """What some people gave on one criterion; never of nobody."""

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
    def apart(self) -> int:
        return self.highest - self.lowest

    @property
    def is_talking_point(self) -> bool:
        return self.apart >= TALKING_POINT_FROM

    @property
    def middle(self) -> int:
        """Of all scores in a row the one in the middle; of two middle ones the lower."""
        ordered = [level for level, number in enumerate(self.levels) for _one in range(number)]
        return ordered[(len(ordered) - 1) // 2]

    @property
    def in_numbers(self) -> str:
        """Like "2 × 1, 1 × 3"."""
        return ", ".join(f"{number} × {level}" for level, number in enumerate(self.levels) if number)


def spread_of(scores: Iterable[Score]) -> Spread | None:
    """None when nobody knew."""
    levels = counted(one.level for one in scores if one.level is not None)
    return Spread(levels) if any(levels) else None


def balances(advice: Iterable[str]) -> bool:
    """Two ways have the most advice, and equally much: then the coordinator decides (dossier 6.3)."""
    counted = Counter(way for way in advice if way != NO_ADVICE).most_common(2)
    return len(counted) == 2 and counted[0][1] == counted[1][1]
