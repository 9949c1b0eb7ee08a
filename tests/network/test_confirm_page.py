"""A department sees what it does in plain words, and says with one press that all of it is right."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from network.actions.askings import look_after_askings
from network.actions.contests import contest_cell
from network.actions.matrix import change_cell
from network.cast import Cast
from network.matrix import Cell, Content
from network.models import Absence, Asking, CellEntry, Department, Responsibility
from network.models.matrix import CellEvent, Part
from tests.network.confirming import VAS, all_right, cells, forget_confirmations, lead_of, make_head
from tests.network.furnishing import signed_in
from tests.signals.heard import MONDAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday(time_machine: Any) -> None:
    time_machine.move_to(MONDAY, tick=False)


@pytest.fixture
def department(cast: Cast) -> Department:
    forget_confirmations(cast.department("VAS"))
    return cast.department("VAS")


def read(cast: Cast, person: str, address: str = VAS) -> str:
    return signed_in(cast[person]).get(address).content.decode()


def test_it_says_what_the_department_does_in_plain_words(cast: Cast, department: Department) -> None:
    page = read(cast, "dirk")
    assert "Jullie zijn trekker van Malafide vastgoed en vastgoedfraude" in page
    assert "Jullie zijn uitvoerder bij Criminele weldoeners, stichtingen en sport" in page
    assert "Tactisch niveau" in page
    assert "Wet Bibob" in page


def test_one_press_confirms_everything(cast: Cast, department: Department) -> None:
    assert all_right(cast.dirk, department).status_code == 302
    rows = cells(department)
    assert {(row.confirmed_on, row.confirmed_by) for row in rows} == {(timezone.localdate(), cast.dirk)}


def test_a_confirmation_is_no_change_of_the_cell(cast: Cast, department: Department) -> None:
    department.responsibilities.update(is_proposal=True)
    before = [row.pk for row in cells(department)]
    all_right(cast.dirk, department)
    assert [row.pk for row in cells(department)] == before
    assert not any(row.is_proposal for row in cells(department))


def test_the_trail_says_it_of_each_cell(cast: Cast, department: Department) -> None:
    all_right(cast.dirk, department)
    entries = CellEntry.objects.filter(department=department, event=CellEvent.CONFIRMED)
    assert {entry.theme_id for entry in entries} == {row.theme_id for row in cells(department)}
    assert {(entry.by, entry.role) for entry in entries} == {(cast.dirk, "contact_person")}


def test_what_it_only_advises_about_is_not_confirmed(cast: Cast, department: Department) -> None:
    all_right(cast.dirk, department)
    rest = Responsibility.objects.today().filter(department=department, part=Part.ADVISER)
    assert rest
    assert not rest.exclude(confirmed_on=None).exists()


def test_the_asking_is_answered(cast: Cast, department: Department) -> None:
    look_after_askings()
    all_right(cast.dirk, department)
    assert Asking.objects.get(department=department).answered_on == timezone.localdate()


def test_the_second_who_presses_hears_that_a_colleague_was_first(cast: Cast, department: Department) -> None:
    make_head(cast, cast.merve, "VAS", since=timezone.localdate())
    shown = [row.pk for row in cells(department)]
    all_right(cast.dirk, department, seen=shown)
    browser = signed_in(cast.merve)
    answer = browser.post(VAS, {"seen": shown}, follow=True).content.decode()
    assert "Een collega was je net voor." in answer
    assert {row.confirmed_by for row in cells(department)} == {cast.dirk}


def test_what_changed_meanwhile_is_shown_and_nothing_is_confirmed(cast: Cast, department: Department) -> None:
    shown = [row.pk for row in cells(department)]
    helping = next(row for row in cells(department) if row.part == Part.EXECUTOR)
    content = Content.of(helping)
    assert content
    change_cell(
        by=cast.noor,
        municipality=cast.oudeveen,
        cell=Cell.of(helping),
        content=Content(Part.EXECUTOR, review_on=timezone.localdate() + timedelta(days=90)),
        seen=helping.pk,
    )
    answer = all_right(cast.dirk, department, seen=shown)
    assert answer.status_code == 409
    assert "Er is intussen iets veranderd" in answer.content.decode()
    assert not any(row.confirmed_on for row in cells(department))


def test_a_row_of_another_department_is_never_confirmed(cast: Cast, department: Department) -> None:
    other = cells(cast.department("WON"))[0]
    assert all_right(cast.dirk, department, seen=[other.pk]).status_code == 409


def test_what_is_contested_is_left_out_of_the_press(cast: Cast, department: Department) -> None:
    row = lead_of(department)
    contest_cell(by=cast.dirk, row=row, reason="Dit doen wij niet.")
    assert "De rest klopt" in read(cast, "dirk")
    all_right(cast.dirk, department)
    row.refresh_from_db()
    assert row.confirmed_on is None


def test_a_deputy_confirms_while_the_contact_person_is_away(cast: Cast, department: Department) -> None:
    today = timezone.localdate()
    Absence.objects.create(user=cast.dirk, from_on=today, until_on=today)
    assert all_right(cast.lotte, department).status_code == 302
    assert {row.confirmed_by for row in cells(department)} == {cast.lotte}


def test_the_head_and_the_last_to_ask_may_confirm(cast: Cast, department: Department) -> None:
    make_head(cast, cast.merve, "VAS", since=timezone.localdate())
    assert signed_in(cast.merve).get(VAS).status_code == 200
    assert all_right(cast.renske, cast.department("OOV")).status_code == 302


@pytest.mark.parametrize("person", ["karin", "sanne", "marijke", "bea", "ilse"])
def test_who_does_not_speak_for_it_finds_no_page(cast: Cast, department: Department, person: str) -> None:
    assert signed_in(cast[person]).get(VAS).status_code == 404
    assert all_right(cast[person], department).status_code == 404


@pytest.mark.parametrize("person", ["noor", "omar"])
def test_who_keeps_reads_and_does_not_confirm(cast: Cast, department: Department, person: str) -> None:
    assert "Alles klopt" not in read(cast, person)
    assert all_right(cast[person], department).status_code == 404


def test_the_same_code_in_two_municipalities_is_told_apart(cast: Cast) -> None:
    page = read(cast, "wil", "/netwerk/klopt-dit/OOV/?gemeente=veenwijk")
    assert "Alles klopt" in page
    assert "Alles klopt" not in read(cast, "wil", "/netwerk/klopt-dit/OOV/?gemeente=oudeveen")


def test_the_page_costs_a_fixed_number_of_queries(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    browser = signed_in(cast.kees)
    with django_assert_max_num_queries(18):
        browser.get("/netwerk/klopt-dit/OOV/")
