"""The shared catalogue comes in, and a municipality is founded on it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, count
from typing import TypeVar

from django.db import transaction
from django.utils.text import capfirst, slugify

from network.models import Department, Indicator, Municipality, Power, Responsibility, Team, Theme, ThemeSetting
from network.models.place import TeamKind
from network.reference import Catalogue, Template, part_of, powers_in, template
from network.rules.matrix import level_of_part

Row = TypeVar("Row", Theme, Indicator)

#: Words that stand in an address where the name of a municipality could.
RESERVED = frozenset({"toevoegen"})

#: Where one or two people weigh, they begin with the short protocol; they may choose another.
SMALL, LIGHT = "small", "light-1"


@dataclass(frozen=True)
class Loaded:
    """How many rows of the catalogue were new, written over, or left as they stood."""

    new: int
    changed: int
    kept: int


def load_catalogue(catalogue: Catalogue, *, overwrite: bool = False) -> Loaded:
    """Themes and indicators. What stands in the database may have been edited there, so it stays as it is."""
    with transaction.atomic():
        themes = [
            Theme(
                code=entry.code,
                name=entry.name,
                description=entry.description,
                partners=entry.partners,
            )
            for entry in catalogue.themes
        ]
        first = _keep(themes, ["name", "description", "partners"], overwrite=overwrite)
        ids = dict(Theme.objects.values_list("code", "pk"))
        has_powers = set(Power.objects.filter(municipality=None).values_list("theme_id", flat=True))
        Power.objects.bulk_create(
            Power(theme_id=ids[entry.code], name=name)
            for entry in catalogue.themes
            if ids[entry.code] not in has_powers
            for name in dict.fromkeys(powers_in(entry.powers))
        )
        indicators = [
            Indicator(
                code=entry.code,
                theme_id=ids[entry.theme],
                text=entry.text,
                strength=entry.strength,
                kind=entry.kind,
                department_codes=list(entry.departments),
            )
            for entry in catalogue.indicators
        ]
        fields = ["theme", "text", "strength", "kind", "department_codes"]
        second = _keep(indicators, fields, overwrite=overwrite)
    return Loaded(first.new + second.new, first.changed + second.changed, first.kept + second.kept)


def _keep(rows: Sequence[Row], fields: list[str], *, overwrite: bool) -> Loaded:
    stored = type(rows[0])._default_manager
    known = set(stored.values_list("code", flat=True))
    missing = [row for row in rows if row.code not in known]
    present = [row for row in rows if row.code in known]
    stored.bulk_create(missing, ignore_conflicts=True)
    if not overwrite:
        return Loaded(len(missing), 0, len(present))
    stored.bulk_create(present, update_conflicts=True, unique_fields=["code"], update_fields=fields)
    return Loaded(len(missing), len(present), 0)


def found_municipality(
    *,
    slug: str,
    name: str,
    catalogue: Catalogue,
    size: str,
    from_on: date,
    places: Sequence[str] = (),
    themes: Collection[str] | None = None,
) -> Municipality:
    """With both teams, the departments of its size, and who does what from the catalogue's matrix.

    Themes must have been loaded; a theme that is not in the database gets no departments.
    """
    with transaction.atomic():
        municipality = begin_municipality(name=name, slug=slug, places=places)
        furnish(municipality, size=size, catalogue=catalogue, from_on=from_on, themes=themes)
    return municipality


def begin_municipality(*, name: str, slug: str = "", places: Sequence[str] = ()) -> Municipality:
    """In practice, with both teams and nothing else: what it is, is said step by step (/inrichten/)."""
    with transaction.atomic():
        municipality = Municipality.objects.create(slug=slug or _free_slug(name), name=name, places=list(places))
        Team.objects.bulk_create(
            Team(municipality=municipality, kind=kind, name=capfirst(str(kind.label))) for kind in TeamKind
        )
    return municipality


def furnish(
    municipality: Municipality,
    *,
    size: str,
    catalogue: Catalogue,
    from_on: date,
    themes: Collection[str] | None = None,
) -> None:
    """The departments of this size, and a proposal of who does what; only where there are no departments yet.

    `themes` are the ones to watch; without them the eight of the template.
    """
    chosen = template(size, catalogue)
    if themes is not None:
        chosen = replace(chosen, themes=frozenset(themes))
    Department.objects.bulk_create(
        Department(
            municipality=municipality,
            code=entry.code,
            name=entry.name,
            cluster=entry.cluster,
            synonyms=entry.synonyms,
            notices=entry.notices,
            sources=entry.sources,
            regime=entry.regime,
        )
        for entry in chosen.departments
    )
    _divide_work(municipality, catalogue, chosen, from_on)
    if size == SMALL:
        municipality.protocol_version = LIGHT
        municipality.save(update_fields=["protocol_version"])


def _free_slug(name: str) -> str:
    """The name as it stands in an address; a second municipality of that name gets a number."""
    first = slugify(name)[:40] or "gemeente"
    taken = set(Municipality.objects.filter(slug__startswith=first).values_list("slug", flat=True)) | RESERVED
    numbered = (f"{first}-{number}" for number in count(2))
    return next(slug for slug in chain([first], numbered) if slug not in taken)


def _divide_work(municipality: Municipality, catalogue: Catalogue, chosen: Template, from_on: date) -> None:
    departments = dict(municipality.departments.values_list("code", "pk"))
    themes = dict(Theme.objects.values_list("code", "pk"))
    Responsibility.objects.bulk_create(
        Responsibility(
            municipality=municipality,
            theme_id=themes[theme.code],
            department_id=departments[department.code],
            level=level_of_part(part, code=department.code),
            part=part,
            from_on=from_on,
            is_proposal=True,
        )
        for theme in catalogue.themes
        if theme.code in themes
        for department in chosen.departments
        if (part := part_of(department, theme))
    )
    ThemeSetting.objects.bulk_create(
        ThemeSetting(municipality=municipality, theme_id=themes[theme.code], is_on=False)
        for theme in catalogue.themes
        if theme.code in themes and theme.code not in chosen.themes
    )
