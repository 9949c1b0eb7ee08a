"""Every page names the municipality and you, has the ways around, and tells a passer-by nothing."""

import re

import pytest
from django.test import Client

PAGES = ["/hulp/", "/privacy/", "/toegankelijkheid/", "/wachtwoord-wijzigen/"]


@pytest.mark.parametrize("path", [*PAGES, "/even-weg/", "/bestaat-niet/"])
def test_a_tab_shows_no_more_than_a_neutral_word(signed_in: Client, path: str) -> None:
    title = re.search(r"<title>(.*?)</title>", signed_in.get(path).content.decode())[1]
    assert title in {"HKIN", "Inloggen · HKIN", "Intranet"}


@pytest.mark.parametrize("path", PAGES)
def test_a_page_names_the_municipality_and_who_is_logged_in_as_what(signed_in: Client, path: str) -> None:
    page = signed_in.get(path).content.decode()
    for words in ("Gemeente Oudeveen", "Hier klopt iets niet", "Sanne Bakker", "melder"):
        assert words in page


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_no_style_or_script_of_its_own(signed_in: Client, path: str) -> None:
    page = signed_in.get(path).content.decode()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*src=)", page)


def test_the_policy_of_the_page_refuses_what_is_not_ours(signed_in: Client) -> None:
    policy = signed_in.get("/hulp/")["Content-Security-Policy"]
    for rule in ("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"):
        assert rule in policy


def test_the_empty_screen_names_neither_the_site_nor_the_person(signed_in: Client) -> None:
    page = signed_in.get("/even-weg/").content.decode()
    for words in ("Sanne", "signaal", "Hier klopt iets niet", "Oudeveen", "HKIN"):
        assert words not in page


def test_a_fragment_without_a_header_asks_the_database_nothing_for_it(
    signed_in: Client, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(0):
        Client().get("/even-weg/")
