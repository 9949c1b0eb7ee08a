"""A municipality begins with both teams, its departments and who does what."""

from datetime import date

import pytest

from network.actions.founding import begin_municipality, found_municipality, load_catalogue
from network.models import Municipality, Responsibility, ThemeSetting
from network.models.matrix import Part
from network.models.place import Regime, TeamKind
from network.reference import Catalogue, read_catalogue


@pytest.fixture
def catalogue(db: None) -> Catalogue:
    catalogue = read_catalogue()
    load_catalogue(catalogue)
    return catalogue


def found(catalogue: Catalogue, size: str) -> Municipality:
    return found_municipality(
        slug="proefdorp",
        name="Proefdorp",
        places=["Proefdorp"],
        size=size,
        catalogue=catalogue,
        from_on=date(2024, 1, 1),
    )


def test_a_large_municipality_has_every_department_of_the_catalogue(catalogue: Catalogue) -> None:
    assert found(catalogue, "large").departments.count() == 22


def test_a_village_has_six_departments(catalogue: Catalogue) -> None:
    assert found(catalogue, "small").departments.count() == 6


def test_both_teams_are_there(catalogue: Catalogue) -> None:
    assert {team.kind for team in found(catalogue, "small").teams.all()} == set(TeamKind)


@pytest.mark.parametrize("size", ["large", "small"])
def test_every_theme_has_one_lead(catalogue: Catalogue, size: str) -> None:
    leads = Responsibility.objects.filter(municipality=found(catalogue, size), part=Part.LEAD)
    assert sorted(lead.theme.code for lead in leads) == [theme.code for theme in catalogue.themes]


def test_real_estate_leads_its_own_theme(catalogue: Catalogue) -> None:
    lead = Responsibility.objects.get(municipality=found(catalogue, "large"), theme__code="T07", part=Part.LEAD)
    assert lead.department.code == "VAS"


def test_a_village_department_does_the_work_of_the_departments_it_covers(catalogue: Catalogue) -> None:
    lead = Responsibility.objects.get(municipality=found(catalogue, "small"), theme__code="T07", part=Part.LEAD)
    assert lead.department.name == "Ruimte, wonen en vergunningen"


def test_a_village_begins_with_eight_themes(catalogue: Catalogue) -> None:
    switched_off = ThemeSetting.objects.filter(municipality=found(catalogue, "small"), is_on=False)
    assert len(catalogue.themes) - switched_off.count() == 8


def test_departments_under_a_closed_law_say_so(catalogue: Catalogue) -> None:
    departments = found(catalogue, "large").departments.exclude(regime="")
    assert {department.code: department.regime for department in departments} == {
        "THV": Regime.INVESTIGATION,
        "WMO": Regime.CARE,
        "SHV": Regime.CARE,
        "WYK": Regime.CARE,
    }


def test_a_municipality_that_begins_is_in_practice_with_both_teams(db: None) -> None:
    begun = begin_municipality(name="Proefdorp aan Zee")
    assert (begun.slug, begun.is_live, begun.size) == ("proefdorp-aan-zee", False, "")
    assert {team.kind for team in begun.teams.all()} == set(TeamKind)


def test_a_second_municipality_of_the_same_name_gets_an_address_of_its_own(db: None) -> None:
    slugs = [begin_municipality(name="Bergen").slug for _number in range(3)]
    assert slugs == ["bergen", "bergen-2", "bergen-3"]


def test_a_word_that_stands_in_an_address_is_no_name_there(db: None) -> None:
    assert begin_municipality(name="Toevoegen").slug == "toevoegen-2"
