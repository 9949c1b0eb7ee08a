"""In a browser where you came in before, nobody else's guessing keeps you out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from axes.models import AccessAttempt
from django.test import Client
from django.utils import timezone

from hkin.auth.devices import COOKIE
from network.actions.people import end_sessions
from network.models import User
from tests.hkin.conftest import PASSWORD
from tests.letters import last_link

LOCKED = 429
NEW = {"password1": "nog langer wachtwoord", "password2": "nog langer wachtwoord"}


def log_in(client: Client, login: str = "sanne", password: str = PASSWORD) -> int:
    return client.post("/inloggen/", {"login": login, "password": password}).status_code


def log_out(client: Client) -> Client:
    client.post("/uitloggen/")
    return client


def guess(login: str, times: int) -> None:
    """Somebody else, behind the same address."""
    for _time in range(times):
        log_in(Client(), login, "fout")


def spray() -> None:
    for number in range(6):
        guess(f"collega{number}", 1)


@pytest.fixture(autouse=True)
def sprayed_soon(settings: Any) -> None:
    settings.NAMES_FAILED_LIMIT = 5


@pytest.fixture
def known(sanne: User) -> Client:
    client = Client()
    log_in(client)
    return log_out(client)


def test_who_is_guessed_at_from_the_same_address_still_comes_in(known: Client) -> None:
    guess("sanne", 20)
    assert log_in(Client()) == LOCKED
    assert log_in(known) == 302


def test_who_is_guessed_at_comes_in_by_mail_address_too(known: Client) -> None:
    guess("sanne@oudeveen.example", 20)
    assert log_in(known, "sanne@oudeveen.example") == 302


def test_while_many_names_are_tried_from_the_same_address_you_still_come_in(known: Client) -> None:
    spray()
    guess("sanne", 5)
    assert log_in(known) == 302


def test_in_a_known_browser_guessing_ends_too(known: Client) -> None:
    for _time in range(7):
        assert log_in(known, password="fout") == 200
    assert log_in(known, password="fout") == LOCKED
    assert log_in(known) == LOCKED


def test_after_your_own_typing_errors_you_begin_again(known: Client) -> None:
    for _time in range(3):
        log_in(known, password="fout")
    log_in(known)
    assert not AccessAttempt.objects.exists()


def test_the_browser_of_a_colleague_is_not_yours(known: Client, sanne: User) -> None:
    User.objects.create_user("bram", "bram@oudeveen.example", PASSWORD)
    guess("bram", 20)
    assert log_in(known, "bram") == LOCKED


def test_a_cookie_that_was_made_up_opens_nothing(known: Client) -> None:
    guess("sanne", 20)
    forged = Client()
    forged.cookies[COOKIE] = known.cookies[COOKIE].value[:-1] + "x"
    assert log_in(forged) == LOCKED


def test_after_thirty_days_a_browser_is_forgotten(known: Client) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=31), tick=False):
        guess("sanne", 20)
        assert log_in(known) == LOCKED


def test_who_ended_their_sessions_everywhere_is_known_nowhere(known: Client, sanne: User) -> None:
    end_sessions(sanne)
    guess("sanne", 20)
    assert log_in(known) == LOCKED


def test_the_cookie_tells_nobody_who_came_in(known: Client, sanne: User) -> None:
    cookie = known.cookies[COOKIE]
    assert "sanne" not in cookie.value
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_whoever_waits_comes_in_after_all_by_way_of_the_mailbox(sanne: User) -> None:
    spray()
    guess("sanne", 20)
    client = Client()
    assert log_in(client) == LOCKED
    client.post("/wachtwoord-vergeten/", {"email": sanne.email})
    client.post(client.get(last_link(), follow=True).redirect_chain[-1][0], NEW)
    assert log_in(client, password=NEW["password1"]) == 302
