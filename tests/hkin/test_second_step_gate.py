"""Whoever reads what others wrote comes nowhere without a second step but to filing, and loses nothing by it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from network.actions.absence import register_absence
from network.cast import Cast
from network.models import RoleGrant, User
from network.rules import Role
from network.rules.roles import NEEDS_SECOND_PROOF
from signals.models import Signal
from tests.cast import PASSWORD
from tests.hkin.second_step import give_code, log_in, shown_by_app, with_app
from tests.signals.filing_form import NEW, answers, signed_in

STEP = "/account/tweede-stap/?next="
HTMX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/werkvoorraad/?x=1"}


@pytest.fixture(autouse=True)
def required(settings: Any) -> None:
    settings.SECOND_PROOF_REQUIRED = True


def is_stopped(client: Client, path: str = "/werkvoorraad/") -> bool:
    return client.get(path).headers.get("Location", "").startswith(STEP)


# ---- who -----------------------------------------------------------------------------------------
def test_an_address_that_does_not_exist_says_no_more_than_otherwise(cast: Cast) -> None:
    pages = [signed_in(person).get("/bestaat-niet/") for person in (cast.omar, cast.sanne)]
    assert [page.status_code for page in pages] == [404, 404]


@pytest.mark.parametrize("role", sorted(NEEDS_SECOND_PROOF))
def test_a_role_that_opens_signals_or_gives_roles_asks_a_second_step(cast: Cast, role: Role) -> None:
    holder = RoleGrant.objects.today().filter(role=role).first()
    assert is_stopped(signed_in(holder.user), "/berichten/")


@pytest.mark.parametrize("name", ["sanne", "noor", "marijke"])
def test_other_roles_do_not(cast: Cast, name: str) -> None:
    assert signed_in(cast[name]).get("/berichten/").status_code == 200


def test_who_stands_in_for_such_a_role_gives_one_too(cast: Cast) -> None:
    client = signed_in(cast.lotte)
    assert not is_stopped(client, "/berichten/") or RoleGrant.objects.filter(
        user=cast.lotte, role__in=NEEDS_SECOND_PROOF
    )
    RoleGrant.objects.filter(user=cast.lotte, role__in=NEEDS_SECOND_PROOF).delete()
    assert not is_stopped(client, "/berichten/")
    today = timezone.localdate()
    register_absence(by=cast.dirk, from_on=today, until_on=today, deputy=None)
    assert is_stopped(client, "/berichten/")


def test_a_role_given_this_minute_counts_at_the_next_page(cast: Cast) -> None:
    client = signed_in(cast.merve)
    assert client.get("/berichten/").status_code == 200
    grant(cast, cast.merve, Role.PRIVACY_OFFICER)
    assert is_stopped(client, "/berichten/")


def test_a_role_that_ends_counts_at_the_next_page(cast: Cast) -> None:
    client = signed_in(cast.fatma)
    assert is_stopped(client, "/berichten/")
    RoleGrant.objects.filter(user=cast.fatma).exclude(role=Role.REPORTER).delete()
    assert client.get("/berichten/").status_code == 200


def test_an_installation_that_does_not_ask_it_does_not(cast: Cast, settings: Any) -> None:
    settings.SECOND_PROOF_REQUIRED = False
    assert signed_in(cast.omar).get("/werkvoorraad/").status_code == 200


# ---- how -----------------------------------------------------------------------------------------
def test_the_password_and_the_code_together_open_the_queue(cast: Cast) -> None:
    secret = with_app(cast.omar)
    client = log_in(cast.omar, PASSWORD)
    give_code(client, shown_by_app(secret))
    assert client.get("/werkvoorraad/").status_code == 200


def test_who_has_none_yet_is_led_to_set_one_up_and_back(cast: Cast) -> None:
    client = log_in(cast.omar, PASSWORD)
    page = client.get("/werkvoorraad/?thema=3", follow=True)
    assert "Inloggen in twee stappen" in page.content.decode()
    assert 'href="/account/beveiliging/app/?next=%2Fwerkvoorraad%2F%3Fthema%3D3"' in page.content.decode()


def test_a_second_step_set_up_this_minute_opens_the_queue(cast: Cast) -> None:
    client = log_in(cast.omar, PASSWORD)
    page = client.get("/account/beveiliging/app/")
    client.post("/account/beveiliging/app/", {"code": shown_by_app(page.context["form"].secret)})
    assert client.get("/werkvoorraad/").status_code == 200


def test_a_session_from_before_it_was_set_up_gives_it_and_goes_back(cast: Cast) -> None:
    client, secret = signed_in(cast.omar), with_app(cast.omar)
    step = client.get("/werkvoorraad/")["Location"]
    form = client.get(step)["Location"]
    assert form == "/account/beveiliging/code/?next=%2Fwerkvoorraad%2F"
    assert client.post(form, {"code": shown_by_app(secret)})["Location"] == "/werkvoorraad/"
    assert client.get("/werkvoorraad/").status_code == 200


def test_the_password_once_more_is_no_second_step(cast: Cast) -> None:
    client = signed_in(cast.omar)
    with_app(cast.omar)
    client.post("/account/bevestigen/", {"password": PASSWORD})
    assert is_stopped(client)


def test_the_word_of_the_identity_provider_counts(cast: Cast) -> None:
    client = signed_in(cast.omar)
    session = client.session
    session["second_proof"] = "provider"
    session.save()
    assert client.get("/werkvoorraad/").status_code == 200


@pytest.mark.parametrize("name", ["omar", "bea"])
def test_the_word_of_the_provider_ends_with_its_sign_in(cast: Cast, name: str) -> None:
    client = signed_in(cast.omar)
    session = client.session
    session["second_proof"] = "provider"
    session.save()
    client.force_login(cast[name], backend="allauth.account.auth_backends.AuthenticationBackend")
    assert is_stopped(client)


# ---- filing goes on, and nothing is lost ---------------------------------------------------------
def test_a_signal_is_filed_without_a_second_step(cast: Cast) -> None:
    client = signed_in(cast.omar)
    assert client.get(NEW).status_code == 200
    receipt = client.post(NEW, answers())
    assert Signal.objects.count() == 1
    assert client.get(receipt["Location"]).status_code == 200


def test_a_draft_of_earlier_stays_closed_without_a_second_step(cast: Cast) -> None:
    client, sent = signed_in(cast.omar), answers(later="1", send=None)
    assert client.post(NEW, sent)["Location"] == NEW
    assert sent["key"] not in client.get(NEW).content.decode()
    assert is_stopped(client, f"/signalen/nieuw/verder/{sent['key']}/")


def test_the_menu_shows_and_counts_nothing_of_the_work(cast: Cast) -> None:
    client = signed_in(cast.omar)
    page = client.get(NEW).content.decode()
    assert "Werkvoorraad" not in page
    assert "/berichten/" not in page


def test_what_was_typed_waits_on_the_page_until_the_step_is_given(cast: Cast) -> None:
    client, secret = signed_in(cast.sanne), with_app(cast.sanne)
    grant(cast, cast.sanne, Role.PRIVACY_OFFICER)
    typed = {"first_day": "24", "text": 'Met "aanhalingstekens" & <haken>', "more": ["een", "twee"]}
    page = client.post("/afwezig/", typed)
    assert page.status_code == 401
    for name, value in (
        ("text", "Met &quot;aanhalingstekens&quot; &amp; &lt;haken&gt;"),
        ("more", "een"),
        ("more", "twee"),
    ):
        assert f'<input type="hidden" name="{name}" value="{value}">' in page.content.decode()
    client.post("/account/beveiliging/code/", {"code": shown_by_app(secret)})
    assert client.post("/afwezig/", typed).status_code == 422  # arrived, and wrong


def test_a_part_of_a_page_leads_the_whole_page_to_the_second_step(cast: Cast) -> None:
    answer = signed_in(cast.omar).get("/werkvoorraad/aantal/", headers=HTMX)
    assert (answer.status_code, answer.content) == (401, b"")
    assert answer["HX-Redirect"] == f"{STEP}%2Fwerkvoorraad%2F"


def test_the_way_back_never_leads_to_another_site(cast: Cast) -> None:
    page = signed_in(cast.omar).get("/account/tweede-stap/?next=https://kwaad.example/")
    assert "kwaad" not in page.content.decode()


def grant(cast: Cast, person: User, role: Role) -> None:
    RoleGrant.objects.create(user=person, role=role, municipality=cast.oudeveen, from_on=timezone.localdate())
