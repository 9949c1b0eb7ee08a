"""No account page tells whether a mail address is known: not by its words, its size, its status or its work."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from network.actions.entry import invite
from network.cast import Cast
from network.entry import token_of
from network.models import EntryLink, Municipality, User

#: Everybody's address is equally long, for a page shows what was typed.
KNOWN = "dirk@oudeveen.example"
UNKNOWN = "niko@oudeveen.example"
INVITED = "nora@oudeveen.example"
LEFT = "lena@oudeveen.example"
BY_MUNICIPALITY = "olga@oudeveen.example"
UNLISTED = "dirk@elders12.example"
ADDRESSES = [KNOWN, UNKNOWN, INVITED, LEFT, BY_MUNICIPALITY, UNLISTED]

Page = Callable[[Client, str, Cast], HttpResponse]


class CountingHasher(MD5PasswordHasher):
    """The work of a password is what a clock would see."""

    algorithm = "counting"
    count = 0

    def encode(self, password: str, salt: str) -> str:
        type(self).count += 1
        return super().encode(password, salt)


@dataclass(frozen=True)
class Answer:
    """What somebody outside can see or measure. A token changes each time; an address is what they typed."""

    status: int
    page: str
    leads_to: str
    cookies: tuple[str, ...]
    queries: tuple[str, ...]
    hashes: int


def log_in(client: Client, address: str, _cast: Cast) -> HttpResponse:
    return client.post("/inloggen/", {"login": address, "password": "dit is het niet"})


def log_in_by_name(client: Client, address: str, _cast: Cast) -> HttpResponse:
    return client.post("/inloggen/", {"login": address.partition("@")[0], "password": "dit is het niet"})


def fail_until_it_waits(client: Client, address: str, cast: Cast) -> HttpResponse:
    for _time in range(8):
        log_in(client, address, cast)
    return log_in(client, address, cast)


def forget_password(client: Client, address: str, _cast: Cast) -> HttpResponse:
    return client.post("/wachtwoord-vergeten/", {"email": address})


def forget_password_often(client: Client, address: str, cast: Cast) -> HttpResponse:
    for _time in range(5):
        forget_password(client, address, cast)
    return forget_password(client, address, cast)


def make_account(client: Client, address: str, cast: Cast) -> HttpResponse:
    return client.post("/aanmelden/", {"email": address, "name": "Iemand", "department": cast.department("VAS").pk})


def make_account_wrongly(client: Client, address: str, _cast: Cast) -> HttpResponse:
    return client.post("/aanmelden/", {"email": address, "name": "", "department": ""})


PAGES = [
    log_in,
    log_in_by_name,
    fail_until_it_waits,
    forget_password,
    forget_password_often,
    make_account,
    make_account_wrongly,
]


@pytest.fixture
def people(cast: Cast, settings: Any) -> Cast:
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    Municipality.objects.filter(pk=cast.oudeveen.pk).update(mail_domains=["oudeveen.example"])
    for name, address in (("lena", LEFT), ("olga", BY_MUNICIPALITY)):
        User.objects.create_user(name, address, "een goed wachtwoord" if address == LEFT else None, name=name)
    User.objects.filter(email=LEFT).update(is_active=False)
    User.objects.filter(email=BY_MUNICIPALITY).update(entered_at=timezone.now())
    for person in User.objects.filter(email__in=[KNOWN]):
        person.set_password("een goed wachtwoord")
        person.save()
    invite(by=cast.noor, municipality=cast.oudeveen, name="Nora Smit", email=INVITED)
    return cast


def ask(page: Page, address: str, cast: Cast) -> Answer:
    client = Client()
    mail.outbox.clear()
    CountingHasher.count = 0
    with CaptureQueriesContext(connection) as asked:
        response = page(client, address, cast)
    assert mail.outbox == [], "nothing is sent while somebody waits"
    body = re.sub(r'(name="csrfmiddlewaretoken" value=")[^"]+', r"\1", response.content.decode())
    return Answer(
        status=response.status_code,
        page=body.replace(address, "x" * len(address)).replace(address.partition("@")[0], "xxxx"),
        leads_to=response.headers.get("Location", ""),
        cookies=tuple(sorted(response.cookies)),
        queries=tuple(_kind(query["sql"]) for query in asked.captured_queries),
        hashes=CountingHasher.count,
    )


def _kind(sql: str) -> str:
    """ "SELECT network_user": which table is asked for what, without the values."""
    table = re.search(r'(?:FROM|INTO|UPDATE) "(\w+)"', sql)
    return f"{sql.split(maxsplit=1)[0]} {table[1] if table else ''}".strip()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.__name__)
@pytest.mark.parametrize("address", [address for address in ADDRESSES if address != UNKNOWN])
def test_a_page_answers_alike_for_an_address_that_is_known_and_one_that_is_not(
    people: Cast, page: Page, address: str
) -> None:
    assert ask(page, address, people) == ask(page, UNKNOWN, people)


@pytest.mark.parametrize("kept", [True, False])
def test_an_address_of_an_invitation_that_is_not_right_tells_nothing_of_the_invitation(
    people: Cast, kept: bool
) -> None:
    """The first half names a row, which is there or not."""
    token = token_of(EntryLink.objects.get(user__email=INVITED))
    first = token[:22] if kept else "A" * 22
    response = Client().get(f"/toegang/{first}{'x' * 24}/")
    assert (response.status_code, response.headers.get("Location")) == (404, None)
