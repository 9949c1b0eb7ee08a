"""What a file of the directory looks like: its kinds, its columns, and what is written above them.

The titles and words are Dutch because they are the format of the file: what was exported must be readable next year.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext_noop

from network.rules.import_words import fold


class ImportKind(StrEnum):
    DEPARTMENTS = "departments"
    PEOPLE = "people"
    MATRIX = "matrix"


#: In an address and in the name of a file.
SLUGS: dict[ImportKind, str] = {
    ImportKind.DEPARTMENTS: "afdelingen",
    ImportKind.PEOPLE: "mensen",
    ImportKind.MATRIX: "matrix",
}


class Text(StrEnum):
    """How the words of a column are looked at."""

    NAME = "name"  # no pictures, no numbers of a person
    FREE = "free"  # no numbers of a person
    CODED = "coded"  # its own reader judges


@dataclass(frozen=True)
class Column:
    """`also` are other titles, folded; `allowed` says what may stand in it, for who fills it in."""

    key: str
    title: str
    longest: int
    allowed: str
    text: Text = Text.CODED
    is_needed: bool = False
    also: tuple[str, ...] = ()


_CODES = gettext_noop("Codes of themes, with a space between them.")
_DEPARTMENT = gettext_noop("The code of a department.")
_LEVEL = gettext_noop("strategisch, tactisch or operationeel.")
_EXTERNAL = gettext_noop("The number in your personnel system. Never a BSN.")

COLUMNS: dict[ImportKind, tuple[Column, ...]] = {
    ImportKind.DEPARTMENTS: (
        Column("code", "code", 10, gettext_noop("Letters, digits and dashes."), is_needed=True),
        Column("name", "naam", 100, gettext_noop("What colleagues call it."), Text.NAME, is_needed=True),
        Column("parent", "hoort bij (code)", 10, _DEPARTMENT, also=("hoort bij",)),
        Column("synonyms", "andere namen", 300, gettext_noop("With a semicolon between them."), Text.FREE),
        Column("mailbox", "mailbox", 254, gettext_noop("A mail address. No signal is mailed to it."), also=("mail",)),
        Column("notices", "wat valt op", 500, gettext_noop("What colleagues there see first."), Text.FREE),
        Column("sources", "bronnen", 500, gettext_noop("Where they can look something up."), Text.FREE),
        Column("regime", "regime", 40, gettext_noop("Empty, wpg or zorg.")),
        Column("cluster", "cluster", 100, gettext_noop("Named instead of a department that is too small."), Text.NAME),
        Column("outsourced_to", "uitbesteed aan", 100, gettext_noop("The name of a partner.")),
        Column("external_id", "extern nummer", 200, gettext_noop("The number in another system.")),
        Column("is_active", "in gebruik", 10, gettext_noop("ja or nee.")),
    ),
    ImportKind.PEOPLE: (
        Column(
            "email",
            "mail",
            254,
            gettext_noop("The mail address at work."),
            is_needed=True,
            also=("e mail", "email", "mailadres", "e mailadres", "emailadres"),
        ),
        Column("name", "naam", 100, gettext_noop("First and last name."), Text.NAME, is_needed=True),
        Column("function", "functie", 100, gettext_noop("What is on the door."), Text.NAME),
        Column("department", "afdeling (code)", 10, _DEPARTMENT, is_needed=True, also=("afdeling", "afdelingscode")),
        Column("phone", "telefoon", 30, gettext_noop("A phone number at work."), also=("telefoonnummer",)),
        Column("best_hours", "bereikbaar", 100, gettext_noop("In one's own words: “di en do”."), Text.FREE),
        Column("level", "niveau", 20, _LEVEL),
        Column("languages", "vaktaal", 200, gettext_noop("Words of the list, with | between them.")),
        Column("comes_for", "waarvoor", 500, gettext_noop("What you can come to them for."), Text.FREE),
        Column("themes", "thema's (codes)", 300, _CODES, also=("themas", "thema s", "themacodes", "themas codes")),
        Column("external_id", "extern nummer", 200, _EXTERNAL, also=("personeelsnummer",)),
        Column("leaves", "uit dienst", 10, gettext_noop("ja for who left. Else empty.")),
    ),
    ImportKind.MATRIX: (
        Column("theme", "thema (code)", 10, gettext_noop("The code of a theme."), is_needed=True, also=("thema",)),
        Column("department", "afdeling (code)", 10, _DEPARTMENT, is_needed=True, also=("afdeling",)),
        Column("level", "niveau", 20, _LEVEL, is_needed=True),
        Column("part", "rol", 20, gettext_noop("T, U, A or I. “geen” empties the cell."), is_needed=True),
        Column("powers", "bevoegdheden", 2000, gettext_noop("Powers of that theme, with | between them.")),
        Column("partners", "partners", 2000, gettext_noop("Names of partners, with | between them.")),
        Column("review_on", "herzien op", 20, gettext_noop("A day, as 31-12-2027.")),
    ),
}


def columns_of(kind: ImportKind) -> dict[str, Column]:
    return {column.key: column for column in COLUMNS[kind]}


def titles_of(kind: ImportKind) -> list[str]:
    return [column.title for column in COLUMNS[kind]]


@dataclass(frozen=True)
class Fault:
    """One sentence: an English msgid and what is filled in. Without a column it is about the whole line."""

    line: int
    column: str | None
    text: str
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """`cells` holds every column that the file has, also where its cell is empty."""

    number: int
    cells: Mapping[str, str]
    formulas: frozenset[str] = frozenset()

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True)
class Sheet:
    """`letters`: column -> where it stands, as a spreadsheet names it."""

    lines: tuple[Line, ...]
    faults: tuple[Fault, ...] = ()
    letters: Mapping[str, str] = field(default_factory=dict)


#: A row as it was read: its number, its cells, and which of them are formulas.
Cells = tuple[int, Sequence[str], Sequence[int]]


def lines_of(kind: ImportKind, rows: Iterable[Cells]) -> Sheet:
    """By the titles in the first line. A column that the file does not have stays as it is."""
    rows = list(rows)
    if not rows:
        return Sheet(())
    first, titles, _formulas = rows[0]
    order, faults = _ordered(kind, first, titles)
    if faults:
        return Sheet((), tuple(faults))
    lines = []
    for number, cells, formulas in rows[1:]:
        if any(cells[len(order) :]):
            faults.append(Fault(number, None, gettext_noop("This line has more columns than there are titles.")))
        typed = [*cells, *[""] * (len(order) - len(cells))]
        marked = frozenset(order[place] for place in formulas if place < len(order))
        lines.append(Line(number, dict(zip(order, typed, strict=False)), marked))
    letters = {key: letter(place) for place, key in enumerate(order)}
    return Sheet(tuple(lines), tuple(faults), letters)


def _ordered(kind: ImportKind, first: int, titles: Sequence[str]) -> tuple[list[str], list[Fault]]:
    known = {fold(title): column.key for column in COLUMNS[kind] for title in (column.title, *column.also)}
    order = [known.get(fold(title), "") for title in titles]
    expected = "; ".join(titles_of(kind))
    faults = []
    for place, (key, title) in enumerate(zip(order, titles, strict=True)):
        names = {"letter": letter(place), "typed": title[:40], "expected": expected}
        if not key:
            text = gettext_noop("Column %(letter)s is called “%(typed)s”. We do not know that. Expected: %(expected)s.")
            faults.append(Fault(first, None, text, names))
        elif key in order[:place]:
            text = gettext_noop("Column %(letter)s, “%(typed)s”, is there twice. Keep one of the two.")
            faults.append(Fault(first, key, text, names))
    for column in COLUMNS[kind]:
        if column.is_needed and column.key not in order:
            names = {"title": column.title, "expected": expected}
            text = gettext_noop("The column “%(title)s” is missing. The first line must be: %(expected)s.")
            faults.append(Fault(first, column.key, text, names))
    return order, faults


def letter(place: int) -> str:
    return chr(ord("A") + place) if place < 26 else f"A{chr(ord('A') + place - 26)}"
