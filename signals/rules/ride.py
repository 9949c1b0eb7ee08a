"""The five examples of the test ride: what each one answers to the questions that decide where a signal goes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from signals.rules.safety import Safety


class Example(StrEnum):
    """In the order of the page."""

    NORMAL = "normal"
    NO_THEME = "no_theme"
    CONTACT_AWAY = "contact_away"
    VICTIM = "victim"
    COLLEAGUE = "colleague"


@dataclass(frozen=True)
class Answers:
    """`themes` are codes of the catalogue to choose from, the best first; without `any_theme` another will not do."""

    safety: Safety = Safety.NONE
    themes: tuple[str, ...] = ()
    any_theme: bool = False


ANSWERS: dict[Example, Answers] = {
    Example.NORMAL: Answers(themes=("T01",), any_theme=True),
    Example.NO_THEME: Answers(),
    Example.CONTACT_AWAY: Answers(themes=("T01",), any_theme=True),
    Example.VICTIM: Answers(Safety.VICTIM, themes=("T04", "T05", "T06")),
    Example.COLLEAGUE: Answers(Safety.CONDUCT, themes=("T19",)),
}
