"""One theme on one sheet: who does what, powers, partners, what each has at stake, and what is open."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from network.actions.blind import close_round
from network.actions.interests import ask_question, write_interest
from network.cast import Cast
from network.models import Interest, OpenQuestion, Organisation, Responsibility, ThemeSetting
from network.models.matrix import Part
from network.models.organisation import Liaison, OrganisationKind
from tests.network.workshop import THEME, fill_in, opened
from tests.signals.filing_form import signed_in

SENTENCE = "Wij willen verkopen aan wie er iets goeds mee doet."


def sheet(client: Client, code: str = THEME, **wanted: str) -> str:
    answer = client.get(reverse("network:theme_sheet", args=[code]), wanted)
    assert answer.status_code == 200
    return answer.content.decode()


def write(client: Client, party: str, sentence: str = SENTENCE, *, seen: int = 0) -> Any:
    return client.post(reverse("network:interest", args=[THEME, party]), {"sentence": sentence, "seen": seen})


def notary(cast: Cast) -> Organisation:
    office = Organisation.objects.create(
        municipality=cast.oudeveen, name="Notariskantoor Veer", kind=OrganisationKind.BUSINESS
    )
    Liaison.objects.create(organisation=office, name="Ans Prins", phone="088-0009901").themes.add(cast.themes[THEME])
    return office


# ---- who, powers, partners ---------------------------------------------------------------------------
def test_the_sheet_says_who_leads_with_whom_to_call(cast: Cast) -> None:
    page = sheet(signed_in(cast.sanne))
    assert page.index("Trekker") < page.index("Vastgoed &amp; Grondzaken") < page.index("Uitvoerder")
    assert "Dirk Venema, contactpersoon (operationeel)" in page
    assert f'tel:{cast.dirk.phone}"' in page


def test_a_theme_that_nobody_leads_says_so(cast: Cast) -> None:
    assert "Niemand trekt dit thema." in sheet(signed_in(cast.sanne), "T16")


def test_a_power_that_nobody_uses_is_named(cast: Cast) -> None:
    assert "niemand gebruikt dit nog" in sheet(signed_in(cast.sanne))


def test_a_partner_that_answers_for_the_theme_is_there_with_its_phone(cast: Cast) -> None:
    notary(cast)
    page = sheet(signed_in(cast.sanne))
    assert "Notariskantoor Veer" in page
    assert "088-0009901" in page


def test_a_part_of_a_template_reads_as_a_proposal(cast: Cast) -> None:
    Responsibility.objects.filter(theme=cast.themes[THEME], part=Part.LEAD).update(is_proposal=True)
    assert "voorstel, nog niet bevestigd" in sheet(signed_in(cast.sanne))


def test_a_priority_is_said_with_its_reason(cast: Cast) -> None:
    assert "Veel leegstand op De Kolk" in sheet(signed_in(cast.sanne), "T14")


@pytest.mark.parametrize("code", ["T99", "x"])
def test_a_theme_that_does_not_exist_has_no_sheet(cast: Cast, code: str) -> None:
    assert signed_in(cast.sanne).get(reverse("network:theme_sheet", args=[code])).status_code == 404


def test_a_theme_that_is_not_watched_has_no_sheet(cast: Cast) -> None:
    ThemeSetting.objects.update_or_create(
        municipality=cast.oudeveen, theme=cast.themes[THEME], defaults={"is_on": False}
    )
    assert signed_in(cast.sanne).get(reverse("network:theme_sheet", args=[THEME])).status_code == 404


def test_ilse_sees_nothing_of_another_municipality(cast: Cast) -> None:
    write_interest(
        by=cast.dirk,
        municipality=cast.oudeveen,
        theme=cast.themes["T01"],
        party=cast.department("VAS"),
        sentence=SENTENCE,
        seen=0,
    )
    ilse = signed_in(cast.ilse)
    watched = Responsibility.objects.filter(municipality=cast.veenwijk, theme__code="T01").exists()
    answer = ilse.get(reverse("network:theme_sheet", args=["T01"]))
    assert answer.status_code == (200 if watched else 404)
    assert SENTENCE not in answer.content.decode()
    assert ilse.get(reverse("network:theme_sheet", args=["T01"]), {"gemeente": "oudeveen"}).status_code == 404


# ---- what is at stake --------------------------------------------------------------------------------
def test_a_department_writes_its_own_sentence(cast: Cast) -> None:
    assert write(signed_in(cast.dirk), "afdeling-VAS").status_code == 302
    assert SENTENCE in sheet(signed_in(cast.sanne))


@pytest.mark.parametrize("name", ["yusuf", "noor", "omar", "sanne", "ilse"])
def test_nobody_writes_it_for_another_department(cast: Cast, name: str) -> None:
    assert write(signed_in(cast[name]), "afdeling-VAS").status_code == 404
    assert not Interest.objects.exists()


def test_the_keeper_writes_what_a_partner_said(cast: Cast) -> None:
    party = f"partner-{notary(cast).pk}"
    assert write(signed_in(cast.dirk), party).status_code == 404
    assert write(signed_in(cast.noor), party).status_code == 302
    assert "zoals Noor Hamstra het hoorde" in sheet(signed_in(cast.sanne))


@pytest.mark.parametrize("party", ["afdeling-XXX", "partner-0", "partner-x", "partner-99999999999999999999", "iets"])
def test_a_party_that_does_not_exist_has_no_sentence(cast: Cast, party: str) -> None:
    assert write(signed_in(cast.noor), party).status_code == 404


def test_an_empty_sentence_takes_it_away(cast: Cast) -> None:
    dirk = signed_in(cast.dirk)
    write(dirk, "afdeling-VAS")
    assert write(dirk, "afdeling-VAS", "", seen=1).status_code == 302
    assert not Interest.objects.exists()


def test_who_is_second_reads_what_the_first_wrote_and_keeps_the_own_text(cast: Cast) -> None:
    dirk = signed_in(cast.dirk)
    write(dirk, "afdeling-VAS")
    late = write(dirk, "afdeling-VAS", "Iets anders.")
    page = late.content.decode()
    assert late.status_code == 409
    assert SENTENCE in page
    assert "Iets anders." in page
    assert Interest.objects.get().sentence == SENTENCE


@pytest.mark.parametrize(("typed", "status"), [("😀" * 500, 302), ("x" * 5000, 422), ("bsn 111222333", 422)])
def test_what_is_typed_is_never_lost(cast: Cast, typed: str, status: int) -> None:
    answer = write(signed_in(cast.dirk), "afdeling-VAS", typed)
    assert answer.status_code == status
    assert typed in (answer.content.decode() if status == 422 else Interest.objects.get().sentence)


# ---- where we differ, what is open -------------------------------------------------------------------
def test_the_last_closed_round_stands_on_the_sheet_of_the_table_only(cast: Cast) -> None:
    found = opened(cast)
    fill_in(signed_in(cast.yusuf), cast, found, "BIJ", {"OOV": Part.LEAD})
    fill_in(signed_in(cast.dirk), cast, found, "VAS", {"OOV": Part.ADVISER})
    assert "trekker: Bijzondere wetten" not in sheet(signed_in(cast.dirk))
    close_round(by=cast.noor, blind_round=found)
    assert "trekker: Bijzondere wetten" in sheet(signed_in(cast.dirk))
    assert "trekker: Bijzondere wetten" not in sheet(signed_in(cast.sanne))


def test_a_question_is_asked_and_answered_with_a_name(cast: Cast) -> None:
    dirk, yusuf = signed_in(cast.dirk), signed_in(cast.yusuf)
    dirk.post(reverse("network:question_ask", args=[THEME]), {"text": "Wie belt de notaris?", "of": ""})
    question = OpenQuestion.objects.get()
    address = reverse("network:question_answer", args=[THEME, question.pk])
    assert yusuf.post(address, {"answer": "Wij."}).status_code == 302
    page = sheet(signed_in(cast.sanne))
    assert "Wie belt de notaris?" in page
    assert "Wij." in page
    assert "Yusuf" in page


def test_an_answer_is_given_once(cast: Cast) -> None:
    question = ask_question(
        by=cast.noor, municipality=cast.oudeveen, theme=cast.themes[THEME], text="Wie?", asked_of=None
    )
    address = reverse("network:question_answer", args=[THEME, question.pk])
    signed_in(cast.dirk).post(address, {"answer": "Wij."})
    late = signed_in(cast.yusuf).post(address, {"answer": "Nee, wij."})
    assert late.status_code == 409
    assert "Nee, wij." in late.content.decode()
    question.refresh_from_db()
    assert question.answer == "Wij."


@pytest.mark.parametrize("typed", ["", "x" * 5000, "bsn 111222333"])
def test_a_wrong_question_says_what_is_wrong_and_stays(cast: Cast, typed: str) -> None:
    answer = signed_in(cast.dirk).post(reverse("network:question_ask", args=[THEME]), {"text": typed, "of": ""})
    assert answer.status_code == 422
    assert typed in answer.content.decode()
    assert not OpenQuestion.objects.exists()


def test_a_question_of_another_theme_is_not_answered_here(cast: Cast) -> None:
    question = ask_question(
        by=cast.noor, municipality=cast.oudeveen, theme=cast.themes["T14"], text="Wie?", asked_of=None
    )
    address = reverse("network:question_answer", args=[THEME, question.pk])
    assert signed_in(cast.dirk).post(address, {"answer": "Wij."}).status_code == 404


def test_the_sheet_asks_the_database_little(cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    found = opened(cast)
    fill_in(signed_in(cast.yusuf), cast, found, "BIJ", {"OOV": Part.LEAD})
    close_round(by=cast.noor, blind_round=found)
    client = signed_in(cast.dirk)
    with django_assert_max_num_queries(28):
        client.get(reverse("network:theme_sheet", args=[THEME]))
