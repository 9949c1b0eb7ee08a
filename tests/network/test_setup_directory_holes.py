"""Of all that is missing, the keeper sees the five worst: where nobody would read comes first."""

from __future__ import annotations

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from network.cast import Cast
from network.holes import Mendable, worst_holes
from network.models import Absence, Municipality, Responsibility, RoleGrant, ThemeSetting
from network.models.matrix import Part
from network.rules import HoleKind, Role


@pytest.fixture
def whole(cast: Cast) -> Municipality:
    """Veenwijk with somebody for everything."""
    grants = RoleGrant.objects.filter(municipality=cast.veenwijk, role=Role.CONTACT_PERSON)
    missing = cast.veenwijk.departments.exclude(pk__in=grants.values("department"))
    for department in missing:
        RoleGrant.objects.create(
            user=cast.tineke,
            role=Role.CONTACT_PERSON,
            municipality=cast.veenwijk,
            department=department,
            from_on=timezone.localdate(),
        )
    return cast.veenwijk


def found(municipality: Municipality, most: int = 5) -> list[Mendable]:
    return list(worst_holes(municipality, most=most).holes)


def test_where_somebody_is_there_for_everything_there_are_none(whole: Municipality) -> None:
    assert worst_holes(whole).total == 0


def test_a_team_that_nobody_reads_comes_first(whole: Municipality) -> None:
    RoleGrant.objects.filter(municipality=whole).exclude(role=Role.REPORTER).delete()
    Responsibility.objects.filter(municipality=whole, part=Part.LEAD).delete()
    assert [hole.kind for hole in found(whole)] == [HoleKind.NO_RECEIVER] * 5
    assert "het integrale team" in found(whole)[0].title


def test_only_five_are_shown_and_the_rest_is_counted(whole: Municipality) -> None:
    Responsibility.objects.filter(municipality=whole, part=Part.LEAD).delete()
    worst = worst_holes(whole)
    assert (len(worst.holes), worst.total) == (5, 8)


def test_a_theme_that_nobody_leads_is_mended_among_the_themes(whole: Municipality) -> None:
    Responsibility.objects.filter(municipality=whole, part=Part.LEAD, theme__code="T15").delete()
    [hole] = found(whole)
    assert (hole.kind, hole.repair) == (HoleKind.NO_LEAD, "/inrichten/veenwijk/gids/#themas")


def test_a_theme_that_is_off_needs_nobody(cast: Cast, whole: Municipality) -> None:
    Responsibility.objects.filter(municipality=whole, part=Part.LEAD, theme__code="T15").delete()
    ThemeSetting.objects.update_or_create(municipality=whole, theme=cast.themes["T15"], defaults={"is_on": False})
    assert found(whole) == []


def without_contact(cast: Cast, *codes: str) -> None:
    RoleGrant.objects.filter(municipality=cast.veenwijk, role=Role.CONTACT_PERSON, department__code__in=codes).delete()


def test_a_department_is_one_hole_however_many_themes_it_leads(cast: Cast, whole: Municipality) -> None:
    without_contact(cast, "OOV")
    [hole] = found(whole)
    assert hole.kind == HoleKind.NO_CONTACT
    assert "Hennepteelt" in hole.breaks
    assert hole.repair.endswith("#lijst")


def test_whoever_leads_more_themes_is_missed_more(cast: Cast, whole: Municipality) -> None:
    without_contact(cast, "PUB", "OOV", "OPR")
    titles = [hole.title for hole in found(whole)]
    assert [title.split(" heeft")[0] for title in titles] == [
        "Veiligheid en handhaving",
        "Publiekszaken",
        "Buitendienst",
    ]


def test_a_department_of_which_everybody_is_away_is_a_hole(cast: Cast, whole: Municipality) -> None:
    today = timezone.localdate()
    Absence.objects.create(user=cast.gerrit, from_on=today, until_on=today)
    assert HoleKind.NOBODY_PRESENT in {hole.kind for hole in found(whole)}


def test_an_attention_officer_who_is_away_without_deputy_is_a_hole(cast: Cast, whole: Municipality) -> None:
    today = timezone.localdate()
    RoleGrant.objects.filter(municipality=whole, role=Role.ATTENTION_OFFICER).update(deputy=None)
    Absence.objects.create(user=cast.wil, from_on=today, until_on=today)
    assert HoleKind.NO_RECEIVER in {hole.kind for hole in found(whole)}


def test_holes_of_a_large_municipality_cost_no_more(
    cast: Cast, whole: Municipality, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for municipality in (whole, cast.oudeveen):
        with django_assert_max_num_queries(11):
            worst_holes(municipality)
