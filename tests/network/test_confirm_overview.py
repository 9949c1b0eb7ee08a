"""Who keeps the directory sees which department still owes an answer, and says after how long it is asked again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from network import confirming_page
from network.actions.askings import look_after_askings
from network.actions.contests import contest_cell
from network.cast import Cast
from network.confirming_page import overview_for
from network.models import Municipality, MunicipalityEntry, User
from network.models.trail import MunicipalityEvent
from network.roles import roles_of
from tests.network.confirming import forget_confirmations, lead_of
from tests.network.furnishing import signed_in
from tests.signals.heard import MONDAY

pytestmark = pytest.mark.django_db

PAGE = "/netwerk/klopt-dit/"


@pytest.fixture(autouse=True)
def monday(time_machine: Any) -> None:
    time_machine.move_to(MONDAY, tick=False)


@pytest.fixture
def asked(cast: Cast, time_machine: Any) -> None:
    """VAS first, the others a week later; that is two weeks ago, and VAS was reminded and passed on."""
    for days, codes in ((0, ("VAS",)), (7, ("BEL", "PUB", "WYK"))):
        time_machine.move_to(MONDAY + timedelta(days=days), tick=False)
        for code in codes:
            forget_confirmations(cast.department(code))
        look_after_askings()
    time_machine.move_to(MONDAY + timedelta(days=15), tick=False)
    look_after_askings()


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def test_the_keeper_sees_who_still_owes_an_answer_the_first_due_first(cast: Cast, asked: None) -> None:
    lines = overview_for(fresh(cast.noor)).askings
    assert [line.asking.department.code for line in lines] == ["VAS", "PUB", "BEL", "WYK"]
    first = lines[0]
    assert (first.asking.reminded_on, first.asking.escalated_on, first.is_late) == (
        MONDAY.date() + timedelta(days=7),
        MONDAY.date() + timedelta(days=15),
        True,
    )
    assert first.due == 2
    assert not lines[1].is_late


def test_a_department_that_nobody_asked_stands_there_with_what_waits(cast: Cast) -> None:
    forget_confirmations(cast.department("VAS"))
    page = overview_for(fresh(cast.noor))
    assert [(line.department.code, line.due) for line in page.unasked] == [("VAS", 2)]
    shown = signed_in(cast.noor).get(PAGE).content.decode()
    assert "2 onderdelen, nog niet gevraagd" in shown
    assert "/netwerk/klopt-dit/VAS/?gemeente=oudeveen" in shown
    assert "Geen afdeling hoeft nog te antwoorden" not in shown


def test_a_department_that_was_asked_is_not_called_unasked(cast: Cast, asked: None) -> None:
    assert overview_for(fresh(cast.noor)).unasked == []


def test_nothing_is_skipped_on_the_way_through(cast: Cast, asked: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confirming_page, "PAGE", 3)
    first = overview_for(fresh(cast.noor))
    assert first.askings_after
    second = overview_for(fresh(cast.noor), after=first.askings_after)
    found = [line.asking.department.code for line in [*first.askings, *second.askings]]
    assert (found, second.askings_after) == (["VAS", "PUB", "BEL", "WYK"], None)


def test_the_coordinator_sees_what_is_contested_with_its_day(cast: Cast) -> None:
    contest = contest_cell(by=cast.dirk, row=lead_of(cast.department("VAS")), reason="De panden zijn verkocht.")
    lines = overview_for(fresh(cast.omar)).contests
    assert [(line.contest, line.is_late) for line in lines] == [(contest, False)]
    assert "De panden zijn verkocht." in signed_in(cast.omar).get(PAGE).content.decode()


def test_a_contact_person_sees_the_own_departments_only(cast: Cast, asked: None) -> None:
    page = overview_for(fresh(cast.dirk))
    assert [(line.department.code, line.due) for line in page.own] == [("VAS", 2)]
    assert (page.oversees, page.askings, page.contests) == (False, [], [])


def test_a_keeper_of_one_municipality_sees_nothing_of_another(cast: Cast, asked: None) -> None:
    places = {line.asking.department.municipality_id for line in overview_for(fresh(cast.noor)).askings}
    assert places == {cast.oudeveen.pk}
    assert roles_of(fresh(cast.noor)).municipalities() == {cast.oudeveen.pk}


@pytest.mark.parametrize("person", ["ilse", "sanne", "marijke", "fatma"])
def test_who_has_no_part_in_it_finds_no_page(cast: Cast, person: str) -> None:
    assert signed_in(cast[person]).get(PAGE).status_code == 404


# ---- after how long ------------------------------------------------------------------------------
def terms(months: object, themes: object) -> dict[str, object]:
    return {"oudeveen-months": months, "oudeveen-most_themes": themes, "place": "oudeveen"}


def test_the_keeper_says_after_how_long_and_the_trail_says_who(cast: Cast) -> None:
    assert signed_in(cast.noor).post(PAGE, terms(12, 8)).status_code == 302
    place = Municipality.objects.get(pk=cast.oudeveen.pk)
    assert (place.confirm_every_months, place.most_themes) == (12, 8)
    entry = MunicipalityEntry.objects.get(event=MunicipalityEvent.DIRECTORY_TERMS_SET)
    assert (entry.by, entry.role) == (cast.noor, "directory_keeper")


@pytest.mark.parametrize(("months", "themes"), [("", 6), (0, 6), (25, 6), ("zes", 6), (6, 0)])
def test_a_number_out_of_reach_is_refused_and_kept_on_the_page(cast: Cast, months: object, themes: object) -> None:
    answer = signed_in(cast.noor).post(PAGE, terms(months, themes))
    assert answer.status_code == 422
    assert "Vul een getal in van 1 tot" in answer.content.decode()
    assert not MunicipalityEntry.objects.filter(event=MunicipalityEvent.DIRECTORY_TERMS_SET).exists()


@pytest.mark.parametrize("person", ["omar", "dirk", "ilse"])
def test_nobody_else_says_so(cast: Cast, person: str) -> None:
    assert signed_in(cast[person]).post(PAGE, terms(12, 8)).status_code == 404


def test_a_keeper_says_nothing_about_another_municipality(cast: Cast) -> None:
    answers = {"veenwijk-months": 12, "veenwijk-most_themes": 8, "place": "veenwijk"}
    assert signed_in(cast.noor).post(PAGE, answers).status_code == 404


def test_the_page_costs_a_fixed_number_of_queries(
    cast: Cast, asked: None, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    browser = signed_in(cast.noor)
    with django_assert_max_num_queries(16):
        browser.get(PAGE)
