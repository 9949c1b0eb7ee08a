"""The page of the test ride shows where each example went, what runs dead, and what came of a practice signal."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from network.actions.starting import finish_step
from network.cast import Cast
from network.models import Municipality, RoleGrant, StepDone
from network.rules import Role
from network.rules.starting import SetupStep
from signals.actions.feedback import tell_reporter
from signals.models import Signal
from tests.signals.filing_form import signed_in
from tests.signals.life import filed, taken_up
from tests.signals.test_test_ride import whole

PAGE = "/inrichten/veenwijk/proefrit/"


@pytest.fixture
def wil(cast: Cast) -> Client:
    return signed_in(cast.wil)


def text(client: Client, path: str = PAGE) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", client.get(path).content.decode()).split())


def test_it_says_of_each_example_where_it_went_and_why(wil: Client) -> None:
    said = text(wil)
    assert "Een gewoon signaal" in said
    assert "Het integrale team leest het eerst." in said
    assert "Wil Huisman" in said


def test_a_dead_end_has_a_way_to_mend_it(cast: Cast, wil: Client) -> None:
    whole(cast)
    RoleGrant.objects.filter(municipality=cast.veenwijk, role=Role.CONTACT_PERSON).delete()
    page = wil.get(PAGE).content.decode()
    assert "Loopt dood: Veiligheid en handhaving heeft geen contactpersoon" in page
    assert 'href="/inrichten/veenwijk/gids/#lijst"' in page


def test_with_a_dead_end_the_step_cannot_be_finished(cast: Cast, wil: Client) -> None:
    RoleGrant.objects.filter(municipality=cast.veenwijk, role=Role.CONTACT_PERSON).delete()
    response = wil.post(PAGE)
    assert response.status_code == 422
    assert "Nog niet: los eerst op wat hier rood is." in response.content.decode()
    assert not StepDone.objects.exists()


def test_without_dead_ends_the_step_is_finished(cast: Cast, wil: Client) -> None:
    whole(cast)
    assert wil.post(PAGE).status_code == 302
    assert StepDone.objects.filter(municipality=cast.veenwijk, step=SetupStep.TEST_RIDE, by=cast.wil).exists()


def test_the_code_for_a_phone_is_drawn_without_a_style(wil: Client) -> None:
    page = wil.get(PAGE).content.decode()
    assert 'class="hkin-qr"' in page
    assert "http://testserver/signalen/nieuw/" in page
    assert " style=" not in page


def ticks(client: Client) -> tuple[bool, bool, bool]:
    found = client.get(f"{PAGE}gevolgd/").context["followed"]
    return found.filed, found.taken_up, found.answered


def practised(cast: Cast) -> Signal:
    return filed(cast.ilse)


def test_a_practice_signal_is_followed_until_it_is_answered(cast: Cast, wil: Client) -> None:
    assert ticks(wil) == (False, False, False)
    signal = practised(cast)
    assert ticks(wil) == (True, False, False)
    taken_up(signal, cast.jelle)
    assert ticks(wil) == (True, True, False)
    tell_reporter(signal.reference, by=cast.jelle, text="We gaan ermee aan de slag.")
    assert ticks(wil) == (True, True, True)


def test_what_was_practised_before_the_directory_counts_no_more(cast: Cast, wil: Client) -> None:
    practised(cast)
    finish_step(by=cast.wil, municipality=cast.veenwijk, step=SetupStep.DIRECTORY)
    assert ticks(wil) == (False, False, False)


def test_practice_elsewhere_is_not_followed_here(cast: Cast, wil: Client) -> None:
    Municipality.objects.filter(pk=cast.oudeveen.pk).update(is_live=False)
    filed(cast.sanne)
    assert ticks(wil) == (False, False, False)


def test_of_real_signals_nothing_is_told(cast: Cast) -> None:
    filed(cast.sanne)
    page = signed_in(cast.noor).get("/inrichten/oudeveen/proefrit/")
    assert "gevolgd" not in page.content.decode()
    assert not page.context["followed"].filed


@pytest.mark.parametrize("username", ["ilse", "sanne", "jelle", "omar"])
def test_who_does_not_furnish_it_meets_no_page(cast: Cast, username: str) -> None:
    client = signed_in(cast[username])
    asked = [client.get(PAGE), client.get(f"{PAGE}gevolgd/"), client.post(PAGE)]
    assert {response.status_code for response in asked} == {404}


def test_the_page_costs_few_queries(wil: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_max_num_queries(50):
        wil.get(PAGE)
