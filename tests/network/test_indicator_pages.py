"""The keeper writes, a word list points at what may hurt, a colleague answers, and the writer may try anew."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from network.cast import Cast
from network.models import Indicator, IndicatorDraft
from tests.network.furnishing import signed_in
from tests.network.theme_forms import TEXT, draft, published, sent_check, sent_form

PAGE = "/netwerk/themas/"
CHECKS = f"{PAGE}controle/"
WRITE = f"{PAGE}T01/kenmerk/"


@pytest.fixture
def noor(cast: Cast) -> Client:
    return signed_in(cast.noor)


@pytest.fixture
def fatma(cast: Cast) -> Client:
    return signed_in(cast.fatma)


def test_the_keeper_writes_and_it_waits(noor: Client) -> None:
    answer = noor.post(WRITE, sent_form())
    written = IndicatorDraft.objects.get()
    assert answer["Location"] == f"{CHECKS}{written.uuid}/"
    assert (written.text, written.state, written.department_codes) == (TEXT, IndicatorDraft.State.WRITTEN, ["PUB"])


def test_without_an_innocent_explanation_nothing_is_kept(noor: Client) -> None:
    answer = noor.post(WRITE, sent_form(innocent=""))
    assert answer.status_code == 422
    assert "Schrijf een onschuldige verklaring op." in answer.content.decode()
    assert TEXT in answer.content.decode()


def test_a_word_that_may_hurt_is_said_at_the_field(noor: Client) -> None:
    answer = noor.post(WRITE, sent_form("Poolse busjes voor de deur"))
    assert answer.status_code == 422
    assert "“Poolse” kan zeggen waar iemand vandaan komt." in answer.content.decode()
    assert not IndicatorDraft.objects.exists()


def test_the_same_words_sent_again_go_on_and_the_checker_sees_the_hint(noor: Client, fatma: Client) -> None:
    noor.post(WRITE, sent_form("Poolse busjes voor de deur", hinted="poolse"))
    shown = fatma.get(f"{CHECKS}{IndicatorDraft.objects.get().uuid}/").content.decode()
    assert "Kijk twee keer naar deze woorden" in shown


def test_another_word_is_said_again(noor: Client) -> None:
    answer = noor.post(WRITE, sent_form("Roemeense busjes in de wijk", hinted="roemeense"))
    assert answer.status_code == 422


def test_the_checker_sees_what_else_it_could_be_and_what_is_there_already(cast: Cast, fatma: Client) -> None:
    shown = fatma.get(f"{CHECKS}{draft(cast).uuid}/").content.decode()
    assert "Iemand kampeert vaak." in shown
    assert "Ramen structureel afgeplakt" in shown


def test_the_checker_signs_and_everybody_reads_it(cast: Cast, fatma: Client) -> None:
    fatma.post(f"{CHECKS}{draft(cast).uuid}/", sent_check())
    own = Indicator.objects.get(text=TEXT)
    shown = signed_in(cast.sanne).get(f"{PAGE}kenmerk/{own.code}/").content.decode()
    assert "Gecontroleerd door Fatma Özdemir, vandaag" in shown
    assert "Nee, het geldt overal" in shown


def test_an_open_question_is_said_at_its_place(cast: Cast, fatma: Client) -> None:
    answer = fatma.post(f"{CHECKS}{draft(cast).uuid}/", sent_check(origin=""))
    assert answer.status_code == 422
    assert "Beantwoord deze vraag." in answer.content.decode()


def test_an_objection_asks_for_a_remark(cast: Cast, fatma: Client) -> None:
    answer = fatma.post(f"{CHECKS}{draft(cast).uuid}/", sent_check(place="objection"))
    assert answer.status_code == 422
    assert "Je hebt een bezwaar. Schrijf wat er anders moet." in answer.content.decode()


def test_the_writer_reads_the_remark_and_writes_it_anew(cast: Cast, noor: Client, fatma: Client) -> None:
    first = draft(cast)
    fatma.post(f"{CHECKS}{first.uuid}/", sent_check(place="objection", remark="De plek is hier de reden."))
    shown = noor.get(f"{CHECKS}{first.uuid}/herschrijven/").content.decode()
    assert "De plek is hier de reden." in shown
    assert TEXT in shown
    noor.post(f"{CHECKS}{first.uuid}/herschrijven/", sent_form("Er staan gasflessen."))
    assert [one.state for one in IndicatorDraft.objects.order_by("pk")] == ["refused", "written"]


def test_the_second_of_two_checkers_sees_how_it_was_settled(cast: Cast, fatma: Client) -> None:
    written = draft(cast)
    signed_in(cast.omar).post(f"{CHECKS}{written.uuid}/", sent_check(evenly="objection", remark="Liever niet."))
    answer = fatma.post(f"{CHECKS}{written.uuid}/", sent_check())
    assert answer.status_code == 409
    assert "Een collega was je voor" in answer.content.decode()
    assert "Liever niet." in answer.content.decode()


def test_the_writer_sees_no_checklist_and_takes_it_back(cast: Cast, noor: Client) -> None:
    address = f"{CHECKS}{draft(cast).uuid}/"
    assert 'name="origin"' not in noor.get(address).content.decode()
    assert noor.post(address, sent_check()).status_code == 404
    noor.post(f"{address}intrekken/")
    assert IndicatorDraft.objects.get().state == IndicatorDraft.State.WITHDRAWN


def test_the_fg_reads_along_and_answers_nothing(cast: Cast) -> None:
    hans, address = signed_in(cast.hans), f"{CHECKS}{draft(cast).uuid}/"
    assert 'name="origin"' not in hans.get(address).content.decode()
    assert hans.post(address, sent_check()).status_code == 404


def test_the_list_and_the_first_page_say_what_waits(cast: Cast, fatma: Client) -> None:
    draft(cast)
    assert TEXT in fatma.get(CHECKS).content.decode()
    assert "Kenmerk te controleren" in fatma.get("/").content.decode()
    assert "Kenmerk te controleren" not in signed_in(cast.noor).get("/").content.decode()


def test_rewording_a_shared_one_says_that_others_keep_it(noor: Client) -> None:
    shown = noor.get(f"{PAGE}kenmerk/T01.1/wijzigen/").content.decode()
    assert "andere gemeenten houden de gedeelde" in shown
    assert "Ramen structureel afgeplakt" in shown


def test_retiring_says_what_happens_and_asks_why(noor: Client) -> None:
    address = f"{PAGE}kenmerk/T01.1/stoppen/"
    assert "Bij signalen die het hebben, blijft het leesbaar." in noor.get(address).content.decode()
    assert noor.post(address, {"reason": ""}).status_code == 422
    noor.post(address, {"reason": "Zegt te weinig."})
    shown = noor.get(f"{PAGE}T01/").content.decode()
    assert "niet meer in gebruik" in noor.get(f"{PAGE}kenmerk/T01.1/").content.decode()
    assert "Zegt te weinig." in shown


@pytest.mark.parametrize("username", ["ilse", "sanne", "dirk"])
def test_who_has_no_part_in_it_finds_no_draft(cast: Cast, username: str) -> None:
    client = signed_in(cast[username])
    assert client.get(f"{CHECKS}{draft(cast).uuid}/").status_code == 404
    assert client.get(CHECKS).status_code == 404


def test_who_checks_elsewhere_finds_no_draft_of_here(cast: Cast) -> None:
    assert signed_in(cast.jelle).get(f"{CHECKS}{draft(cast).uuid}/").status_code == 404


@pytest.mark.parametrize("path", [CHECKS, "draft", f"{PAGE}kenmerk/T01.1/", WRITE])
def test_the_pages_cost_few_queries(cast: Cast, path: str, django_assert_max_num_queries: Any) -> None:
    published(cast)
    address = f"{CHECKS}{draft(cast).uuid}/" if path == "draft" else path
    client = signed_in(cast.fatma if path == "draft" else cast.noor)
    with django_assert_max_num_queries(20):
        assert client.get(address).status_code == 200
