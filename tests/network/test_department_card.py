"""A card for the wall of a department: five signs to look out for, whom to call, and a code that opens the form."""

from __future__ import annotations

import re

import pytest
from django.http import HttpResponse
from pytest_django import DjangoAssertNumQueries

from network.cards import card_for
from network.cast import Cast
from network.choices import strongest_indicators, themes_of
from network.models import Indicator, ThemeSetting
from tests.network.furnishing import signed_in


def look(cast: Cast, username: str, path: str = "/afdelingskaart/PUB/") -> HttpResponse:
    response: HttpResponse = signed_in(cast[username]).get(path)
    return response


def text(response: HttpResponse) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_it_shows_five_signs_that_the_department_can_notice(cast: Cast) -> None:
    indicators = card_for(cast.sanne, "PUB").indicators
    assert len(indicators) == 5
    assert all("PUB" in indicator.department_codes for indicator in indicators)


def test_the_strongest_stand_on_it(cast: Cast) -> None:
    strengths = {indicator.strength for indicator in card_for(cast.sanne, "OOV").indicators}
    assert strengths == {Indicator.Strength.STRONG}


def test_signs_of_watched_themes_come_first(cast: Cast) -> None:
    department = cast.department("BWT")
    ThemeSetting.objects.filter(municipality=cast.oudeveen).delete()
    for code, theme in cast.themes.items():
        ThemeSetting.objects.create(municipality=cast.oudeveen, theme=theme, is_on=code in {"T02", "T03"})
    first = strongest_indicators(department, most=5)[:2]
    assert {indicator.theme for indicator in first} <= set(themes_of(cast.oudeveen))


def test_it_names_the_contact_person_and_who_to_call(cast: Cast) -> None:
    page = text(look(cast, "sanne"))
    assert "Karin Postma is de contactpersoon van je afdeling." in page
    assert "Omar de Vries" in page


def test_it_holds_the_address_and_a_code_of_it(cast: Cast) -> None:
    page = look(cast, "sanne").content.decode()
    assert "http://testserver/signalen/nieuw/" in page
    assert 'class="hkin-qr"' in page


@pytest.mark.parametrize(("query", "size"), [("", "a5"), ("?formaat=a4", "a4"), ("?formaat=a0", "a5")])
def test_it_is_printed_on_a5_or_a4(cast: Cast, query: str, size: str) -> None:
    assert f"hkin-card--{size}" in look(cast, "sanne", f"/afdelingskaart/PUB/{query}").content.decode()


def test_ilse_sees_the_card_of_her_own_municipality(cast: Cast) -> None:
    page = text(look(cast, "ilse"))
    assert "Gemeente Veenwijk · Publiekszaken" in page
    assert "Karin Postma" not in page


@pytest.mark.parametrize("path", ["/afdelingskaart/VAS/", "/afdelingskaart/PUB/?gemeente=oudeveen"])
def test_ilse_meets_no_card_of_another_municipality(cast: Cast, path: str) -> None:
    assert look(cast, "ilse", path).status_code == 404


def test_an_unknown_department_has_no_card(cast: Cast) -> None:
    assert look(cast, "sanne", "/afdelingskaart/XYZ/").status_code == 404


def test_who_furnishes_another_municipality_prints_its_cards_too(cast: Cast) -> None:
    assert "Gemeente Veenwijk" in text(look(cast, "tom", "/afdelingskaart/PUB/?gemeente=veenwijk"))


def test_the_directory_leads_to_the_card(cast: Cast) -> None:
    assert 'href="/afdelingskaart/PUB/"' in look(cast, "sanne", "/netwerk/").content.decode()


def test_it_costs_few_queries(cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    client = signed_in(cast.sanne)
    with django_assert_max_num_queries(18):
        client.get("/afdelingskaart/PUB/")
