"""The database itself keeps one lead a theme at any moment, and one part a cell."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from network.cast import Cast
from network.models import Department, Responsibility
from network.models.matrix import Part
from network.rules.levels import Level

TODAY = timezone.localdate()
DAY = timedelta(days=1)


def row(
    cast: Cast,
    department: Department,
    part: Part,
    from_on: date,
    until_on: date | None = None,
    *,
    level: Level = Level.TACTICAL,
) -> Responsibility:
    return Responsibility.objects.create(
        municipality=cast.oudeveen,
        theme=cast.themes["T01"],
        department=department,
        level=level,
        part=part,
        from_on=from_on,
        until_on=until_on,
    )


@pytest.fixture
def empty(cast: Cast) -> Cast:
    """Nobody does anything for hemp yet."""
    Responsibility.objects.filter(municipality=cast.oudeveen, theme=cast.themes["T01"]).delete()
    return cast


def rows(cast: Cast) -> int:
    return Responsibility.objects.filter(municipality=cast.oudeveen, theme=cast.themes["T01"]).count()


def refused_by(constraint: str, empty: Cast, *given: tuple[str, Part, date, date | None, Level]) -> None:
    *fine, last = given
    for code, part, first, until, level in fine:
        row(empty, empty.department(code), part, first, until, level=level)
    code, part, first, until, level = last
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        row(empty, empty.department(code), part, first, until, level=level)


def test_a_second_lead_is_refused(empty: Cast) -> None:
    first = ("OOV", Part.LEAD, TODAY, None, Level.TACTICAL)
    refused_by("one_lead_a_theme", empty, first, ("VAS", Part.LEAD, TODAY, None, Level.TACTICAL))


def test_a_second_lead_at_another_level_is_refused(empty: Cast) -> None:
    first = ("OOV", Part.LEAD, TODAY, None, Level.TACTICAL)
    refused_by("one_lead_a_theme", empty, first, ("BES", Part.LEAD, TODAY, None, Level.STRATEGIC))


def test_a_second_lead_in_a_period_that_overlaps_by_one_day_is_refused(empty: Cast) -> None:
    first = ("OOV", Part.LEAD, TODAY - 9 * DAY, TODAY, Level.TACTICAL)
    refused_by("one_lead_a_theme", empty, first, ("VAS", Part.LEAD, TODAY, None, Level.TACTICAL))


def test_a_lead_that_ends_the_day_before_is_no_second_one(empty: Cast) -> None:
    row(empty, empty.department("OOV"), Part.LEAD, TODAY - 9 * DAY, TODAY - DAY)
    row(empty, empty.department("VAS"), Part.LEAD, TODAY)
    assert rows(empty) == 2


def test_a_lead_that_is_planned_for_later_is_no_second_one(empty: Cast) -> None:
    row(empty, empty.department("OOV"), Part.LEAD, TODAY, TODAY + 29 * DAY)
    row(empty, empty.department("VAS"), Part.LEAD, TODAY + 30 * DAY)
    assert rows(empty) == 2


def test_a_planned_lead_without_an_end_of_the_present_one_is_refused(empty: Cast) -> None:
    first = ("OOV", Part.LEAD, TODAY, None, Level.TACTICAL)
    refused_by("one_lead_a_theme", empty, first, ("VAS", Part.LEAD, TODAY + 30 * DAY, None, Level.TACTICAL))


def test_another_municipality_has_a_lead_of_its_own(empty: Cast) -> None:
    row(empty, empty.department("OOV"), Part.LEAD, TODAY)
    leads = Responsibility.objects.current(TODAY).filter(theme=empty.themes["T01"], part=Part.LEAD)
    assert {lead.municipality for lead in leads} == {empty.oudeveen, empty.veenwijk}


@pytest.mark.parametrize("level", Level)
def test_a_second_part_in_one_cell_is_refused_at_every_level(empty: Cast, level: Level) -> None:
    first = ("VAS", Part.EXECUTOR, TODAY - DAY, None, level)
    refused_by(f"one_part_{level}", empty, first, ("VAS", Part.ADVISER, TODAY, None, level))


def test_the_same_department_may_do_something_at_each_level(empty: Cast) -> None:
    for level in Level:
        row(empty, empty.department("VAS"), Part.EXECUTOR, TODAY, level=level)
    assert rows(empty) == 3
