"""Who manages or supervises finds the people of their municipality, narrows the list, and pages through it."""

from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from network.cast import Cast
from network.models import RoleGrant, User
from network.roster import PAGE, number_of
from network.rules import Role
from network.rules.person_state import PersonState

MOST_QUERIES = 12


def come_in(client: Client, user: User) -> Client:
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def ask(client: Client, user: User, **answers: str) -> HttpResponse:
    return come_in(client, user).post(reverse("network:people"), answers, follow=True)


def names(response: Any) -> list[str]:
    return [str(row.person) for row in response.context["rows"]]


def row_of(response: Any, user: User) -> Any:
    return next(row for row in response.context["rows"] if row.person == user)


def many(cast: Cast, first: int, last: int) -> None:
    """Colleagues who file, behind those there are."""
    people = User.objects.bulk_create(
        User(username=f"collega{n}", name=f"Zz Collega {n:05}", entered_at=timezone.now()) for n in range(first, last)
    )
    today, department = timezone.localdate(), cast.department("PUB")
    RoleGrant.objects.bulk_create(
        RoleGrant(user=user, role=Role.REPORTER, municipality=cast.oudeveen, department=department, from_on=today)
        for user in people
    )


@pytest.mark.parametrize("name", ["tom", "omar", "noor", "fatma", "hans"])
def test_who_has_a_use_for_it_sees_the_list(client: Client, cast: Cast, name: str) -> None:
    assert come_in(client, cast[name]).get(reverse("network:people")).status_code == 200


@pytest.mark.parametrize("name", ["sanne", "bea", "dirk", "paul", "marijke", "ilse"])
def test_to_everybody_else_it_does_not_exist(client: Client, cast: Cast, name: str) -> None:
    assert come_in(client, cast[name]).get(reverse("network:people")).status_code == 404


def test_people_of_another_municipality_are_not_in_it(client: Client, cast: Cast) -> None:
    assert names(ask(client, cast.noor, zoek="Ilse")) == []


def test_a_part_of_a_name_finds_somebody(client: Client, cast: Cast) -> None:
    assert names(ask(client, cast.tom, zoek="schout")) == ["Bea Schouten"]


def test_two_words_are_both_found(client: Client, cast: Cast) -> None:
    assert names(ask(client, cast.tom, zoek="boa bram")) == ["Bram Koster"]


def test_whom_somebody_looks_for_stands_in_no_address(client: Client, cast: Cast) -> None:
    response: Any = ask(client, cast.tom, zoek="Schouten")
    assert "schouten" not in response.redirect_chain[-1][0].casefold()
    assert 'value="Schouten"' in response.content.decode()


def test_too_long_a_search_is_refused_at_its_field(client: Client, cast: Cast) -> None:
    response: Any = ask(client, cast.tom, zoek="x" * 61)
    assert (response.status_code, "zoek" in response.context["form"].errors) == (422, True)


def test_a_colleague_stands_there_with_department_and_roles(client: Client, cast: Cast) -> None:
    row = row_of(ask(client, cast.noor, zoek="Dirk"), cast.dirk)
    assert (row.department, row.roles, row.state) == (
        "Vastgoed & Grondzaken",
        ["Contactpersoon, Vastgoed & Grondzaken"],
        PersonState.ACTIVE,
    )


def test_who_was_invited_is_found_apart(client: Client, cast: Cast) -> None:
    User.objects.filter(pk=cast.merve.pk).update(entered_at=None)
    assert names(ask(client, cast.tom, stand="invited")) == ["Merve Aydin"]


def test_who_left_is_found_apart(client: Client, cast: Cast) -> None:
    User.objects.filter(pk=cast.merve.pk).update(is_active=False)
    yesterday = timezone.localdate() - timedelta(days=1)
    RoleGrant.objects.filter(user=cast.merve).update(until_on=yesterday)
    assert names(ask(client, cast.tom, stand="left")) == ["Merve Aydin"]


def test_a_role_that_ends_soon_is_found(client: Client, cast: Cast) -> None:
    soon = timezone.localdate() + timedelta(days=20)
    RoleGrant.objects.filter(user=cast.marijke, role=Role.BOARD_MEMBER).update(until_on=soon)
    assert names(ask(client, cast.tom, stand="ending")) == ["Marijke van Loon"]


def test_who_tried_too_often_is_found_as_locked(client: Client, cast: Cast) -> None:
    locked(cast.bea)
    response = ask(client, cast.tom, stand="locked")
    assert (names(response), row_of(response, cast.bea).state) == (["Bea Schouten"], PersonState.LOCKED)


def test_who_needs_a_second_proof_and_has_none_is_found(client: Client, cast: Cast) -> None:
    found = names(ask(client, cast.tom, stand="without_proof", zoek="adviseur"))
    assert "Bea Schouten" in found
    assert "Floor Meijer" not in found


def locked(user: User) -> None:
    AccessAttempt.objects.create(
        username=user.username,
        ip_address="198.51.100.7",
        failures_since_start=settings.AXES_FAILURE_LIMIT,
        attempt_time=timezone.now(),
    )


@pytest.mark.parametrize("state", ["locked", "without_proof"])
@pytest.mark.parametrize("name", ["omar", "noor", "hans"])
def test_facts_about_logging_in_are_for_who_manages_accounts(client: Client, cast: Cast, name: str, state: str) -> None:
    locked(cast.bea)
    response: Any = ask(client, cast[name], stand=state)
    assert (response.status_code, "stand" in response.context["form"].errors) == (422, True)
    assert row_of(ask(client, cast[name], zoek="Bea"), cast.bea).state == PersonState.ACTIVE


def test_who_manages_two_municipalities_chooses_one(client: Client, cast: Cast) -> None:
    assert "Ilse Kooistra" in names(ask(client, cast.tom, gemeente="veenwijk"))
    assert "Ilse Kooistra" not in names(ask(client, cast.tom, gemeente="oudeveen", zoek="Kooistra"))


def test_every_page_goes_on_where_the_one_before_ended(client: Client, cast: Cast) -> None:
    many(cast, 0, 2 * PAGE)
    come_in(client, cast.noor)
    address, seen = reverse("network:people"), []
    while address and len(seen) < 1000:
        response: Any = client.get(address)
        seen += names(response)
        older = response.context["older"]
        address = reverse("network:people") + older if older else ""
    everybody = User.objects.filter(grants__municipality=cast.oudeveen, is_active=True).distinct().count()
    assert (len(seen), len(set(seen))) == (everybody, everybody)


def test_an_address_with_nonsense_shows_the_first_page(client: Client, cast: Cast) -> None:
    assert come_in(client, cast.tom).get(reverse("network:people"), {"na": "niets"}).status_code == 200


def test_ten_colleagues_cost_as_many_queries_as_a_thousand(client: Client, cast: Cast) -> None:
    come_in(client, cast.tom)
    counts = []
    for first, last in ((0, 10), (10, 1000)):
        many(cast, first, last)
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("network:people"))
        counts.append(len(asked))
    assert counts[0] == counts[1] <= MOST_QUERIES


def test_a_home_page_can_ask_how_many_need_a_look(cast: Cast) -> None:
    locked(cast.bea)
    assert number_of(cast.tom, PersonState.LOCKED) == 1
    assert number_of(cast.ilse, PersonState.LOCKED) == 0
