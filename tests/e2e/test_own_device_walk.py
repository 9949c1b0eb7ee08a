"""On a phone of one's own somebody files the next day without logging in, and logs in again to read."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import expect

from network.cast import Cast
from tests.cast import PASSWORD
from tests.e2e.conftest import Screen
from tests.hkin.second_step import shown_by_app, with_app

SignIn = Callable[..., Screen]
CHOICE = "Dit is mijn eigen toestel: ik blijf ingelogd om te melden"
ACCOUNT = ["/account/", "/account/beveiliging/", "/account/tweede-stap/", "/account/bevestigen/",
           "/account/beveiliging/app/", "/account/beveiliging/passkey/nieuw/"]  # fmt: skip
PROVEN = ["/account/beveiliging/", "/account/beveiliging/app/weg/", "/account/beveiliging/code/",
          "/account/beveiliging/herstelcodes/", "/account/beveiliging/herstelcodes/nieuw/"]  # fmt: skip


@pytest.fixture
def cast(transactional_db: None, cast: Cast) -> Cast:
    return cast


def a_day_later(screen: Screen) -> None:
    [cookie] = [each for each in screen.page.context.cookies() if each["name"] == settings.SESSION_COOKIE_NAME]
    session: Any = import_module(settings.SESSION_ENGINE).SessionStore(cookie["value"])
    session["signed_in_at"] -= 24 * 60 * 60
    session.save()


@pytest.mark.parametrize("width", [1280, 390])
def test_the_next_day_filing_goes_on_and_reading_asks_the_password(open_page: Any, cast: Cast, width: int) -> None:
    screen = open_page("/inloggen/", width=width)
    screen.fill("Gebruikersnaam of e-mailadres", "sanne").fill("Wachtwoord", PASSWORD)
    screen.page.get_by_label(CHOICE).check()
    screen.press("Inloggen").open("/signalen/nieuw/").meets("Hier klopt iets niet")
    a_day_later(screen)
    screen.open("/signalen/nieuw/").meets("Hier klopt iets niet")
    screen.page.locator("textarea[name=text]").fill("Bij de loods staat elke ochtend een witte bus.")
    expect(screen.page.locator("#saved")).to_contain_text("Bewaard om")
    screen.open("/signalen/nieuw/").reads("Er staat nog tekst van je klaar.")
    screen.shuts_nobody_out().follow("Mijn signalen").meets("Inloggen").reads("We vragen nog een keer je wachtwoord")
    expect(screen.page.get_by_label(CHOICE)).to_be_checked()
    screen.fill("Gebruikersnaam of e-mailadres", "sanne").fill("Wachtwoord", PASSWORD).press("Inloggen")
    screen.meets("Mijn signalen").reads("Nog niet af")


def test_what_was_typed_on_another_page_is_sent_after_logging_in(sign_in: SignIn, cast: Cast) -> None:
    screen = sign_in("sanne", PASSWORD).open("/account/")
    screen.fill("Wanneer ben je het best te bereiken?", "Alleen op maandag")
    a_day_later(screen)
    screen.press("Bewaren").meets("Nog niet verstuurd").at(390).shuts_nobody_out()
    with screen.page.context.expect_page() as opened:
        screen.page.get_by_role("link", name="Inloggen in een nieuw venster").click()
    other = Screen(opened.value, screen.address)
    other.fill("Gebruikersnaam of e-mailadres", "sanne").fill("Wachtwoord", PASSWORD).press("Inloggen")
    expect(other.page.locator("body")).to_contain_text("Uitloggen")
    screen.press("Nu versturen").reads("Je gegevens zijn bewaard.")


@pytest.mark.parametrize("path", ACCOUNT)
def test_a_page_of_the_account_shuts_nobody_out(sign_in: SignIn, cast: Cast, path: str) -> None:
    sign_in("sanne", PASSWORD).open(path).shuts_nobody_out().at(390).shuts_nobody_out().at(320).shuts_nobody_out()


def test_the_pages_of_the_second_step_shut_nobody_out(sign_in: SignIn, cast: Cast) -> None:
    screen = sign_in("sanne", PASSWORD)
    secret = with_app(cast.sanne)
    screen.open("/account/beveiliging/code/?next=/account/").fill("Je code", shown_by_app(secret)).press("Verder")
    screen.meets("Mijn account").open("/account/beveiliging/herstelcodes/nieuw/").press("Nieuwe codes maken")
    screen.meets("Je herstelcodes").at(390).shuts_nobody_out().at(320).shuts_nobody_out()
    for path in PROVEN:
        screen.at(1280).open(path).shuts_nobody_out().at(390).shuts_nobody_out().at(320).shuts_nobody_out()
