"""A word that rather says who somebody is, or where, is pointed out; what can be seen is not."""

import pytest

from network.reference import read_catalogue
from network.rules.indicator_words import About, hints_in


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("Marokkaanse jongens op de hoek", About.ORIGIN),
        ("Auto met een buitenlands kenteken", About.ORIGIN),
        ("Roemeens bedrijf", About.ORIGIN),
        ("Bezoekers van de moskee", About.BELIEF),
        ("Vrouw met hoofddoek", About.BELIEF),
        ("Bewoner van een woonwagen", About.GROUP),
        ("Het is een achterstandswijk", About.PLACE),
        ("Woont in een flat", About.PLACE),
        ("Past in het risicoprofiel", About.SCORE),
    ],
)
def test_a_word_about_people_or_places_is_pointed_out(text: str, about: About) -> None:
    assert about in {hint.about for hint in hints_in(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Ramen zijn dag en nacht afgeplakt",
        "De huur wordt contant betaald",
        "Aanhoudend gezoem van ventilatie",
        "Er staat een zwembad in de schuur",
        "Politie en toezicht worden gewaarschuwd",
        "Huurder betaalt twee jaar vooruit",
        "Polissen en facturen kloppen niet",
    ],
)
def test_what_can_be_seen_is_not_pointed_out(text: str) -> None:
    assert hints_in(text) == []


def test_a_word_is_named_once_and_as_it_was_written() -> None:
    assert [hint.word for hint in hints_in("Poolse busjes en poolse kentekens")] == ["Poolse"]


def test_hardly_anything_of_the_shared_list_is_pointed_out() -> None:
    hinted = {indicator.code for indicator in read_catalogue().indicators if hints_in(indicator.text)}
    assert hinted == {"T03.4", "T09.4"}
