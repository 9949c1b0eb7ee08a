"""A colleague of a listed mail domain makes an account, proven by the mailbox, and may file with it."""

from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from network.actions.entry import invite
from network.cast import Cast
from network.models import EntryLink, Municipality, PersonEntry, RoleGrant, User
from network.models.trail import PersonEvent
from network.rules import Role
from tests.letters import last_link, letters, link_in

PASSWORD = "een zin die ik onthoud"
TWICE = {"password1": PASSWORD, "password2": PASSWORD}


@pytest.fixture(autouse=True)
def listed(cast: Cast) -> None:
    Municipality.objects.filter(pk=cast.oudeveen.pk).update(mail_domains=["oudeveen.example", "ovn.example"])


def ask(client: Client, cast: Cast, email: str = "Nora@ovn.example", **changed: Any) -> HttpResponse:
    typed = {"email": email, "name": "Nora Smit", "department": cast.department("VAS").pk} | changed
    return client.post("/aanmelden/", typed)


def take(client: Client, link: str) -> HttpResponse:
    client.get(link)
    return client.post("/toegang/", TWICE)


def test_the_link_of_the_letter_makes_an_account_that_may_only_file(cast: Cast, client: Client) -> None:
    assert ask(client, cast)["Location"] == "/aanmelden/verstuurd/"
    assert not User.objects.filter(email="nora@ovn.example").exists()
    assert take(client, last_link()).status_code == 302
    nora = User.objects.get(email="nora@ovn.example")
    grant = RoleGrant.objects.get(user=nora)
    assert (grant.role, grant.municipality, grant.department) == (Role.REPORTER, cast.oudeveen, cast.department("VAS"))
    assert nora.check_password(PASSWORD)
    assert client.session["_auth_user_id"] == str(nora.pk)
    assert PersonEntry.objects.filter(person=nora, event=PersonEvent.ENTERED).exists()


@pytest.mark.parametrize(
    "email", ["nora@elders.example", "nora@kwaad.oudeveen.example", "nora@oudeveen.example.kwaad.nl"]
)
def test_no_letter_goes_to_another_domain_and_the_address_is_forgotten(cast: Cast, client: Client, email: str) -> None:
    assert ask(client, cast, email)["Location"] == "/aanmelden/verstuurd/"
    assert letters() == []
    assert not EntryLink.objects.exists()


def test_who_has_an_account_is_told_so_in_the_letter(cast: Cast, client: Client) -> None:
    ask(client, cast, "dirk@oudeveen.example")
    [letter] = letters()
    assert link_in(letter) == "/inloggen/"
    assert "al een account" in letter[1]


def test_who_was_invited_gets_the_invitation(cast: Cast, client: Client) -> None:
    nora = invite(by=cast.noor, municipality=cast.oudeveen, name="Nora Smit", email="nora@ovn.example")
    ask(client, cast)
    assert take(client, last_link("registration_asked")).status_code == 302
    assert client.session["_auth_user_id"] == str(nora.pk)


def test_whose_account_was_closed_does_not_get_another(cast: Cast, client: Client) -> None:
    User.objects.filter(pk=cast.dirk.pk).update(is_active=False)
    ask(client, cast, "dirk@oudeveen.example")
    [letter] = letters()
    assert "gesloten" in letter[1]


def test_two_letters_make_one_account(cast: Cast, client: Client) -> None:
    ask(client, cast)
    ask(client, cast)
    first, second = (link_in(letter) for letter in letters())
    take(client, first)
    assert take(Client(), second).status_code == 410
    assert User.objects.filter(email="nora@ovn.example").count() == 1


def test_the_link_works_once(cast: Cast, client: Client) -> None:
    ask(client, cast)
    link = last_link()
    take(client, link)
    assert take(Client(), link).status_code == 410


def test_a_link_that_is_too_old_leads_back_to_asking(cast: Cast, client: Client) -> None:
    ask(client, cast)
    link = last_link()
    EntryLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    page = client.get(link, follow=True)
    assert page.status_code == 410
    assert 'href="/aanmelden/"' in page.content.decode()


def test_a_domain_that_was_taken_off_the_list_meanwhile_lets_nobody_in(cast: Cast, client: Client) -> None:
    ask(client, cast)
    link = last_link()
    Municipality.objects.filter(pk=cast.oudeveen.pk).update(mail_domains=["iets.example"])
    assert take(client, link).status_code == 410
    assert not User.objects.filter(email="nora@ovn.example").exists()


def test_of_two_municipalities_with_one_domain_the_department_says_which(cast: Cast, client: Client) -> None:
    Municipality.objects.update(mail_domains=["samen.example"])
    there = cast.veenwijk.departments.first()
    ask(client, cast, "nora@samen.example", department=there.pk)
    take(client, last_link())
    assert RoleGrant.objects.get(user__email="nora@samen.example").municipality == cast.veenwijk


def test_a_department_of_a_municipality_without_a_list_is_refused(cast: Cast, client: Client) -> None:
    page = ask(client, cast, department=cast.veenwijk.departments.first().pk)
    assert page.status_code == 422


@pytest.mark.parametrize(
    ("typed", "field"), [({"email": "nora"}, "email"), ({"name": ""}, "name"), ({"department": ""}, "department")]
)
def test_what_is_missing_is_said_at_its_field_and_the_rest_stays(
    cast: Cast, client: Client, typed: dict[str, str], field: str
) -> None:
    page = ask(client, cast, **typed)
    assert page.status_code == 422
    assert f'id="id_{field}_error"' in page.content.decode()


def test_while_no_municipality_lists_a_domain_there_is_no_page(cast: Cast, client: Client) -> None:
    Municipality.objects.update(mail_domains=[])
    assert [client.get(page).status_code for page in ("/aanmelden/", "/aanmelden/verstuurd/")] == [404, 404]
    assert ask(client, cast).status_code == 404
    assert "/aanmelden/" not in client.get("/inloggen/").content.decode()


def test_the_log_in_page_leads_to_it(client: Client) -> None:
    assert 'href="/aanmelden/"' in client.get("/inloggen/").content.decode()


def test_ilse_learns_nothing_more_from_the_page_than_a_stranger(cast: Cast, client: Client) -> None:
    stranger = ask(Client(), cast, "dirk@oudeveen.example").content
    client.force_login(cast.ilse, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert ask(client, cast, "dirk@oudeveen.example").content == stranger


def test_the_page_costs_a_fixed_number_of_queries(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(4):
        client.get("/aanmelden/")


def test_before_there_are_departments_none_is_asked(client: Client) -> None:
    Municipality.objects.update(mail_domains=[])
    Municipality.objects.create(slug="nieuw", name="Nieuw", mail_domains=["nieuw.example"])
    assert client.post("/aanmelden/", {"email": "nora@nieuw.example", "name": "Nora Smit"}).status_code == 302
    take(client, last_link())
    assert RoleGrant.objects.get(user__email="nora@nieuw.example").municipality.slug == "nieuw"
