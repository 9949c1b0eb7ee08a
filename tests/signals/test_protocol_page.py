"""Everybody in a municipality can see how a signal is weighed there: as a picture, and in tables that say the same."""

import pytest
from django.http import HttpResponse
from pytest_django import DjangoAssertNumQueries

from network.cast import Cast
from network.models import User
from signals.actions.own_protocol import load_protocol
from signals.protocols import shipped
from tests.signals.life import filed
from tests.signals.protocols import changed, text_of
from tests.signals.team import signed_in, words_of

PROTOCOL = "/protocol/"


def shown(user: User, **asked: str) -> str:
    answer = signed_in(user).get(PROTOCOL, asked)
    assert answer.status_code == 200
    return words_of(answer)


def answered(user: User, **asked: str) -> HttpResponse:
    answer: HttpResponse = signed_in(user).get(PROTOCOL, asked)
    return answer


def weighs_by(cast: Cast, name: str) -> str:
    code = load_protocol(text_of(name), municipality=cast.oudeveen).protocol.code
    cast.oudeveen.protocol_version = code
    cast.oudeveen.save()
    return code


@pytest.mark.parametrize("username", ["sanne", "dirk", "bea", "fatma", "hans", "marijke", "tom"])
def test_whoever_has_a_role_there_sees_it(cast: Cast, username: str) -> None:
    assert "Hoe Oudeveen een signaal weegt" in shown(cast[username])


def test_somebody_elsewhere_sees_their_own(cast: Cast) -> None:
    assert "Oudeveen" not in shown(cast.ilse)
    assert answered(cast.ilse, gemeente="oudeveen").status_code == 404


def test_an_unknown_municipality_cannot_be_opened_either(cast: Cast) -> None:
    assert answered(cast.ilse, gemeente="nergens").status_code == 404


def test_the_small_municipality_weighs_by_light(cast: Cast) -> None:
    page = shown(cast.wil, gemeente="veenwijk")
    assert "Licht" in page
    assert "Bronnenonderzoek" not in page


def test_every_word_of_the_definition_stands_there(cast: Cast) -> None:
    page = shown(cast.omar)
    protocol = shipped()["model-1"]
    questions = [question for task in protocol.tasks for question in task.questions]
    criteria = [criterion for task in protocol.tasks for criterion in task.criteria]
    words = [one.label for one in (*protocol.steps, *protocol.tasks, *protocol.ways, *questions, *criteria)]
    words += [level for criterion in criteria for level in criterion.levels]
    words += [option.label for question in questions for option in question.options]
    assert [word for word in words if word not in page] == []


@pytest.mark.parametrize(
    "words",
    [
        "Te beslissen binnen 5 leesdagen.",
        "Weging 1: is het ondermijning? Ja",
        "Een afdeling neemt de regie: De afdeling zei ja",
        "Hoe betrouwbaar zijn bron en informatie? (gedaan)",
        "Niets. De weg is zelf het antwoord: Weging 2B: is het ons gebied? Nee, in een andere gemeente",
        "Het einde: Geen treffer",
        "Stap 3, Bronnenonderzoek",
        "privacyfunctionaris",
        "Hier leggen we doel en grondslag vast.",
        "Er zijn minstens 3 eigen oordelen nodig.",
        "één of meer van deze, minstens 1, alleen bij “Ja”",
    ],
)
def test_the_tables_say_who_and_what_first(cast: Cast, words: str) -> None:
    assert words in shown(cast.omar)


def test_the_picture_has_a_box_a_step_and_a_way_to_the_next(cast: Cast) -> None:
    picture = shown(cast.omar).split('<ol class="hkin-flow">')[1].split("</ol>")[0]
    assert picture.count('class="hkin-flow__step"') == 4
    assert [f"Naar stap {number}" in picture for number in range(1, 5)] == [False, True, True, True]


def test_a_way_back_is_drawn_as_one(cast: Cast) -> None:
    weighs_by(cast, "drie-fasen")
    assert shown(cast.omar).count("hkin-flow__way--back") == 1


@pytest.mark.parametrize(("name", "steps"), [("drie-fasen", 3), ("zeven-fasen", 7)])
def test_another_number_of_phases_is_drawn_too(cast: Cast, name: str, steps: int) -> None:
    weighs_by(cast, name)
    assert shown(cast.sanne).count('class="hkin-flow__step"') == steps


def test_the_number_of_scores_that_was_set_stands_beside_the_usual_one(cast: Cast) -> None:
    cast.oudeveen.minimum_scores = 2
    cast.oudeveen.save()
    assert "Er zijn minstens 2 eigen oordelen nodig. Het protocol zelf zegt 3." in shown(cast.omar)


def test_a_version_on_which_signals_still_run_can_be_seen(cast: Cast) -> None:
    filed(cast.sanne)
    weighs_by(cast, "drie-fasen")
    page = shown(cast.bea, versie="model-1")
    assert "loopt nog" in page
    assert "Nieuwe signalen volgen deze versie niet" in page


def test_a_version_that_nobody_uses_is_only_for_who_chooses(cast: Cast) -> None:
    assert answered(cast.bea, versie="light-1").status_code == 404
    assert "Nieuwe signalen volgen deze versie niet" in shown(cast.omar, versie="light-1")


def test_a_version_of_another_municipality_cannot_be_seen(cast: Cast) -> None:
    load_protocol(text_of("drie-fasen"), municipality=cast.veenwijk)
    assert answered(cast.omar, versie="waterdrecht-1").status_code == 404


def test_only_who_chooses_gets_the_way_to_choosing(cast: Cast) -> None:
    assert ["/inrichten/oudeveen/protocol/" in shown(cast[name]) for name in ("omar", "tom", "bea")] == [
        True,
        True,
        False,
    ]


def test_words_of_a_definition_are_text(cast: Cast) -> None:
    text = changed(text_of("klein"), ('"klein-1"', '"tekst-1"'), ('label = "Begin"', "label = '<b>Begin</b>'"))
    cast.oudeveen.protocol_version = load_protocol(text, municipality=cast.oudeveen).protocol.code
    cast.oudeveen.save()
    assert b"&lt;b&gt;Begin&lt;/b&gt;" in answered(cast.omar).content


def test_it_costs_a_fixed_number_of_queries(cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    client = signed_in(cast.omar)
    with django_assert_max_num_queries(12):
        client.get(PROTOCOL)


def test_the_code_tells_two_versions_with_one_name_apart(cast: Cast) -> None:
    filed(cast.sanne)
    code = weighs_by(cast, "drie-fasen")
    tabs = shown(cast.omar).split('<ul class="hkin-tabs">')[1].split("</ul>")[0]
    assert ">model-1</span>" in tabs
    assert f">{code}</span>" in tabs
