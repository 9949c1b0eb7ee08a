"""A directory larger than any real one, to measure with."""

from __future__ import annotations

from datetime import date

from network.models import Department, Municipality, Responsibility, Theme
from network.models.matrix import Part
from network.rules.levels import Level

#: What a part is when nobody leads: every third department advises, every fifth only hears.
_HELPING = (Part.EXECUTOR, Part.ADVISER, Part.EXECUTOR, Part.INFORMED, Part.ADVISER)


def fill_matrix(municipality: Municipality, *, themes: int, departments: int, on: date) -> None:
    """Adds what is missing to have as many, all of them in use, and fills every cell at every level."""
    watched = _themes(municipality, themes)
    places = _departments(municipality, departments)
    municipality.responsibilities.all().delete()
    Responsibility.objects.bulk_create(
        (
            Responsibility(
                municipality=municipality,
                theme=theme,
                department=place,
                level=level,
                part=_part(row, column, level),
                from_on=on,
                is_proposal=(row + column) % 7 == 0,
                confirmed_on=on,
            )
            for row, theme in enumerate(watched)
            for column, place in enumerate(places)
            for level in Level
        ),
        batch_size=2000,
    )


def _themes(municipality: Municipality, number: int) -> list[Theme]:
    municipality.theme_settings.all().delete()
    known = list(Theme.objects.of(municipality).filter(is_active=True)[:number])
    Theme.objects.bulk_create(
        Theme(municipality=municipality, code=f"M{each:03}", name=f"Verzonnen verschijnsel nummer {each}")
        for each in range(len(known), number)
    )
    return list(Theme.objects.of(municipality).filter(is_active=True)[:number])


def _departments(municipality: Municipality, number: int) -> list[Department]:
    known = municipality.departments.filter(is_active=True).count()
    Department.objects.bulk_create(
        Department(municipality=municipality, code=f"A{each:02}", name=f"Verzonnen afdeling nummer {each}")
        for each in range(known, number)
    )
    return list(municipality.departments.filter(is_active=True)[:number])


def _part(row: int, column: int, level: Level) -> Part:
    if row == column and level is Level.TACTICAL:
        return Part.LEAD
    return _HELPING[(row + column) % len(_HELPING)]
