"""A municipality of any size begins with a proposal of who does what: every department of the catalogue has a home."""

from collections import Counter
from datetime import date

import pytest

from network.actions.founding import found_municipality, load_catalogue
from network.models import Municipality, Responsibility
from network.models.matrix import Part
from network.reference import Catalogue, part_of, read_catalogue, template
from network.rules.starting import Size

SIZES = {Size.SMALL: 6, Size.MIDDLE: 12, Size.LARGE: 22}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue()


@pytest.mark.parametrize(("size", "departments"), SIZES.items())
def test_each_size_has_its_number_of_departments(catalogue: Catalogue, size: Size, departments: int) -> None:
    assert len(template(size, catalogue).departments) == departments


@pytest.mark.parametrize("size", Size)
def test_every_department_of_the_catalogue_is_covered_once(catalogue: Catalogue, size: Size) -> None:
    covered = Counter(code for entry in template(size, catalogue).departments for code in entry.covers)
    assert covered == Counter(department.code for department in catalogue.departments)


@pytest.mark.parametrize("size", Size)
def test_no_two_departments_share_a_code_or_a_name(catalogue: Catalogue, size: Size) -> None:
    departments = template(size, catalogue).departments
    assert len({entry.code for entry in departments}) == len({entry.name for entry in departments}) == len(departments)


@pytest.mark.parametrize("size", Size)
def test_every_size_begins_with_eight_themes_of_the_catalogue(catalogue: Catalogue, size: Size) -> None:
    themes = template(size, catalogue).themes
    assert len(themes) == 8
    assert themes <= {theme.code for theme in catalogue.themes}


@pytest.mark.parametrize("size", Size)
def test_no_theme_of_the_catalogue_is_without_a_lead(catalogue: Catalogue, size: Size) -> None:
    departments = template(size, catalogue).departments
    leads = {
        theme.code: [part_of(entry, theme) for entry in departments].count(Part.LEAD) for theme in catalogue.themes
    }
    assert leads == dict.fromkeys(leads, 1)


@pytest.mark.parametrize("size", Size)
def test_a_department_under_a_closed_law_stays_under_it(catalogue: Catalogue, size: Size) -> None:
    closed = {department.code for department in catalogue.departments if department.regime}
    covering = [entry for entry in template(size, catalogue).departments if closed & set(entry.covers)]
    assert all(entry.regime for entry in covering)


def founded(catalogue: Catalogue, size: Size, **more: object) -> Municipality:
    load_catalogue(catalogue)
    return found_municipality(
        slug="proefstad", name="Proefstad", size=size, catalogue=catalogue, from_on=date(2024, 1, 1), **more
    )


@pytest.mark.django_db
@pytest.mark.parametrize("size", Size)
def test_what_a_template_says_is_a_proposal(catalogue: Catalogue, size: Size) -> None:
    parts = founded(catalogue, size).responsibilities.all()
    assert {part.is_proposal for part in parts} == {True}


@pytest.mark.django_db
@pytest.mark.parametrize("size", Size)
def test_no_theme_it_begins_with_is_without_a_lead(catalogue: Catalogue, size: Size) -> None:
    municipality = founded(catalogue, size)
    leads = Responsibility.objects.filter(municipality=municipality, part=Part.LEAD)
    assert template(size, catalogue).themes <= {lead.theme.code for lead in leads.select_related("theme")}


@pytest.mark.django_db
def test_a_municipality_may_begin_with_themes_of_its_own_choice(catalogue: Catalogue) -> None:
    municipality = founded(catalogue, Size.MIDDLE, themes=["T02", "T16"])
    switched_off = municipality.theme_settings.filter(is_on=False).values_list("theme__code", flat=True)
    assert {theme.code for theme in catalogue.themes} - set(switched_off) == {"T02", "T16"}
