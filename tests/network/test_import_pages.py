"""The pages of in and out: files to begin with, a file brought in, every change and every wrong line, and the yes."""

import re
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from network.actions.importing import work_on
from network.cast import Cast
from network.models import Department, ImportRun, RoleGrant
from network.rules import Role
from network.rules.import_sheet import titles_of
from tests.network.importing import DEPARTMENTS, MATRIX, PEOPLE, brought_in, sheet
from tests.signals.filing_form import signed_in

pytestmark = pytest.mark.django_db

START = "/netwerk/invoeren/"
NEW = "/netwerk/invoeren/afdelingen/"
GOOD = {"code": "WAT", "name": "Water"}
WRONG = {"code": "W!", "name": ""}


def upload(cast: Cast, content: bytes, *, by: str = "noor", path: str = NEW, name: str = "gids.csv") -> HttpResponse:
    response: HttpResponse = signed_in(cast[by]).post(path, {"file": SimpleUploadedFile(name, content)})
    return response


def page(cast: Cast, run: ImportRun, rest: str = "", by: str = "noor", **more: Any) -> HttpResponse:
    response: HttpResponse = signed_in(cast[by]).get(f"/netwerk/invoeren/bestand/{run.uuid}/{rest}", **more)
    return response


def yes(cast: Cast, run: ImportRun, by: str = "noor", **typed: str) -> HttpResponse:
    response: HttpResponse = signed_in(cast[by]).post(f"/netwerk/invoeren/bestand/{run.uuid}/doen/", typed)
    return response


def read(cast: Cast, *rows: dict[str, str]) -> ImportRun:
    return brought_in(cast, DEPARTMENTS, sheet(DEPARTMENTS, *rows))


# ---- who comes in --------------------------------------------------------------------------------
@pytest.mark.parametrize("path", [START, NEW, f"{NEW}voorbeeld.xlsx", "/netwerk/uitvoeren/mensen.xlsx"])
@pytest.mark.parametrize("name", ["ilse", "sanne", "omar", "dirk"])
def test_who_keeps_nothing_finds_nothing(cast: Cast, name: str, path: str) -> None:
    assert signed_in(cast[name]).get(path).status_code == 404


def test_the_keeper_takes_no_list_of_people_out_where_it_is_live(cast: Cast) -> None:
    assert signed_in(cast.noor).get("/netwerk/uitvoeren/mensen.xlsx").status_code == 404
    assert signed_in(cast.tom).get("/netwerk/uitvoeren/mensen.xlsx").status_code == 200


def test_a_manager_brings_no_matrix_in_that_he_could_not_change_by_hand(cast: Cast) -> None:
    assert signed_in(cast.tom).get("/netwerk/invoeren/matrix/").status_code == 404
    assert upload(cast, b"x", by="tom", path="/netwerk/invoeren/matrix/").status_code == 404


def test_another_municipality_is_not_there_for_who_does_not_keep_it(cast: Cast) -> None:
    assert signed_in(cast.noor).get(f"{START}?gemeente=veenwijk").status_code == 404


def test_a_file_of_a_colleague_is_not_there(cast: Cast) -> None:
    run = read(cast, GOOD)
    assert [page(cast, run, by=name).status_code for name in ("noor", "tom", "ilse")] == [200, 404, 404]
    assert yes(cast, run, by="tom").status_code == 404
    assert page(cast, ImportRun(uuid=uuid4())).status_code == 404


def test_whoever_kept_it_before_sees_the_file_no_more(cast: Cast) -> None:
    run = read(cast, GOOD)
    RoleGrant.objects.filter(user=cast.noor, role=Role.DIRECTORY_KEEPER).delete()
    assert page(cast, run).status_code == 404
    assert yes(cast, run).status_code == 404


def test_the_pages_ask_little_of_the_database(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    run = read(cast, *({"code": f"N{n}", "name": f"Afdeling {n}"} for n in range(200)))
    client = signed_in(cast.noor)
    for path, most in ((START, 22), (NEW, 22), (f"/netwerk/invoeren/bestand/{run.uuid}/", 22)):
        client.get(path)
        with django_assert_max_num_queries(most):
            client.get(path)


# ---- files to begin with -------------------------------------------------------------------------
def test_the_example_has_our_departments_and_a_second_sheet_that_explains(cast: Cast) -> None:
    response = signed_in(cast.noor).get("/netwerk/invoeren/matrix/voorbeeld.xlsx")
    book = load_workbook(BytesIO(response.content))
    assert [cell.value for cell in book.worksheets[0][1]] == titles_of(MATRIX)
    words = {tuple(cell.value for cell in row)[:2] for row in book.worksheets[1].iter_rows()}
    assert {("afdeling", "VAS"), ("thema", "T01"), ("rol", "T"), ("niveau", "tactisch")} <= words


def test_the_example_of_people_names_nobody(cast: Cast) -> None:
    response = signed_in(cast.tom).get("/netwerk/invoeren/mensen/voorbeeld.xlsx")
    assert load_workbook(BytesIO(response.content)).worksheets[0].max_row == 1
    assert cast.sanne.email.encode() not in response.content


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_file_is_offered_under_a_dutch_name(cast: Cast, form: str) -> None:
    response = signed_in(cast.noor).get(f"/netwerk/uitvoeren/afdelingen.{form}")
    assert response["Content-Disposition"] == f'attachment; filename="afdelingen-oudeveen.{form}"'


# ---- a file comes in -----------------------------------------------------------------------------
def test_a_file_leads_to_a_page_that_says_that_it_is_being_read(cast: Cast) -> None:
    response = upload(cast, sheet(DEPARTMENTS, GOOD))
    run = ImportRun.objects.get()
    assert response["Location"] == f"/netwerk/invoeren/bestand/{run.uuid}/"
    text = page(cast, run).content.decode()
    assert 'hx-trigger="every 1s"' in text
    assert '<noscript><meta http-equiv="refresh"' in text


def test_what_is_in_a_file_lies_sealed(cast: Cast) -> None:
    upload(cast, sheet(DEPARTMENTS, GOOD))
    run = ImportRun.objects.get()
    work_on(str(run.uuid))
    run.refresh_from_db()
    assert run.content is not None
    assert run.report is not None
    assert b"Water" not in bytes(run.content) + bytes(run.report)


def test_no_file_is_no_import(cast: Cast) -> None:
    response = signed_in(cast.noor).post(NEW, {})
    assert (response.status_code, ImportRun.objects.count()) == (422, 0)


def test_a_file_that_is_too_large_is_refused_at_the_door(cast: Cast) -> None:
    response = upload(cast, b"x" * (2 * 1024 * 1024 + 1))
    assert (response.status_code, ImportRun.objects.count()) == (422, 0)


def test_while_it_is_read_the_page_asks_how_far_it_is_and_then_loads_anew(cast: Cast) -> None:
    upload(cast, sheet(DEPARTMENTS, GOOD))
    run = ImportRun.objects.get()
    asking: dict[str, Any] = {"headers": {"HX-Request": "true"}}
    assert b"<progress" in page(cast, run, "stand/", **asking).content
    work_on(str(run.uuid))
    assert page(cast, run, "stand/", **asking)["HX-Refresh"] == "true"
    assert page(cast, run, "stand/").status_code == 302


# ---- what it would change ------------------------------------------------------------------------
def test_every_change_is_shown_with_what_it_was(cast: Cast) -> None:
    run = read(cast, GOOD, {"code": "VAS", "name": "Vastgoed en meer"})
    text = page(cast, run, "?toon=changed").content.decode()
    assert f"<del>{Department.objects.get(pk=cast.department('VAS').pk).name.replace('&', '&amp;')}</del>" in text
    assert "<ins>Vastgoed en meer</ins>" in text


def test_every_wrong_line_is_shown_and_there_is_no_yes(cast: Cast) -> None:
    run = read(cast, *(WRONG | {"code": f"W!{n}"} for n in range(60)))
    first, last = page(cast, run).content.decode(), page(cast, run, "?blad=3").content.decode()
    assert len(re.findall(r"· naam|· code", first)) == 50
    assert len(re.findall(r"· naam|· code", last)) == 20
    assert "/doen/" not in first
    assert yes(cast, run).status_code == 409


@pytest.mark.parametrize("number", ["0", "99", "x", "-1", "9" * 30])
def test_a_page_that_is_not_there_is_the_nearest(cast: Cast, number: str) -> None:
    assert page(cast, read(cast, GOOD), f"?blad={number}&toon=quatsch").status_code == 200


def test_a_cell_cannot_write_on_the_page(cast: Cast) -> None:
    run = read(cast, {"code": "WAT", "name": "<script>alert(1)</script>"}, WRONG | {"code": "<b>"})
    assert b"<script>alert" not in page(cast, run).content
    assert b"<b>" not in page(cast, run).content


# ---- the yes -------------------------------------------------------------------------------------
def test_a_yes_is_done_by_the_worker_and_then_shown(cast: Cast) -> None:
    run = read(cast, GOOD)
    assert yes(cast, run).status_code == 302
    assert not Department.objects.filter(code="WAT").exists()
    work_on(str(run.uuid))
    assert Department.objects.filter(code="WAT").count() == 1
    assert b"<ins>Water</ins>" in page(cast, run).content


def test_a_yes_that_is_said_twice_is_done_once(cast: Cast) -> None:
    run = read(cast, GOOD)
    yes(cast, run)
    assert yes(cast, run).status_code == 302
    work_on(str(run.uuid))
    assert yes(cast, run).status_code == 302
    work_on(str(run.uuid))
    assert Department.objects.filter(code="WAT").count() == 1


def test_when_the_directory_changed_meanwhile_it_is_shown_again_and_nothing_is_done(cast: Cast) -> None:
    run = read(cast, {"code": "VAS", "name": "Vastgoed en meer"})
    Department.objects.filter(pk=cast.department("VAS").pk).update(name="Panden")
    yes(cast, run)
    work_on(str(run.uuid))
    run.refresh_from_db()
    assert (run.state, run.has_moved) == ("checked", True)
    assert Department.objects.get(pk=cast.department("VAS").pk).name == "Panden"
    assert b"<del>Panden</del>" in page(cast, run).content
    yes(cast, run)
    work_on(str(run.uuid))
    assert Department.objects.get(pk=cast.department("VAS").pk).name == "Vastgoed en meer"


def test_a_change_elsewhere_in_the_directory_is_no_hindrance(cast: Cast) -> None:
    run = read(cast, GOOD)
    Department.objects.filter(pk=cast.department("VAS").pk).update(name="Panden")
    yes(cast, run)
    work_on(str(run.uuid))
    assert Department.objects.filter(code="WAT").exists()


def test_only_new_people_can_be_invited(cast: Cast) -> None:
    new = {"email": "anna@oudeveen.example", "name": "Anna", "department": "VAS"}
    known = {"email": cast.sanne.email, "name": "Sanne", "department": ""}
    with_new, without = (brought_in(cast, PEOPLE, sheet(PEOPLE, row)) for row in (new, known))
    assert b'name="invites"' in page(cast, with_new, by="tom").content
    assert b'name="invites"' not in page(cast, without, by="tom").content


def test_a_file_can_be_thrown_away_before_and_after_but_not_while_it_is_done(cast: Cast) -> None:
    run = read(cast, GOOD)
    yes(cast, run)
    address = f"/netwerk/invoeren/bestand/{run.uuid}/weg/"
    signed_in(cast.noor).post(address)
    assert ImportRun.objects.count() == 1
    work_on(str(run.uuid))
    signed_in(cast.noor).post(address)
    assert ImportRun.objects.count() == 0
