"""Words about health, belief, origin or sexual life are seen; words of every day that look alike are not."""

import pytest

from signals.rules.sensitive_words import sensitive_words


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("De bewoner is ziek en komt niet buiten.", "ziek"),
        ("Zij heeft een verstandelijke beperking.", "verstandelijke"),
        ("Hij bezoekt elke vrijdag de moskee.", "moskee"),
        ("Het heeft met zijn geloof te maken.", "zijn geloof"),
        ("Drie Poolse mannen slapen in de loods.", "Poolse"),
        ("De buren zeggen dat hij homo is.", "homo"),
        ("De huurder is verslaafd.", "verslaafd"),
    ],
)
def test_such_a_word_is_seen(text: str, word: str) -> None:
    assert sensitive_words([text]) == [word]


@pytest.mark.parametrize(
    "text",
    [
        "Ik geloof dat er iets niet klopt.",
        "Graag uiterlijk vrijdag een antwoord.",
        "De herkomst van het geld is niet duidelijk.",
        "Het geld komt uit het buitenland en de auto is afkomstig uit een loods.",
        "De polisvoorwaarden zijn gewijzigd.",
        "Bij de loods staat elke ochtend een witte bus met draaiende motor.",
        "De homogene groep bedrijven zit in het ziekenhuis.",
    ],
)
def test_words_of_every_day_are_left_alone(text: str) -> None:
    assert sensitive_words([text]) == []


def test_each_word_is_named_once_over_all_texts() -> None:
    assert sensitive_words(["Hij is ziek.", "Ziek, en in de kerkgangers verdiept."]) == ["ziek", "kerkgangers"]
