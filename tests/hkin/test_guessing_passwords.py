"""Whoever guesses passwords gets no further by another spelling, by many names, or by what the answers say."""

from __future__ import annotations

from datetime import timedelta

from axes.models import AccessLog
from django.test import Client
from django.utils import timezone

from network.models import User
from tests.hkin.conftest import PASSWORD

LOCKED = 429


def status(login: str, password: str = "fout", *, address: str = "127.0.0.1") -> int:
    return Client(REMOTE_ADDR=address).post("/inloggen/", {"login": login, "password": password}).status_code


def test_the_mail_address_does_not_give_more_attempts_than_the_name(sanne: User) -> None:
    for _attempt in range(4):
        status("sanne")
        status("Sanne@Oudeveen.example ")
    assert status("sanne", PASSWORD) != 302


def test_who_signs_in_by_mail_address_starts_to_count_again(sanne: User) -> None:
    for _time in range(3):
        for _attempt in range(4):
            status("sanne@oudeveen.example")
        assert status("sanne@oudeveen.example", PASSWORD) == 302


def test_one_password_over_many_names_closes_the_address_for_a_while(sanne: User) -> None:
    assert [status(f"collega{number}") for number in range(40)][-1] == LOCKED
    assert status("sanne", PASSWORD) == LOCKED


def test_forty_names_slow_the_guessing_of_every_other_name(sanne: User) -> None:
    for number in range(40):
        status(f"collega{number}")
    assert {status("sanne"), status("niemand")} == {LOCKED}


def test_a_closed_address_closes_no_other(sanne: User) -> None:
    for number in range(40):
        status(f"collega{number}")
    assert status("sanne", PASSWORD, address="10.0.0.9") == 302


def test_who_came_in_from_a_town_hall_lately_comes_in_while_somebody_there_tries_many_names(sanne: User) -> None:
    status("sanne", PASSWORD)
    for number in range(60):
        status(f"collega{number}")
    assert status("sanne", PASSWORD) == 302


def test_at_such_an_address_a_colleague_is_guessed_at_three_times_only(sanne: User) -> None:
    status("sanne", PASSWORD)
    for number in range(40):
        status(f"collega{number}")
    for _attempt in range(3):
        status("sanne")
    assert status("sanne", PASSWORD) == LOCKED


def test_who_came_in_from_there_long_ago_is_new_there(sanne: User) -> None:
    status("sanne", PASSWORD)
    AccessLog.objects.update(attempt_time=timezone.now() - timedelta(days=31))
    for number in range(40):
        status(f"collega{number}")
    assert status("sanne", PASSWORD) == LOCKED


def test_at_such_an_address_a_name_that_exists_answers_as_one_that_does_not(sanne: User) -> None:
    status("sanne", PASSWORD)
    for number in range(40):
        status(f"collega{number}")
    assert status("sanne") == status("niemand")


def test_an_account_that_is_closed_to_guessing_closes_no_colleague_behind_the_same_address(sanne: User) -> None:
    User.objects.create_user("bram", "bram@oudeveen.example", PASSWORD)
    for _attempt in range(20):
        status("sanne")
    assert status("bram", PASSWORD) == 302


def test_the_right_password_after_too_many_failures_under_both_names_looks_like_a_wrong_one(sanne: User) -> None:
    for _attempt in range(4):
        status("sanne")
        status("sanne@oudeveen.example")
    right, wrong, nobody = status("sanne", PASSWORD), status("sanne"), status("niemand")
    assert right == wrong == nobody == 200


def test_eight_failures_of_a_name_say_nothing_of_its_mail_address(sanne: User) -> None:
    for _attempt in range(8):
        status("sanne")
        status("niemand")
    assert status("sanne@oudeveen.example") == status("niemand@oudeveen.example")


def test_a_town_hall_where_many_mistype_once_and_then_sign_in_stays_open(db: None) -> None:
    for number in range(45):
        User.objects.create_user(f"collega{number}", f"c{number}@oudeveen.example", PASSWORD)
    for number in range(45):
        status(f"collega{number}")
        assert status(f"collega{number}", PASSWORD) == 302


def test_the_right_password_of_somebody_who_left_gets_the_answer_of_a_wrong_one(client: Client, sanne: User) -> None:
    User.objects.filter(pk=sanne.pk).update(is_active=False)
    right, wrong = (client.post("/inloggen/", {"login": "sanne", "password": word}) for word in (PASSWORD, "fout"))
    assert (right.status_code, right.context["form"].errors) == (wrong.status_code, wrong.context["form"].errors)
