"""A colleague who searches "loods" also finds "Loodsen", and the database never sees a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hkin.privacy.stop_words import STOP_WORDS
from hkin.privacy.words import index_words, normalise, query_words, stems


@pytest.mark.parametrize(
    ("written", "sought"),
    [
        ("loodsen", "loods"),
        ("adressen", "adres"),
        ("kentekens", "kenteken"),
        ("kinderen", "kind"),
        ("gelden", "geld"),
        ("huizen", "huis"),
        ("bedrijven", "bedrijf"),
        ("hennepkwekerijen", "hennepkwekerij"),
        ("contante betalingen", "betaling contant"),
        ("auto's", "auto"),
        ("camera's", "camera"),
        ("restaurants", "restaurant"),
        ("hij woont", "wonen"),
        ("zij huurt", "huren"),
        ("CHEMICALIËN", "chemicaliën"),
        ("café", "cafe"),
        ("reünie", "reunie"),
        ("één", "ÉÉN"),
        ("Hier klopt iets niet: garage achter de kapper.", "kappers garages"),
    ],
)
def test_plurals_cases_and_accents_meet(written: str, sought: str) -> None:
    assert set(query_words(sought)) <= set(index_words(written))


@pytest.mark.parametrize(("one", "other"), [("loods", "garage"), ("kapper", "kelder"), ("boot", "bod")])
def test_other_words_do_not_meet(one: str, other: str) -> None:
    assert not set(index_words(one)) & set(index_words(other))


@pytest.mark.parametrize("text", ["", "   ", "de het een", "!?", "a b c", "Hij is er niet."])
def test_a_query_without_terms_is_empty(text: str) -> None:
    assert query_words(text) == []


@given(st.text())
def test_any_text_becomes_sorted_unique_numbers_that_fit_a_bigint(text: str) -> None:
    words = index_words(text)
    assert words == sorted(set(words))
    assert all(-(2**63) <= word < 2**63 for word in words)


@given(st.text())
def test_the_order_and_number_of_words_do_not_show(text: str) -> None:
    assert index_words(text) == index_words(f"{text} {text}")


def test_another_key_gives_other_numbers(settings) -> None:
    before = index_words("loods")
    settings.INDEX_KEY = "b3Rob3RoZXJvdGhlcm90aGVyb3RoZXJvdGhlcm90aGU="
    assert index_words("loods") != before


def test_stop_words_are_written_as_the_index_sees_them() -> None:
    assert {normalise(word) for word in STOP_WORDS} == STOP_WORDS


def test_the_stemmer_is_the_one_the_rows_were_indexed_with() -> None:
    """Another release of snowballstemmer or a changed rule fails here: raise INDEX_VERSION."""
    words = "betalingen kentekens garages wietplantages identiteitsbewijzen bewoners schuren vergunning"
    assert sorted(stems(words)) == [
        "betaal",
        "bewoner",
        "garag",
        "identiteitsbewij",
        "kenteek",
        "schuur",
        "vergun",
        "wietplantag",
    ]
