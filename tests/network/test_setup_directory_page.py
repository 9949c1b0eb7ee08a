"""In the fifth step you paste or upload who answers for what, and see first what changes."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from network.cast import Cast
from network.models import RoleGrant, StepDone, User
from network.rules import Role
from network.rules.starting import SetupStep
from network.sheets import workbook_of
from tests.network.furnishing import signed_in

PAGE = "/inrichten/veenwijk/gids/"
GOOD = "Publiekszaken; Tineke Bakker; tineke@veenwijk.example; Anna Bos\nBuitendienst; Anna Bos; anna@veenwijk.example;"
BAD = "Publieksplein; Tineke Bakker; tineke@veenwijk; Niemand Niet\nBuitendienst; Anna Bos; anna@veenwijk.example;"


@pytest.fixture
def wil(cast: Cast) -> Client:
    return signed_in(cast.wil)


def text(response: HttpResponse) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def shown(client: Client, typed: str = GOOD, **more: Any) -> HttpResponse:
    """The dry run, as a browser meets it."""
    response: HttpResponse = client.post(PAGE, {"text": typed, **more}, follow=True)
    return response


def confirmed(client: Client, dry_run: HttpResponse) -> HttpResponse:
    token = dry_run.context["token"]
    response: HttpResponse = client.post(f"{PAGE}invoeren/", {"lijst": token}, follow=True)
    return response


def test_the_lines_stand_ready_with_the_own_departments(wil: Client) -> None:
    typed = wil.get(PAGE).context["sheet"]["text"].value()
    assert "Publiekszaken; Tineke Bakker; tineke@veenwijk.example" in typed
    assert "Buitendienst; Sietse Wagenaar" in typed


def test_what_stands_ready_changes_nothing(wil: Client) -> None:
    page = shown(wil, wil.get(PAGE).context["sheet"]["text"].value())
    assert "Er verandert niets." in text(page)


def test_a_dry_run_says_what_would_change(wil: Client) -> None:
    said = text(shown(wil))
    assert "Anna Bos krijgt een account, en een uitnodiging op anna@veenwijk.example." in said
    assert "Anna Bos wordt contactpersoon." in said
    assert "Sietse Wagenaar is dan geen contactpersoon meer." in said
    assert "Anna Bos wordt vervanger." in said


def test_a_dry_run_changes_nothing(cast: Cast, wil: Client) -> None:
    before = list(RoleGrant.objects.order_by("pk").values())
    shown(wil)
    assert list(RoleGrant.objects.order_by("pk").values()) == before
    assert not User.objects.filter(email="anna@veenwijk.example").exists()


def test_no_name_stands_in_the_address(wil: Client) -> None:
    response = wil.post(PAGE, {"text": GOOD})
    assert response.status_code == 303
    assert re.fullmatch(rf"{PAGE}\?lijst=[0-9a-f]{{32}}", response["Location"])


def test_confirmed_it_is_done_and_said(wil: Client) -> None:
    page = confirmed(wil, shown(wil))
    assert "1 nieuwe contactpersoon." in text(page)
    assert User.objects.filter(email="anna@veenwijk.example").exists()


def test_confirmed_twice_the_list_is_gone(wil: Client) -> None:
    dry_run = shown(wil)
    confirmed(wil, dry_run)
    assert "De lijst is er niet meer." in text(confirmed(wil, dry_run))


def test_a_list_of_somebody_else_cannot_be_confirmed(cast: Cast, wil: Client) -> None:
    assert "De lijst is er niet meer." in text(confirmed(signed_in(cast.tom), shown(wil)))


def test_where_it_is_real_and_nobody_can_agree_nothing_is_done(cast: Cast, wil: Client) -> None:
    cast.veenwijk.is_live = True
    cast.veenwijk.save(update_fields=["is_live"])
    RoleGrant.objects.filter(municipality=cast.veenwijk, role=Role.PRIVACY_OFFICER).delete()
    assert "Niemand kan hiermee instemmen." in text(confirmed(wil, shown(wil)))
    assert not User.objects.filter(email="anna@veenwijk.example").exists()


def test_a_wrong_line_is_named_with_its_column_and_reason(wil: Client) -> None:
    page = shown(wil, BAD)
    assert page.status_code == 422
    assert [(fault.line, str(fault.column)) for fault in page.context["faults"]] == [
        (1, "afdeling"),
        (1, "mail"),
        (1, "vervanger"),
    ]
    assert "Bedoel je: Publiekszaken" in text(page)


def test_with_a_wrong_line_nothing_can_be_confirmed(wil: Client) -> None:
    assert f"{PAGE}invoeren/" not in shown(wil, BAD).content.decode()


def test_wrong_lines_stand_in_the_field_to_be_mended(wil: Client) -> None:
    assert "Niemand Niet" in shown(wil, BAD).context["sheet"]["text"].value()


def test_a_workbook_with_a_wrong_line_can_be_mended_on_the_page(wil: Client) -> None:
    made = workbook_of(title="Gids", header=["Afdeling", "Contactpersoon"], rows=[["Buitendienst", "Onbekende Naam"]])
    page = shown(wil, "", file=SimpleUploadedFile("lijst.xlsx", made))
    assert page.status_code == 422
    assert "Buitendienst; Onbekende Naam" in page.context["sheet"]["text"].value()


def test_a_workbook_is_as_good_as_a_paste(wil: Client) -> None:
    rows = [[cell.strip() for cell in line.split(";")] for line in GOOD.splitlines()]
    made = workbook_of(title="Gids", header=["Afdeling", "Contactpersoon", "Mail", "Vervanger"], rows=rows)
    assert "Anna Bos wordt contactpersoon." in text(shown(wil, "", file=SimpleUploadedFile("lijst.xlsx", made)))


def test_the_workbook_to_fill_in_holds_the_own_departments(wil: Client) -> None:
    book = load_workbook(BytesIO(wil.get(f"{PAGE}lijst.xlsx").content))
    rows = list(book.active.iter_rows(values_only=True))
    assert rows[0] == ("Afdeling", "Contactpersoon", "Mail", "Vervanger")
    assert {row[0] for row in rows[1:]} >= {"Publiekszaken", "Buitendienst", "Sociaal domein"}


def test_the_workbook_sent_back_changes_nothing(wil: Client) -> None:
    made = wil.get(f"{PAGE}lijst.xlsx").content
    assert "Er verandert niets." in text(shown(wil, "", file=SimpleUploadedFile("lijst.xlsx", made)))


def test_an_empty_form_asks_for_lines(wil: Client) -> None:
    page = shown(wil, "")
    assert (page.status_code, "Er staan geen regels in." in text(page)) == (422, True)


@pytest.mark.parametrize("content", [b"PK\x03\x04 kapot", b"\x00\x01\x02", b"x" * 300_000])
def test_a_file_that_is_no_list_is_refused_at_its_field(wil: Client, content: bytes) -> None:
    page = shown(wil, "", file=SimpleUploadedFile("lijst.xlsx", content))
    assert page.status_code == 422
    assert "file" in page.context["sheet"].errors


def test_between_dry_run_and_doing_somebody_may_leave(cast: Cast, wil: Client) -> None:
    dry_run = shown(wil, "Buitendienst; ; tineke@veenwijk.example;")
    User.objects.filter(pk=cast.tineke.pk).update(is_active=False)
    page = confirmed(wil, dry_run)
    assert (page.status_code, "werkt hier niet meer" in text(page)) == (422, True)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=200))
def test_any_text_gets_an_answer(wil: Client, typed: str) -> None:
    assert wil.post(PAGE, {"text": typed}).status_code in {303, 422}


def test_the_step_is_finished_by_saying_so(cast: Cast, wil: Client) -> None:
    wil.post(f"{PAGE}klaar/")
    assert StepDone.objects.filter(municipality=cast.veenwijk, step=SetupStep.DIRECTORY, by=cast.wil).exists()


@pytest.mark.parametrize("username", ["ilse", "jelle", "sanne", "omar"])
def test_who_does_not_furnish_it_meets_no_page(cast: Cast, username: str) -> None:
    client = signed_in(cast[username])
    asked = [client.get(PAGE), client.get(f"{PAGE}lijst.xlsx"), client.post(PAGE, {"text": GOOD})]
    asked += [client.post(f"{PAGE}{page}/") for page in ("invoeren", "themas", "klaar")]
    assert {response.status_code for response in asked} == {404}


def test_where_it_is_real_a_coordinator_alone_does_not_fill_in_the_list(cast: Cast) -> None:
    RoleGrant.objects.filter(user=cast.omar).exclude(role__in=[Role.COORDINATOR, Role.REPORTER]).delete()
    page = signed_in(cast.omar).get("/inrichten/oudeveen/gids/")
    assert "Dit deel doet de gidsbeheerder of de applicatiebeheerder." in text(page)


def test_the_page_costs_few_queries(wil: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_max_num_queries(26):
        wil.get(PAGE)
