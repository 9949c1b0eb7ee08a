"""Everybody reads which themes their municipality watches, who leads them and what can be noticed."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from network.actions.themes import ThemeWords, add_theme, switch_theme
from network.cast import Cast
from network.models import Theme
from tests.network.furnishing import signed_in
from tests.network.theme_forms import TEXT, draft, published

PAGE = "/netwerk/themas/"


@pytest.fixture
def own(cast: Cast) -> Theme:
    return add_theme(by=cast.noor, municipality=cast.oudeveen, words=ThemeWords("Lachgas", "Verkoop van lachgas."))


def page(client: Client, path: str = PAGE) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_colleague_reads_which_themes_are_watched_and_who_leads_them(cast: Cast) -> None:
    shown = page(signed_in(cast.sanne))
    assert "Hennepteelt" in shown
    assert "Veiligheid (Openbare Orde" in shown


def test_a_theme_that_is_off_says_so(cast: Cast) -> None:
    switch_theme(by=cast.noor, municipality=cast.oudeveen, theme=cast.themes["T01"], is_on=False)
    assert "Dit thema staat uit" in page(signed_in(cast.sanne), f"{PAGE}T01/")


def test_a_theme_shows_what_can_be_noticed_and_with_which_powers(cast: Cast) -> None:
    shown = page(signed_in(cast.sanne), f"{PAGE}T01/")
    assert "Ramen structureel afgeplakt" in shown
    assert "art. 13b Opiumwet" in shown


def test_the_standing_rule_stands_on_it_in_full(cast: Cast) -> None:
    shown = page(signed_in(cast.sanne), f"{PAGE}T01/")
    assert "Geen kenmerk, veld, filter of score over herkomst, nationaliteit, geloof, groep" in shown
    assert "Die moest in 2022 worden ingetrokken." in shown


def test_an_indicator_says_who_checked_it(cast: Cast) -> None:
    published(cast)
    assert "door Fatma Özdemir, vandaag" in page(signed_in(cast.sanne), f"{PAGE}T01/")


def test_a_draft_is_shown_to_who_writes_and_checks_and_to_nobody_else(cast: Cast) -> None:
    draft(cast)
    assert TEXT in page(signed_in(cast.omar), f"{PAGE}T01/")
    assert TEXT not in page(signed_in(cast.sanne), f"{PAGE}T01/")


def test_ilse_sees_the_themes_of_her_own_municipality_only(cast: Cast, own: Theme) -> None:
    ilse = signed_in(cast.ilse)
    published(cast, theme=own)
    assert "Lachgas" not in page(ilse)
    assert ilse.get(f"{PAGE}{own.code}/").status_code == 404
    assert ilse.get(f"{PAGE}?gemeente=oudeveen").status_code == 404
    assert ilse.get(f"{PAGE}kenmerk/E{cast.oudeveen.pk}.1/").status_code == 404


def test_who_works_in_two_municipalities_chooses_one(cast: Cast) -> None:
    wil = signed_in(cast.wil)
    assert "Themes of Oudeveen" not in page(wil)
    assert 'href="?gemeente=oudeveen"' in page(wil)
    assert "Waar Oudeveen op let" in page(wil, f"{PAGE}?gemeente=oudeveen")


def test_the_list_costs_few_queries(cast: Cast, own: Theme, django_assert_max_num_queries: Any) -> None:
    noor = signed_in(cast.noor)
    with django_assert_max_num_queries(22):
        page(noor)


def test_a_theme_costs_few_queries(cast: Cast, django_assert_max_num_queries: Any) -> None:
    published(cast)
    noor = signed_in(cast.noor)
    with django_assert_max_num_queries(27):
        page(noor, f"{PAGE}T01/")
