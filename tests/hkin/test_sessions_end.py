"""Whoever is switched off, logged out elsewhere or given another password is out at the very next request."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from network.actions.people import end_sessions
from network.cast import Cast
from network.models import RoleGrant, User
from network.rules import Role
from tests.cast import PASSWORD
from tests.hkin.second_step import log_in
from tests.signals.filing_form import signed_in

NEW_PASSWORD = "een zin die ik onthoud"
POLL = "/werkvoorraad/aantal/?since=2026-11-24T10:00:00%2B01:00"
HTMX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/werkvoorraad/"}


def switch_off(person: User) -> None:
    User.objects.filter(pk=person.pk).update(is_active=False)


@pytest.fixture
def two(cast: Cast) -> tuple[Client, Client]:
    """Omar at his desk and on his phone."""
    return log_in(cast.omar, PASSWORD), log_in(cast.omar, PASSWORD, own_device="on")


def knows(client: Client) -> bool:
    return client.get("/werkvoorraad/").status_code == 200


@pytest.mark.parametrize("end", [switch_off, end_sessions])
def test_every_session_is_out_at_its_next_request(
    two: tuple[Client, Client], cast: Cast, end: Callable[[User], None]
) -> None:
    assert [knows(client) for client in two] == [True, True]
    end(cast.omar)
    assert [knows(client) for client in two] == [False, False]


@pytest.mark.parametrize("end", [switch_off, end_sessions])
def test_filing_too(two: tuple[Client, Client], cast: Cast, end: Callable[[User], None]) -> None:
    end(cast.omar)
    assert [client.get("/signalen/nieuw/").status_code for client in two] == [302, 302]


@pytest.mark.parametrize("end", [switch_off, end_sessions])
def test_a_page_that_asks_by_itself_goes_to_the_log_in_page(
    two: tuple[Client, Client], cast: Cast, end: Callable[[User], None]
) -> None:
    assert [client.get(POLL, headers=HTMX).status_code for client in two] == [200, 200]
    end(cast.omar)
    for client in two:
        answer = client.get(POLL, headers=HTMX)
        assert (answer.status_code, answer["HX-Redirect"]) == (401, "/inloggen/?next=/werkvoorraad/")
        assert answer.content == b""


def test_who_is_switched_off_does_not_come_in_again(cast: Cast) -> None:
    switch_off(cast.omar)
    assert Client().post("/inloggen/", {"login": "omar", "password": PASSWORD}).status_code == 200


def test_another_password_ends_the_other_sessions_and_not_this_one(two: tuple[Client, Client]) -> None:
    here, there = two
    new = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    assert here.post("/wachtwoord-wijzigen/", new).status_code == 302
    assert [knows(here), knows(there)] == [True, False]


def test_everywhere_out_ends_this_session_too(two: tuple[Client, Client]) -> None:
    here, there = two
    answer = here.post("/account/overal-uitloggen/")
    assert (answer["Location"], answer["Clear-Site-Data"]) == ("/inloggen/", '"cache"')
    assert [knows(here), knows(there)] == [False, False]


def test_everywhere_out_is_for_oneself_only(two: tuple[Client, Client], cast: Cast) -> None:
    signed_in(cast.bea).post("/account/overal-uitloggen/")
    assert [knows(client) for client in two] == [True, True]


def test_a_role_that_ends_closes_its_page_at_the_next_request(two: tuple[Client, Client], cast: Cast) -> None:
    RoleGrant.objects.filter(user=cast.omar).exclude(role=Role.REPORTER).delete()
    assert [client.get("/werkvoorraad/").status_code for client in two] == [404, 404]
    assert [client.get(POLL, headers=HTMX).status_code for client in two] == [404, 404]


def test_a_role_that_begins_opens_its_page_at_the_next_request(cast: Cast) -> None:
    client = signed_in(cast.merve)
    assert client.get("/werkvoorraad/").status_code == 404
    RoleGrant.objects.create(
        user=cast.merve,
        role=Role.TEAM_MEMBER,
        municipality=cast.oudeveen,
        team=cast.teams["oudeveen", "integral"],
        from_on=timezone.localdate(),
    )
    assert client.get("/werkvoorraad/").status_code == 200
