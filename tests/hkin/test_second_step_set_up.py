"""You set up a second step yourself: an app, a passkey, and codes for the day your phone is gone."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import unquote

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.test import Client

from hkin.outbox.models import Message
from network.models import Municipality, PersonEntry, RoleGrant, User
from network.rules import Role
from tests.hkin.conftest import PASSWORD
from tests.hkin.second_step import give_code, is_in, log_in, shown_by_app, with_app, with_recovery_codes

NOW = datetime(2026, 11, 24, 10, 0, 5, tzinfo=UTC)
APP = "/account/beveiliging/app/"
CODES = "/account/beveiliging/herstelcodes/"


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def just_in(sanne: User, client: Client) -> Client:
    return log_in(sanne, PASSWORD, client=client)


def secret_on(page: str) -> str:
    return "".join(re.findall(r"<span>([A-Z2-7]{4})</span>", page))


def set_up_app(client: Client, **more: Any) -> tuple[str, Any]:
    secret = secret_on(client.get(APP, more).content.decode())
    query = f"?next={more['next']}" if more else ""
    return secret, client.post(APP + query, {"code": shown_by_app(secret)})


def codes_on(page: str) -> list[str]:
    return re.findall(r"<code>([0-9 ]{9})</code>", page)


# ---- an app --------------------------------------------------------------------------------------
def test_the_picture_and_the_text_say_the_same_secret(just_in: Client) -> None:
    page = just_in.get(APP)
    assert unquote(page.context["totp_url"]).startswith("otpauth://totp/sanne@oudeveen.example?")
    assert secret_on(page.content.decode()) in page.context["totp_url"]
    assert 'src="data:image/svg+xml;base64,' in page.content.decode()


def test_the_code_of_the_app_switches_it_on(just_in: Client, sanne: User) -> None:
    _secret, answer = set_up_app(just_in)
    assert answer["Location"] == CODES
    assert Authenticator.objects.filter(user=sanne, type="totp").exists()


def test_a_wrong_code_switches_nothing_on_and_keeps_the_picture(just_in: Client) -> None:
    secret = secret_on(just_in.get(APP).content.decode())
    page = just_in.post(APP, {"code": "000000"}).content.decode()
    assert "Deze code klopt niet." in page
    assert secret_on(page) == secret
    assert not Authenticator.objects.exists()


def test_the_secret_is_never_readable_in_the_database(just_in: Client) -> None:
    secret = secret_on(just_in.get(APP).content.decode())
    assert secret not in str(Session.objects.get().get_decoded())
    just_in.post(APP, {"code": shown_by_app(secret)})
    assert secret not in str([*Authenticator.objects.values_list("data")])


def test_the_next_time_the_app_is_asked(just_in: Client, sanne: User, clock: time_machine.Traveller) -> None:
    secret, _answer = set_up_app(just_in)
    clock.shift(timedelta(minutes=1))
    client = log_in(sanne, PASSWORD)
    assert not is_in(client)
    give_code(client, shown_by_app(secret))
    assert is_in(client)


def test_the_code_that_switched_it_on_is_used(just_in: Client, sanne: User) -> None:
    secret, _answer = set_up_app(just_in)
    client = log_in(sanne, PASSWORD)
    give_code(client, shown_by_app(secret))
    assert not is_in(client)


def test_after_it_you_come_back_where_you_were_going(just_in: Client) -> None:
    _secret, answer = set_up_app(just_in, next="/signalen/")
    assert answer["Location"] == f"{CODES}?next=%2Fsignalen%2F"
    assert 'href="/signalen/"' in just_in.get(answer["Location"]).content.decode()


def test_the_way_back_never_leads_to_another_site(just_in: Client) -> None:
    _secret, answer = set_up_app(just_in, next="https://kwaad.example/")
    assert "kwaad" not in answer["Location"]


def test_a_quarter_of_an_hour_after_signing_in_the_password_is_asked_again(
    just_in: Client, clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(minutes=16))
    answer = just_in.get(APP)
    assert answer["Location"] == f"/account/bevestigen/?next={APP.replace('/', '%2F')}"
    back = just_in.post(answer["Location"], {"password": PASSWORD})
    assert back["Location"] == APP
    assert just_in.get(APP).status_code == 200


def test_you_hear_of_it_so_that_nobody_else_does_it_for_you(just_in: Client, sanne: User) -> None:
    set_up_app(just_in)
    assert Message.objects.get().kind == "second_proof_changed"
    assert PersonEntry.objects.get().detail == "App met codes aangezet"


# ---- recovery codes ------------------------------------------------------------------------------
def test_ten_codes_are_shown_once(just_in: Client) -> None:
    set_up_app(just_in)
    assert len(codes_on(just_in.get(CODES).content.decode())) == 10
    assert codes_on(just_in.get(CODES).content.decode()) == []


def test_the_file_to_keep_holds_the_codes_of_the_page(just_in: Client) -> None:
    set_up_app(just_in)
    page = just_in.get(CODES).content.decode()
    kept = base64.b64decode(re.search(r'href="data:text/plain;charset=utf-8;base64,([^"]+)"', page)[1]).decode()
    assert kept.splitlines()[3:] == codes_on(page)
    assert "Herstelcodes voor" in kept


def test_new_codes_end_the_old_ones(just_in: Client, sanne: User) -> None:
    with_app(sanne)
    old = with_recovery_codes(sanne)
    client = log_in(sanne, PASSWORD)
    give_code(client, old[0])
    client.post(f"{CODES}nieuw/")
    new = codes_on(client.get(CODES).content.decode())
    assert len(new) == 10
    assert not {code.replace(" ", "") for code in new} & set(old)


def test_few_codes_are_told(just_in: Client, sanne: User) -> None:
    set_up_app(just_in)
    codes = Authenticator.objects.get(type="recovery_codes")
    codes.data["used_mask"] = 0b1111111
    codes.save()
    assert "Je hebt nog weinig herstelcodes" in just_in.get("/account/beveiliging/").content.decode()


# ---- and takes it away ---------------------------------------------------------------------------
def test_who_needs_no_second_step_takes_it_away(just_in: Client, sanne: User) -> None:
    set_up_app(just_in)
    just_in.post(f"{APP}weg/")
    assert not Authenticator.objects.filter(user=sanne).exists()


def test_whose_role_needs_it_keeps_the_last_one(just_in: Client, sanne: User, settings: Any) -> None:
    settings.SECOND_PROOF_REQUIRED = True
    set_up_app(just_in)
    become(sanne, Role.PRIVACY_OFFICER)
    page = just_in.post(f"{APP}weg/").content.decode()
    assert "Je kunt je laatste manier niet weghalen" in page
    assert Authenticator.objects.filter(user=sanne, type="totp").exists()


def test_whose_role_needs_it_takes_one_of_two_away(just_in: Client, sanne: User, settings: Any) -> None:
    settings.SECOND_PROOF_REQUIRED = True
    set_up_app(just_in)
    Authenticator.objects.create(user=sanne, type="webauthn", data={"name": "Laptop", "credential": {}})
    become(sanne, Role.PRIVACY_OFFICER)
    just_in.post(f"{APP}weg/")
    assert not Authenticator.objects.filter(user=sanne, type="totp").exists()


def test_the_last_passkey_stays_too(just_in: Client, sanne: User, settings: Any) -> None:
    settings.SECOND_PROOF_REQUIRED = True
    set_up_app(just_in)
    Authenticator.objects.filter(type="totp").delete()
    passkey = Authenticator.objects.create(user=sanne, type="webauthn", data={"name": "Laptop", "credential": {}})
    become(sanne, Role.PRIVACY_OFFICER)
    answer = just_in.post(f"/account/beveiliging/passkey/{passkey.pk}/weg/")
    assert answer.status_code == 422
    assert "Je kunt je laatste manier niet weghalen" in answer.content.decode()
    assert Authenticator.objects.filter(pk=passkey.pk).exists()


@pytest.mark.parametrize("page", ["", "weg/"])
def test_a_passkey_of_a_colleague_does_not_exist_for_you(just_in: Client, page: str) -> None:
    omar = User.objects.create_user("omar", "omar@oudeveen.example", PASSWORD)
    theirs = Authenticator.objects.create(user=omar, type="webauthn", data={"name": "Laptop", "credential": {}})
    assert just_in.get(f"/account/beveiliging/passkey/{theirs.pk}/{page}").status_code == 404
    assert just_in.post(f"/account/beveiliging/passkey/{theirs.pk}/{page}", {"name": "x"}).status_code == 404


def test_who_came_in_without_it_changes_nothing_about_it(signed_in: Client, sanne: User) -> None:
    """A session of before the app was set up elsewhere: first the code."""
    with_app(sanne)
    for page in (f"{APP}weg/", "/account/beveiliging/passkey/nieuw/", CODES, f"{CODES}nieuw/"):
        assert signed_in.get(page)["Location"].startswith("/account/tweede-stap/?next=")


@pytest.mark.parametrize("sent", ["{}", "[]", "null", '{"id": "x"}', '{"id": 1, "response": {}}', "geen json"])
def test_nonsense_instead_of_a_passkey_is_refused(just_in: Client, sent: str) -> None:
    just_in.get("/account/beveiliging/passkey/nieuw/")
    answer = just_in.post("/account/beveiliging/passkey/nieuw/", {"name": "Laptop", "credential": sent})
    assert answer.status_code == 200
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("sent", ["{}", "[]", "null", '{"id": "x"}', '{"id": 1, "response": {}}', "geen json"])
def test_nonsense_instead_of_a_passkey_opens_nothing(client: Client, sanne: User, sent: str) -> None:
    client.get("/inloggen/passkey/", headers={"Accept": "application/json"})
    assert client.post("/inloggen/passkey/", {"credential": sent}).status_code in {200, 302}
    assert not is_in(client)


def become(person: User, role: Role) -> None:
    municipality = Municipality.objects.get()
    RoleGrant.objects.create(user=person, role=role, municipality=municipality, from_on=NOW.date())
