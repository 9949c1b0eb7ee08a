"""The matrix as a page shows it: the grid, one theme as a list, and who may open it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote, urlencode

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from network.matrix import Standing, departments_on, marks_on, themes_on
from network.models import Department, Municipality, Theme, User
from network.models.matrix import Part
from network.roles import home_of, places_of
from network.rules.levels import LEVEL_NAMES, Level

PART_LETTERS: dict[Part, str | Promise] = {
    Part.LEAD: pgettext_lazy("letter of a part", "L"),
    Part.EXECUTOR: pgettext_lazy("letter of a part", "E"),
    Part.ADVISER: pgettext_lazy("letter of a part", "A"),
    Part.INFORMED: pgettext_lazy("letter of a part", "I"),
}
STANDING_NAMES: dict[Standing, str | Promise] = {
    Standing.PROPOSED: gettext_lazy("proposal, not confirmed yet"),
    Standing.CONTESTED: gettext_lazy("contested by the department"),
    Standing.CONFIRMED: gettext_lazy("confirmed by the department"),
    Standing.CHOSEN: gettext_lazy("not confirmed yet"),
}
#: As they stand in an address.
LEVEL_SLUGS = {"strategisch": Level.STRATEGIC, "tactisch": Level.TACTICAL, "operationeel": Level.OPERATIONAL}
SLUG_OF = {level: slug for slug, level in LEVEL_SLUGS.items()}

#: Short, for there are thousands of them in one page; matrix.css and matrix.js know them.
_PART_CLASS = {Part.LEAD: "l", Part.EXECUTOR: "e", Part.ADVISER: "a", Part.INFORMED: "i"}
_LEVEL_CLASS = {Level.STRATEGIC: "s", Level.TACTICAL: "", Level.OPERATIONAL: "o"}
_STANDING_CLASS = {Standing.PROPOSED: "p", Standing.CONTESTED: "x", Standing.CONFIRMED: "c", Standing.CHOSEN: ""}
_ORDER = list(Part)


class Mark(NamedTuple):
    """What a department does for a theme at one level, and how sure that is."""

    level: Level
    part: Part
    standing: Standing

    @property
    def chip(self) -> SafeString:
        return _chip(self)

    @property
    def words(self) -> str:
        """ "trekker, tactisch, door de afdeling bevestigd" """
        return f"{self.at_level}, {STANDING_NAMES[self.standing]}"

    @property
    def at_level(self) -> str:
        """ "trekker, tactisch" """
        return f"{self.part.label}, {LEVEL_NAMES[self.level]}"


class _Chips(dict[Mark, SafeString]):
    """Each kind is made once a page; there are forty-eight."""

    def __missing__(self, mark: Mark) -> SafeString:
        self[mark] = _chip(mark)
        return self[mark]


def _chip(mark: Mark) -> SafeString:
    classes = [_PART_CLASS[mark.part], _LEVEL_CLASS[mark.level], _STANDING_CLASS[mark.standing]]
    names = " ".join(filter(None, classes))
    quoted = f'"{names}"' if " " in names else names
    return mark_safe(f"<b class={quoted}>{escape(PART_LETTERS[mark.part])}</b>")  # noqa: S308  our own words only


@dataclass(frozen=True)
class View:
    """Which part of the matrix somebody looks at, and whether its cells lead somewhere."""

    theme: str = ""
    listed: str = ""  # the theme of the list, where all of them stand in the table
    cluster: str = ""
    level: Level | None = None
    query: str = ""  # behind the address of each cell, for who works for more municipalities
    has_links: bool = True
    fills_empty: bool = False  # for who edits an empty cell leads somewhere too

    @property
    def behind(self) -> str:
        """What follows the address of a cell."""
        return (f"{SLUG_OF[self.level]}/" if self.level else "") + self.query


class ListLine(NamedTuple):
    department: Department
    address: str
    marks: Sequence[Mark]


@dataclass(frozen=True)
class Grid:
    """`rows` hold the cells of a theme as HTML: a template of its own for each would take seconds."""

    view: View
    themes: Sequence[Theme]
    departments: Sequence[Department]
    marks: Mapping[tuple[int, int], Sequence[Mark]]

    @property
    def rows(self) -> list[tuple[Theme, SafeString]]:
        chips = _Chips()
        return [(theme, self._row(theme, chips)) for theme in self.themes]

    def cell(self, theme: Theme, department: Department) -> SafeString:
        """The inside of one place in the table."""
        row = replace(self, departments=[department])._row(theme, _Chips())
        return mark_safe(row.removeprefix("<td>"))  # noqa: S308  made of our own words and quoted codes

    def address(self, theme: Theme, department: Department) -> str:
        """From the page of the matrix; of one level when that is what is looked at."""
        return cell_path(theme.code, department.code) + self.view.behind

    def _link(self, theme: Theme, department: Department) -> str:
        return self.address(theme, department) if self.view.has_links else ""

    @property
    def one(self) -> Theme | None:
        """The theme that is shown as a list: the one that was chosen, or the first."""
        listed = (theme for theme in self.themes if theme.code == self.view.listed)
        return next(listed, next(iter(self.themes), None))

    @property
    def lines(self) -> list[ListLine]:
        """That theme, the lead first; for who edits with the departments that do nothing for it."""
        theme = self.one
        if theme is None:
            return []
        found = [
            ListLine(department, self._link(theme, department), self.marks.get((theme.pk, department.pk), ()))
            for department in self.departments
        ]
        found.sort(key=lambda line: min((_ORDER.index(mark.part) for mark in line.marks), default=len(_ORDER)))
        return [line for line in found if line.marks or self.view.fills_empty]

    def _row(self, theme: Theme, chips: _Chips) -> SafeString:
        """Everything that is the same for a whole row stands outside the loop: this is most of the page."""
        empty = escape(_("empty")) if self.view.has_links and self.view.fills_empty else ""
        cells = []
        for department in self.departments:
            marks = self.marks.get((theme.pk, department.pk))
            words = "".join([chips[mark] for mark in marks]) if marks else empty
            if words and self.view.has_links:
                words = f"<a href={self.address(theme, department)}>{words}</a>"
            cells.append(f"<td>{words}")
        return mark_safe("".join(cells))  # noqa: S308  made of our own words and quoted codes


def cell_path(theme_code: str, department_code: str) -> str:
    return f"cel/{_quoted(theme_code)}/{_quoted(department_code)}/"


@lru_cache(maxsize=4096)
def _quoted(code: str) -> str:
    return quote(code, safe="")


@dataclass(frozen=True)
class Matrix:
    """All of a municipality on one day, in three queries."""

    municipality: Municipality
    day: date
    themes: Sequence[Theme]
    departments: Sequence[Department]
    standing: Mapping[tuple[int, int], Sequence[Mark]]

    @classmethod
    def of(cls, municipality: Municipality, day: date | None = None) -> Matrix:
        on = day or timezone.localdate()
        standing: dict[tuple[int, int], list[Mark]] = defaultdict(list)
        levels = list(Level)
        for theme_id, department_id, level, part, how in marks_on(municipality, on):
            standing[theme_id, department_id].append(Mark(level, part, how))
        for marks in standing.values():
            if len(marks) > 1:
                marks.sort(key=lambda mark: levels.index(mark.level))
        themes, departments = list(themes_on(municipality, on)), list(departments_on(municipality, on))
        return cls(municipality, on, themes, departments, standing)

    @property
    def clusters(self) -> list[str]:
        return sorted({department.cluster for department in self.departments if department.cluster})

    def seen(self, view: View) -> Grid:
        themes = [theme for theme in self.themes if view.theme in {"", theme.code}]
        departments = [each for each in self.departments if view.cluster in {"", each.cluster}]
        marks = self.standing
        if view.level is not None:
            marks = {place: _at(found, view.level) for place, found in self.standing.items()}
        return Grid(view, themes, departments, marks)


def _at(marks: Iterable[Mark], level: Level) -> list[Mark]:
    return [mark for mark in marks if mark.level is level]


def place_for(user: User, slug: str = "") -> Municipality | None:
    """One of somebody's own municipalities: the one that was asked for, else where they work."""
    places = places_of(user).values()
    if slug:
        return next((place for place in places if place.slug == slug), None)
    home = home_of(user)
    return home.municipality if home else next(iter(places), None)


def query_for(user: User, municipality: Municipality) -> str:
    """What an address needs so that it means this municipality."""
    return "" if place_for(user) == municipality else f"?gemeente={municipality.slug}"


class Legend(NamedTuple):
    chip: SafeString
    words: str


def legend(*, with_levels: bool) -> list[Legend]:
    """What the letters and signs mean."""
    standings = [
        Legend(Mark(Level.TACTICAL, Part.EXECUTOR, each).chip, str(STANDING_NAMES[each]))
        for each in Standing
        if each is not Standing.CHOSEN
    ]
    return [*_part_legend(), *standings, *(_level_legend() if with_levels else [])]


def small_legend() -> list[Legend]:
    """Where it is not shown how sure a cell is."""
    return [*_part_legend(), *_level_legend()]


def _part_legend() -> list[Legend]:
    return [Legend(Mark(Level.TACTICAL, part, Standing.CHOSEN).chip, str(part.label)) for part in Part]


def _level_legend() -> list[Legend]:
    return [Legend(Mark(each, Part.EXECUTOR, Standing.CHOSEN).chip, str(LEVEL_NAMES[each])) for each in Level]


def level_tabs(chosen: Level | None, path: str, narrowed: Mapping[str, str]) -> list[tuple[str, str, bool]]:
    """(address, name, whether it is looked at): all levels, and each of them."""
    all_levels = (_narrowed(path, narrowed, niveau=""), _("All levels"), chosen is None)
    return [
        all_levels,
        *(
            (_narrowed(path, narrowed, niveau=slug), capfirst(str(LEVEL_NAMES[level])), chosen is level)
            for slug, level in LEVEL_SLUGS.items()
        ),
    ]


class Neighbour(NamedTuple):
    address: str
    theme: Theme


def neighbours(
    whole: Matrix, view: View, path: str, narrowed: Mapping[str, str]
) -> tuple[Neighbour | None, Neighbour | None]:
    """The theme before and the one after, for a screen that shows one at a time."""
    codes = [theme.code for theme in whole.themes]
    here = codes.index(view.theme) if view.theme in codes else 0

    def at(number: int) -> Neighbour | None:
        if not 0 <= number < len(codes):
            return None
        theme = whole.themes[number]
        return Neighbour(_narrowed(path, narrowed, thema=theme.code), theme)

    return at(here - 1), at(here + 1)


def _narrowed(path: str, narrowed: Mapping[str, str], **other: str) -> str:
    query = {name: value for name, value in {**narrowed, **other}.items() if value}
    return f"{path}?{urlencode(query)}" if query else path
