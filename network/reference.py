"""The shared catalogue as a file: departments a municipality can have, themes, what to notice, and who does what."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_DATA = Path(__file__).resolve().parent / "data"
CATALOGUE = _DATA / "reference.json"
TEMPLATES = _DATA / "templates.json"

#: Words of the file -> words of the database. The parts stand in order: the first that holds wins.
PARTS = {"trekker": "lead", "uitvoerder": "executor", "adviseur": "adviser", "geinformeerd": "informed"}
STRENGTHS = {"Z": "weak", "M": "medium", "S": "strong"}
KINDS = {
    "gedrag": "behaviour",
    "object": "object",
    "document": "document",
    "geld": "money",
    "digitaal": "digital",
    "persoon": "person",
}
REGIMES = {"", "investigation", "care"}


class CatalogueError(ValueError):
    """The file cannot be used; the message names the place in it."""


@dataclass(frozen=True)
class DepartmentEntry:
    """`covers` are the departments of the catalogue whose work it does."""

    code: str
    name: str
    covers: tuple[str, ...]
    cluster: str = ""
    synonyms: str = ""
    notices: str = ""
    sources: str = ""
    regime: str = ""


@dataclass(frozen=True)
class ThemeEntry:
    """`parts`: department code -> lead, executor, adviser or informed."""

    code: str
    name: str
    description: str
    powers: str
    partners: str
    parts: Mapping[str, str]


@dataclass(frozen=True)
class IndicatorEntry:
    code: str
    theme: str
    text: str
    strength: str
    kind: str
    departments: tuple[str, ...]


@dataclass(frozen=True)
class Catalogue:
    departments: tuple[DepartmentEntry, ...]
    themes: tuple[ThemeEntry, ...]
    indicators: tuple[IndicatorEntry, ...]


@dataclass(frozen=True)
class Template:
    """What a municipality begins with. `themes` are the ones switched on."""

    departments: tuple[DepartmentEntry, ...]
    themes: frozenset[str]


def read_catalogue(path: Path = CATALOGUE) -> Catalogue:
    file = _load(path)
    departments = tuple(_department(row) for row in _rows(file, "departments"))
    known = {department.code for department in departments}
    themes = tuple(_theme(row, known) for row in _rows(file, "themes"))
    _refuse_doubles("departments", [department.code for department in departments])
    _refuse_doubles("themes", [theme.code for theme in themes])
    codes = {theme.code for theme in themes}
    indicators = tuple(_indicator(row, known, codes) for row in _rows(file, "indicators"))
    _refuse_doubles("indicators", [indicator.code for indicator in indicators])
    return Catalogue(departments, themes, indicators)


def template(size: str, catalogue: Catalogue) -> Template:
    """The departments of the catalogue, or departments that take several together; and eight themes to begin with."""
    chosen = json.loads(TEMPLATES.read_text(encoding="utf-8"))[size]
    themes = frozenset(chosen["themes"])
    if chosen["departments"] == "catalogue":
        return Template(catalogue.departments, themes)
    known = {department.code: department for department in catalogue.departments}
    return Template(tuple(_combined(row, known) for row in chosen["departments"]), themes)


def part_of(department: DepartmentEntry, theme: ThemeEntry) -> str | None:
    """What a department does for a theme: the heaviest part of the departments it covers."""
    held = {theme.parts[code] for code in department.covers if code in theme.parts}
    return next((part for part in PARTS.values() if part in held), None)


def powers_in(line: str) -> list[str]:
    """Commas stand between them; one between brackets is of the name: "Bibob (subsidie, vergunning)"."""
    return [name.strip() for name in re.split(r",(?![^(]*\))", line) if name.strip()]


@dataclass(frozen=True)
class _Row:
    """One row of the file, that knows where it stands."""

    place: str
    values: Mapping[str, object]

    def text(self, name: str, *, optional: bool = False) -> str:
        value = self.values.get(name, "" if optional else None)
        if not isinstance(value, str) or not (value.strip() or optional):
            raise CatalogueError(f"{self.place}: {name} is missing")
        return value.strip()

    def one_of(self, name: str, known: Mapping[str, str]) -> str:
        value = self.text(name)
        if value not in known:
            raise CatalogueError(f"{self.place}: {name} cannot be {value!r}")
        return known[value]

    def codes(self, name: str, known: set[str]) -> tuple[str, ...]:
        """A list, or codes with commas between them."""
        value = self.values.get(name) or ()
        given = value.split(",") if isinstance(value, str) else value
        if not isinstance(given, list | tuple):
            raise CatalogueError(f"{self.place}: {name} is not a list of departments")
        codes = tuple(str(code).strip() for code in given)
        if unknown := sorted(set(codes) - known):
            raise CatalogueError(f"{self.place}: {name} names unknown departments {', '.join(unknown)}")
        return codes


def _load(path: Path) -> Mapping[str, object]:
    try:
        file = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CatalogueError(f"{path.name} cannot be read: {error}") from error
    if not isinstance(file, dict):
        raise CatalogueError(f"{path.name} holds no departments, themes and indicators")
    return file


def _rows(file: Mapping[str, object], name: str) -> list[_Row]:
    rows = file.get(name)
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise CatalogueError(f"{name} is not a list of rows")
    return [_Row(f"{name}[{position}]", row) for position, row in enumerate(rows)]


def _department(row: _Row) -> DepartmentEntry:
    code, regime = row.text("code"), row.text("regime", optional=True)
    if regime not in REGIMES:
        raise CatalogueError(f"{row.place}: regime cannot be {regime!r}")
    return DepartmentEntry(
        code=code,
        name=row.text("name"),
        covers=(code,),
        cluster=row.text("cluster", optional=True),
        synonyms=row.text("synonyms", optional=True),
        notices=row.text("notices", optional=True),
        sources=row.text("sources", optional=True),
        regime=regime,
    )


def _theme(row: _Row, departments: set[str]) -> ThemeEntry:
    given = row.values.get("roles")
    roles = _Row(row.place, given if isinstance(given, dict) else {})
    parts: dict[str, str] = {}
    for name, part in PARTS.items():
        for code in roles.codes(name, departments):
            parts.setdefault(code, part)
    if list(parts.values()).count("lead") != 1:
        raise CatalogueError(f"{row.place}: a theme has one trekker")
    return ThemeEntry(
        code=row.text("code"),
        name=row.text("name"),
        description=row.text("description", optional=True),
        powers=roles.text("instrumenten", optional=True),
        partners=roles.text("extern", optional=True),
        parts=parts,
    )


def _indicator(row: _Row, departments: set[str], themes: set[str]) -> IndicatorEntry:
    return IndicatorEntry(
        code=row.text("code"),
        theme=row.one_of("theme", {code: code for code in themes}),
        text=row.text("text"),
        strength=row.one_of("strength", STRENGTHS),
        kind=row.one_of("kind", KINDS),
        departments=row.codes("departments", departments),
    )


def _combined(row: Mapping[str, Any], known: Mapping[str, DepartmentEntry]) -> DepartmentEntry:
    """One department that does the work of several; a closed law of one of them holds for all."""
    covered = [known[code] for code in row["covers"]]
    return DepartmentEntry(
        code=row["code"],
        name=row["name"],
        covers=tuple(row["covers"]),
        cluster=row["cluster"],
        synonyms="; ".join(department.name for department in covered)[:300],
        notices=", ".join(department.notices for department in covered)[:500],
        sources=", ".join(department.sources for department in covered)[:500],
        regime=next((department.regime for department in covered if department.regime), ""),
    )


def _refuse_doubles(name: str, codes: list[str]) -> None:
    if doubles := sorted({code for code in codes if codes.count(code) > 1}):
        raise CatalogueError(f"{name}: {', '.join(doubles)} stands there twice")
