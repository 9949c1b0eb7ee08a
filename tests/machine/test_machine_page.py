"""The application manager sees how the machine stands and shows what no program can see; nobody else sees the page."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hkin.machine.fingerprints import index_fingerprint, ring_fingerprint
from hkin.machine.proofs import KEYS_WRITTEN_DOWN, MAIL_ARRIVED, proven
from network.cast import Cast
from network.models import User
from tests.machine.test_mail_that_arrives import sent_code, wrong_code
from tests.outbox.mail_server import MailServer

PAGE = "/beheer/machine/"


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def tom(cast: Cast) -> Client:
    return signed_in(cast.tom)


def send(client: Client, name: str, **answers: str) -> Any:
    return client.post(reverse(f"machine:{name}"), answers, follow=True)


def test_it_tells_what_to_do_and_what_is_in_order(tom: Client) -> None:
    page = tom.get(PAGE).content.decode()
    for words in ("Dit moet je nog doen", "Stuur een proefmail en typ de code over.", "PostgreSQL"):
        assert words in page


def test_it_never_tells_the_fingerprints(tom: Client) -> None:
    page = tom.get(PAGE).content.decode()
    assert ring_fingerprint() not in page
    assert index_fingerprint() not in page


@pytest.mark.parametrize("name", ["sanne", "omar", "fatma", "hans", "noor", "marijke", "ilse"])
def test_for_others_the_page_does_not_exist(cast: Cast, name: str) -> None:
    client = signed_in(cast[name])
    assert client.get(PAGE).status_code == 404
    for address in ("send_mail", "mail_code", "fingerprints"):
        assert client.post(reverse(f"machine:{address}")).status_code == 404


def test_the_test_mail_goes_to_whoever_asks_for_it(tom: Client, cast: Cast, mail_server: MailServer) -> None:
    page = send(tom, "send_mail")
    assert mail_server.addressees() == [cast.tom.email]
    assert "Typ de code hieronder over." in page.content.decode()


def test_the_code_of_the_mail_is_typed_on_the_page(tom: Client, cast: Cast, mail_server: MailServer) -> None:
    send(tom, "send_mail")
    assert "Mail van HKIN komt aan." in send(tom, "mail_code", code=sent_code(mail_server)).content.decode()
    assert proven(MAIL_ARRIVED).by_name == cast.tom.name


def test_a_wrong_code_is_told_at_its_place_and_stays_typed(tom: Client, mail_server: MailServer) -> None:
    send(tom, "send_mail")
    code = wrong_code(mail_server)
    answer = send(tom, "mail_code", code=code)
    assert answer.status_code == 422
    assert f'value="{code}"' in answer.content.decode()
    assert answer.context["code_form"].errors.keys() == {"code"}


def test_a_mail_server_that_refuses_is_told(tom: Client, cast: Cast, mail_server: MailServer) -> None:
    mail_server.refusals[cast.tom.email] = "550 5.1.1 no such mailbox"
    page = send(tom, "send_mail").content.decode()
    assert "(SMTPRecipientsRefused 550)" in page


def test_who_has_no_mail_address_hears_so(tom: Client, cast: Cast) -> None:
    User.objects.filter(pk=cast.tom.pk).update(email="")
    assert "Je account heeft geen mailadres." in send(tom, "send_mail").content.decode()


def test_fingerprints_from_paper_are_typed_on_the_page(tom: Client, cast: Cast) -> None:
    send(tom, "fingerprints", ring=ring_fingerprint(), index=index_fingerprint())
    assert proven(KEYS_WRITTEN_DOWN).by_name == cast.tom.name


def test_a_wrong_fingerprint_is_told_at_its_place(tom: Client) -> None:
    answer = send(tom, "fingerprints", ring=ring_fingerprint(), index="0000-0000")
    assert answer.status_code == 422
    assert answer.context["fingerprint_form"].errors.keys() == {"index"}
    assert proven(KEYS_WRITTEN_DOWN) is None


def test_an_empty_form_says_what_to_fill_in(tom: Client) -> None:
    page = send(tom, "fingerprints").content.decode()
    assert "Vul de vingerafdruk van de indexsleutel in." in page


def test_it_stands_in_the_menu_of_the_application_manager(tom: Client, cast: Cast) -> None:
    assert f'href="{PAGE}"' in tom.get("/hulp/").content.decode()
    assert f'href="{PAGE}"' not in signed_in(cast.omar).get("/hulp/").content.decode()


def test_the_page_costs_a_fixed_number_of_queries(tom: Client, django_assert_max_num_queries: Any) -> None:
    tom.get(PAGE)
    with django_assert_max_num_queries(32):
        tom.get(PAGE)
