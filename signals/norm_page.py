"""The page of one norm agreement: what it says now, what it said before, and two versions beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hkin.nlds.days import day_in_words
from signals.models import NormVersion


@dataclass(frozen=True)
class Line:
    """One thing an agreement says, in two versions."""

    label: str | Promise
    before: str
    after: str

    @property
    def has_changed(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True)
class Comparison:
    older: NormVersion
    newer: NormVersion
    lines: tuple[Line, ...]


def compared(versions: Sequence[NormVersion], *, older: str, newer: str) -> Comparison | None:
    """Two numbers as they stand in the address; None when these are not two versions of it."""
    by_number = {str(version.number): version for version in versions}
    chosen = [by_number[number] for number in (older, newer) if number in by_number]
    if len(chosen) < 2 or chosen[0] == chosen[1]:
        return None
    first, second = sorted(chosen, key=lambda version: version.number)
    pairs = zip(_said(first), _said(second), strict=True)
    lines = tuple(Line(label, before, after) for (label, before), (_same, after) in pairs)
    return Comparison(first, second, lines)


def _said(version: NormVersion) -> list[tuple[Promise, str]]:
    return [
        (_("Criterion"), version.criterion_label),
        (_("Title"), version.title),
        (_("When do we step in?"), version.rule),
        (_("A made-up example"), version.example),
        (_("Themes"), themes_in_words(version)),
        (_("Looks at it again"), version.owner.name),
        (_("Look at it again on"), day_in_words(version.review_on)),
    ]


def themes_in_words(version: NormVersion) -> str:
    return ", ".join(theme.name for theme in version.themes.all()) or str(_("all themes"))
