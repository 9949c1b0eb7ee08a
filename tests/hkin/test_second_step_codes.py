"""After your password you type the code of your app: a wrong, old or used one opens nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client

from hkin.auth.sealing import open_secret, seal_secret
from network.models import User
from tests.hkin.conftest import PASSWORD
from tests.hkin.second_step import give_code, is_in, log_in, shown_by_app, with_app, with_recovery_codes

NOW = datetime(2026, 11, 24, 10, 0, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock() -> object:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def test_the_password_alone_leads_to_the_second_step(sanne: User) -> None:
    with_app(sanne)
    answer = Client().post("/inloggen/", {"login": "sanne", "password": PASSWORD})
    assert answer["Location"].startswith("/inloggen/tweede-stap/")


def test_who_has_given_only_the_password_is_not_in(sanne: User) -> None:
    with_app(sanne)
    assert not is_in(log_in(sanne, PASSWORD))


def test_the_code_of_the_app_opens_the_page_you_wanted(sanne: User) -> None:
    secret, client = with_app(sanne), Client()
    client.post("/inloggen/?next=/signalen/", {"login": "sanne", "password": PASSWORD})
    answer = give_code(client, shown_by_app(secret))
    assert (answer.status_code, answer["Location"]) == (302, "/signalen/")
    assert is_in(client)


@pytest.mark.parametrize("spelling", ["{} {}", "{}-{}", " {}{} "])
def test_a_code_may_be_typed_in_two_halves(sanne: User, spelling: str) -> None:
    code = shown_by_app(with_app(sanne))
    client = log_in(sanne, PASSWORD)
    give_code(client, spelling.format(code[:3], code[3:]))
    assert is_in(client)


@pytest.mark.parametrize("later", [-1, 1])
def test_half_a_minute_of_difference_between_clocks_is_fine(sanne: User, later: int) -> None:
    secret, client = with_app(sanne), log_in(sanne, PASSWORD)
    give_code(client, shown_by_app(secret, later=later))
    assert is_in(client)


@pytest.mark.parametrize("later", [-2, 2])
def test_a_code_of_a_minute_ago_or_ahead_opens_nothing(sanne: User, later: int) -> None:
    secret, client = with_app(sanne), log_in(sanne, PASSWORD)
    page = give_code(client, shown_by_app(secret, later=later))
    assert 'id="id_code_error"' in page.content.decode()
    assert not is_in(client)


def test_a_code_works_once(sanne: User) -> None:
    code = shown_by_app(with_app(sanne))
    give_code(log_in(sanne, PASSWORD), code)
    second = log_in(sanne, PASSWORD)
    assert "Deze code is al gebruikt." in give_code(second, code).content.decode()
    assert not is_in(second)


def test_a_code_older_than_the_last_one_works_no_more(sanne: User) -> None:
    secret = with_app(sanne)
    give_code(log_in(sanne, PASSWORD), shown_by_app(secret))
    second = log_in(sanne, PASSWORD)
    give_code(second, shown_by_app(secret, later=-1))
    assert not is_in(second)


def test_a_recovery_code_opens_the_door_once(sanne: User) -> None:
    with_app(sanne)
    code, *_others = with_recovery_codes(sanne)
    first = log_in(sanne, PASSWORD)
    give_code(first, code)
    assert is_in(first)
    second = log_in(sanne, PASSWORD)
    give_code(second, code)
    assert not is_in(second)


def test_after_a_recovery_code_you_read_how_many_are_left(sanne: User) -> None:
    with_app(sanne)
    codes = with_recovery_codes(sanne)
    client = log_in(sanne, PASSWORD)
    give_code(client, codes[0])
    assert "Je hebt er nog 9." in client.get("/hulp/").content.decode()


def test_eight_wrong_codes_close_the_account_to_codes_at_every_address(sanne: User) -> None:
    secret = with_app(sanne)
    for number in range(8):
        give_code(log_in(sanne, PASSWORD, client=Client(REMOTE_ADDR=f"10.0.0.{number}")), "000000")
    client = log_in(sanne, PASSWORD, client=Client(REMOTE_ADDR="10.0.1.1"))
    assert "Je probeerde dit te vaak." in give_code(client, shown_by_app(secret)).content.decode()
    assert not is_in(client)


def test_after_a_quarter_of_an_hour_the_account_is_open_again(sanne: User, clock: time_machine.Traveller) -> None:
    secret, client = with_app(sanne), log_in(sanne, PASSWORD)
    for _attempt in range(8):
        give_code(client, "000000")
    clock.shift(timedelta(minutes=16))
    client = log_in(sanne, PASSWORD)
    give_code(client, shown_by_app(secret))
    assert is_in(client)


def test_a_colleague_with_an_app_at_the_same_address_notices_nothing(sanne: User) -> None:
    omar = User.objects.create_user("omar", "omar@oudeveen.example", PASSWORD)
    secret, _other = with_app(omar), with_app(sanne)
    client = log_in(sanne, PASSWORD)
    for _attempt in range(9):
        give_code(client, "000000")
    theirs = log_in(omar, PASSWORD)
    give_code(theirs, shown_by_app(secret))
    assert is_in(theirs)


def test_a_right_code_makes_the_count_begin_again(sanne: User) -> None:
    secret = with_app(sanne)
    client = log_in(sanne, PASSWORD)
    for _attempt in range(7):
        give_code(client, "000000")
    give_code(client, shown_by_app(secret))
    client = log_in(sanne, PASSWORD)
    for _attempt in range(7):
        assert "Deze code klopt niet." in give_code(client, "000000").content.decode()


def test_a_new_password_by_mail_does_not_go_around_it(sanne: User) -> None:
    secret = with_app(sanne)
    sanne.set_password("een ander lang wachtwoord")
    sanne.save()
    client = log_in(sanne, "een ander lang wachtwoord")
    assert not is_in(client)
    give_code(client, shown_by_app(secret))
    assert is_in(client)


def test_half_way_in_you_can_go_out_and_be_somebody_else(sanne: User) -> None:
    with_app(sanne)
    client = log_in(sanne, PASSWORD)
    client.post("/uitloggen/")
    assert client.get("/inloggen/").status_code == 200


def test_the_secret_of_an_app_lies_sealed(sanne: User) -> None:
    secret = with_app(sanne)
    kept = Authenticator.objects.get().data["secret"]
    assert secret not in kept
    assert open_secret(kept) == secret


def test_the_seed_of_recovery_codes_lies_sealed(sanne: User) -> None:
    with_recovery_codes(sanne)
    kept = Authenticator.objects.get().data["seed"]
    assert open_secret(kept) not in kept


def test_the_same_secret_never_looks_the_same(sanne: User) -> None:
    assert seal_secret("JBSWY3DP") != seal_secret("JBSWY3DP")
