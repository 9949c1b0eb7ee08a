"""Behind a web server each colleague still has an address of their own, and nobody can pretend to have another."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from hkin.machine.visitor import address_of
from network.models import User

PROXY, VISITOR, PRETENDED = "10.0.0.1", "203.0.113.7", "192.0.2.66"
LOCKED = 429


def seen_as(forwarded: str) -> str:
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    return address_of(RequestFactory(REMOTE_ADDR=PROXY).get("/", headers=headers))


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "", PROXY),
        (0, VISITOR, PROXY),  # nobody stands before us: whoever says so made it up
        (1, VISITOR, VISITOR),
        (1, f"{PRETENDED}, {VISITOR}", VISITOR),
        (2, f"{VISITOR}, 10.0.0.2", VISITOR),
        (2, f"{PRETENDED},{VISITOR},10.0.0.2", VISITOR),
        (1, "", PROXY),
        (2, VISITOR, PROXY),
        (1, "2001:db8::7", "2001:db8::7"),
        (1, "somewhere", PROXY),
    ],
)
def test_the_last_entries_are_of_the_proxies_and_the_rest_is_hearsay(
    settings: Any, proxies: int, forwarded: str, address: str
) -> None:
    settings.TRUSTED_PROXIES = proxies
    assert seen_as(forwarded) == address


def guess(forwarded: str, login: str) -> HttpResponse:
    client = Client(REMOTE_ADDR=PROXY)
    return client.post("/inloggen/", {"login": login, "password": "fout"}, headers={"X-Forwarded-For": forwarded})


@pytest.fixture
def sanne(db: None) -> User:
    return User.objects.create_user("sanne", "sanne@oudeveen.example", "sesam-open-u-nu")


def test_who_is_locked_behind_the_proxy_locks_no_colleague_behind_it(settings: Any, sanne: User) -> None:
    settings.TRUSTED_PROXIES = 1
    assert [guess(VISITOR, "sanne").status_code for _try in range(9)][-1] == LOCKED
    assert guess("203.0.113.8", "sanne").status_code != LOCKED


def test_a_guesser_gets_no_new_attempts_by_pretending_to_be_elsewhere(settings: Any, sanne: User) -> None:
    settings.TRUSTED_PROXIES = 1
    asked = [guess(f"192.0.2.{number}, {VISITOR}", "sanne").status_code for number in range(9)]
    assert asked[-1] == LOCKED
