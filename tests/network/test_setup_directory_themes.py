"""A municipality picks the themes it begins with, and says which department leads each."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from network.actions.refusals import NotAllowed
from network.actions.themes import choose_themes
from network.cast import Cast
from network.choices import theme_choices, themes_of
from network.models import Municipality, Responsibility
from network.models.matrix import Part
from tests.network.furnishing import signed_in

PAGE = "/inrichten/veenwijk/gids/"


@pytest.fixture
def wil(cast: Cast) -> Client:
    return signed_in(cast.wil)


def picked(municipality: Municipality, **changed: Any) -> dict[str, Any]:
    """What the browser sends: every tick and every lead as they stand, and what a test changes."""
    answers: dict[str, Any] = {}
    for choice in theme_choices(municipality):
        answers[f"lead_{choice.theme.code}"] = str(choice.lead_id or "")
        if choice.is_on:
            answers[f"on_{choice.theme.code}"] = "on"
    return {name: value for name, value in (answers | changed).items() if value is not None}


def sent(client: Client, answers: dict[str, Any]) -> HttpResponse:
    response: HttpResponse = client.post(f"{PAGE}themas/", answers)
    return response


def parts(cast: Cast, theme: str) -> dict[str, tuple[str, bool]]:
    """By department: its part, and whether that is a proposal."""
    rows = Responsibility.objects.filter(municipality=cast.veenwijk, theme__code=theme, until_on=None)
    return {row.department.code: (row.part, row.is_proposal) for row in rows.select_related("department")}


def test_a_village_begins_with_eight(cast: Cast) -> None:
    assert themes_of(cast.veenwijk).count() == 8


def test_a_theme_is_switched_on_and_another_off(cast: Cast, wil: Client) -> None:
    sent(wil, picked(cast.veenwijk, on_T16="on", on_T15=None))
    codes = set(themes_of(cast.veenwijk).values_list("code", flat=True))
    assert ("T16" in codes, "T15" in codes, len(codes)) == (True, False, 8)


def test_what_was_not_changed_stays_a_proposal(cast: Cast, wil: Client) -> None:
    before = parts(cast, "T01")
    sent(wil, picked(cast.veenwijk))
    assert parts(cast, "T01") == before
    assert before["OOV"] == (Part.LEAD, True)


def test_another_department_leads_and_nobody_proposed_that(cast: Cast, wil: Client) -> None:
    sent(wil, picked(cast.veenwijk, lead_T01=str(cast.department("BWT", at="veenwijk").pk)))
    assert parts(cast, "T01")["BWT"] == (Part.LEAD, False)


def test_whoever_led_before_goes_on_helping(cast: Cast, wil: Client) -> None:
    sent(wil, picked(cast.veenwijk, lead_T01=str(cast.department("BWT", at="veenwijk").pk)))
    assert parts(cast, "T01")["OOV"] == (Part.EXECUTOR, True)


def test_back_and_forth_on_one_day_leaves_one_lead(cast: Cast, wil: Client) -> None:
    for code in ("BWT", "OOV", "BWT"):
        sent(wil, picked(cast.veenwijk, lead_T01=str(cast.department(code, at="veenwijk").pk)))
    assert [code for code, (part, _) in parts(cast, "T01").items() if part == Part.LEAD] == ["BWT"]


def test_what_was_so_before_today_is_remembered(cast: Cast, wil: Client) -> None:
    sent(wil, picked(cast.veenwijk, lead_T01=str(cast.department("BWT", at="veenwijk").pk)))
    ended = Responsibility.objects.filter(municipality=cast.veenwijk, theme__code="T01").exclude(until_on=None)
    assert {row.department.code for row in ended} == {"OOV", "BWT"}


def test_without_any_theme_the_page_asks_for_one(cast: Cast, wil: Client) -> None:
    none = {name: None for name in picked(cast.veenwijk) if name.startswith("on_")}
    response = sent(wil, picked(cast.veenwijk, **none))
    assert response.status_code == 422
    assert "Kies minstens één thema." in response.content.decode()


def test_a_department_of_elsewhere_leads_nothing_here(cast: Cast, wil: Client) -> None:
    response = sent(wil, picked(cast.veenwijk, lead_T01=str(cast.department("BWT").pk)))
    assert response.status_code == 422
    assert parts(cast, "T01")["OOV"][0] == Part.LEAD


def test_a_theme_of_the_template_is_called_a_proposal_on_the_page(wil: Client) -> None:
    assert "Voorstel." in wil.get(PAGE).content.decode()


def test_the_directory_calls_it_a_proposal_too(cast: Cast) -> None:
    page = signed_in(cast.ilse).get("/netwerk/").content.decode()
    assert "Hennepteelt (voorstel)" in page


def test_where_it_was_confirmed_nothing_is_a_proposal(cast: Cast) -> None:
    assert "(voorstel)" not in signed_in(cast.sanne).get("/netwerk/").content.decode()


@pytest.mark.parametrize("username", ["ilse", "sanne"])
def test_who_does_not_furnish_it_chooses_nothing(cast: Cast, username: str) -> None:
    with pytest.raises(NotAllowed):
        choose_themes(by=cast[username], municipality=cast.veenwijk, leads={cast.themes["T16"]: None})
    assert themes_of(cast.veenwijk).count() == 8
