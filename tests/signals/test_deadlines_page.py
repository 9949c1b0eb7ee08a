"""The coordinator sets the terms on one page, each with what it does and what is usual."""

import pytest
from django.http import HttpResponse
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from network.cast import Cast
from network.models import Municipality, MunicipalityEntry, User
from signals.models import OwnDeadline
from signals.rules.deadlines import TERMS, Deadline
from tests.signals.filing_form import signed_in


def address(municipality: Municipality) -> str:
    return reverse("signals:deadlines", args=[municipality.slug])


def send(user: User, municipality: Municipality, **typed: str) -> HttpResponse:
    usual = {one.value: str(TERMS[one].default) for one in Deadline}
    response: HttpResponse = signed_in(user).post(address(municipality), usual | typed)
    return response


def own(municipality: Municipality) -> dict[str, int]:
    return dict(OwnDeadline.objects.filter(municipality=municipality).values_list("name", "amount"))


def test_a_term_is_changed(cast: Cast) -> None:
    assert send(cast.omar, cast.oudeveen, read="2").status_code == 302
    assert own(cast.oudeveen) == {"read": 2}


def test_each_term_says_what_is_usual(cast: Cast) -> None:
    page = signed_in(cast.omar).get(address(cast.oudeveen)).content.decode()
    assert page.count("Gewoon: ") == len(Deadline)
    assert "Gewoon: 1 leesdag." in page


def test_the_page_says_that_promises_of_before_stay(cast: Cast) -> None:
    page = signed_in(cast.omar).get(address(cast.oudeveen)).content.decode()
    assert "Een dag die al bij een signaal staat, blijft." in page


def test_an_empty_box_is_the_usual_again(cast: Cast) -> None:
    send(cast.omar, cast.oudeveen, read="2")
    send(cast.omar, cast.oudeveen, read="")
    assert own(cast.oudeveen) == {}


@pytest.mark.parametrize("typed", ["0", "6", "veel", "-1", "1.5"])
def test_what_is_wrong_is_said_at_its_place_and_stays(cast: Cast, typed: str) -> None:
    response = send(cast.omar, cast.oudeveen, read=typed, word="3")
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["read"])
    page = response.content.decode()
    assert f'value="{typed}"' in page
    assert "Vul een getal in van 1 tot 5." in page


def test_nothing_is_kept_when_one_term_is_wrong(cast: Cast) -> None:
    send(cast.omar, cast.oudeveen, read="0", word="3")
    assert own(cast.oudeveen) == {}


def test_the_other_municipality_is_untouched(cast: Cast) -> None:
    send(cast.wil, cast.veenwijk, claim="9")
    assert (own(cast.oudeveen), own(cast.veenwijk)) == ({}, {"claim": 9})


@pytest.mark.parametrize("username", ["ilse", "noor", "sanne", "jelle"])
def test_others_cannot_open_it(cast: Cast, username: str) -> None:
    assert signed_in(cast[username]).get(address(cast.oudeveen)).status_code == 404
    assert send(cast[username], cast.oudeveen, read="2").status_code == 404


def test_the_page_costs_a_fixed_number_of_queries(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(cast.omar)
    with django_assert_max_num_queries(14):
        client.get(address(cast.oudeveen))


def test_the_page_says_who_changed_what(cast: Cast) -> None:
    send(cast.omar, cast.oudeveen, read="2")
    page = signed_in(cast.omar).get(address(cast.oudeveen)).content.decode()
    decided = page[page.index("decided-title") :]
    assert cast.omar.name in decided
    assert "Het team leest een signaal binnen: 2" in decided


def test_keeping_the_same_terms_is_no_decision(cast: Cast) -> None:
    send(cast.omar, cast.oudeveen)
    assert not MunicipalityEntry.objects.exists()
