"""Whoever guesses passwords gets no further by another spelling, by many names, or by what the answers say."""

from __future__ import annotations

from django.test import Client

from network.models import User
from tests.hkin.conftest import PASSWORD

LOCKED = 429


def status(login: str, password: str = "fout", *, address: str = "127.0.0.1") -> int:
    return Client(REMOTE_ADDR=address).post("/inloggen/", {"login": login, "password": password}).status_code


def test_the_mail_address_does_not_give_more_attempts_than_the_name(sanne: User) -> None:
    for _attempt in range(4):
        status("sanne")
        last = status("Sanne@Oudeveen.example ")
    assert last == LOCKED


def test_who_signs_in_by_mail_address_starts_to_count_again(sanne: User) -> None:
    for _time in range(3):
        for _attempt in range(4):
            status("sanne@oudeveen.example")
        assert status("sanne@oudeveen.example", PASSWORD) == 302


def test_one_password_over_many_names_closes_the_address_for_a_while(sanne: User) -> None:
    assert [status(f"collega{number}") for number in range(40)][-1] == LOCKED
    assert status("sanne", PASSWORD) == LOCKED


def test_a_closed_address_closes_no_other(sanne: User) -> None:
    for number in range(40):
        status(f"collega{number}")
    assert status("sanne", PASSWORD, address="10.0.0.9") == 302


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
