"""Two browsers follow one link in the same moment, and one comes in."""

from __future__ import annotations

from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client

from network.actions.first_admin import first_admin_link
from network.models import User

PASSWORD = "een zin die ik onthoud"


def typed(name: str) -> dict[str, str]:
    return {
        "name": name,
        "email": f"{name}@zuiderwaard.example",
        "username": name,
        "password1": PASSWORD,
        "password2": PASSWORD,
        "municipality_name": "Zuiderwaard",
    }


@pytest.mark.django_db(transaction=True)
def test_a_link_lets_one_person_in_however_many_follow_it_at_once() -> None:
    path = first_admin_link().partition("/toegang/")[2]
    together, answers = Barrier(2), []

    def follow(name: str) -> None:
        client = Client()
        client.get(f"/toegang/{path}")
        together.wait(20)
        answers.append(client.post("/toegang/", typed(name)).status_code)
        connection.close()

    browsers = [Thread(target=follow, args=[name]) for name in ("hilde", "arend")]
    for browser in browsers:
        browser.start()
    for browser in browsers:
        browser.join(60)
    assert sorted(answers) == [302, 410]
    assert User.objects.count() == 1
