"""A coordinator sets up a second step at the first login: an app or a passkey, and comes in with it after that."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import CDPSession, expect

from network.cast import Cast
from tests.cast import PASSWORD
from tests.e2e.conftest import OpenPage, Screen
from tests.hkin.second_step import shown_by_app

SignIn = Callable[..., Screen]
SET_UP = "Een app met codes instellen"


@pytest.fixture(autouse=True)
def required(settings: Any) -> None:
    settings.SECOND_PROOF_REQUIRED = True


@pytest.fixture
def cast(transactional_db: None, cast: Cast) -> Cast:
    return cast


def secret_on(screen: Screen) -> str:
    return "".join(screen.page.locator(".hkin-secret span").all_inner_texts())


def with_passkeys(screen: Screen) -> CDPSession:
    """A phone with a fingerprint, in the browser."""
    session = screen.page.context.new_cdp_session(screen.page)
    session.send("WebAuthn.enable")
    kind = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options = {**kind, "isUserVerified": True, "automaticPresenceSimulation": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session


def log_in(screen: Screen, username: str) -> Screen:
    screen.open("/inloggen/").fill("Gebruikersnaam of e-mailadres", username).fill("Wachtwoord", PASSWORD)
    return screen.press("Inloggen")


def log_out(screen: Screen) -> Screen:
    screen.page.context.clear_cookies()
    return screen


@pytest.mark.parametrize("width", [1280, 390])
def test_an_app_is_set_up_and_asked_the_next_time(sign_in: SignIn, cast: Cast, width: int) -> None:
    screen = sign_in("omar", PASSWORD, width=width).open("/werkvoorraad/").meets("Inloggen in twee stappen")
    screen.follow("Een app instellen").meets(SET_UP)
    secret = secret_on(screen)
    screen.fill("De code die je app toont", "000000").press("Aanzetten").reads("Deze code klopt niet.")
    screen.shuts_nobody_out()
    screen.fill("De code die je app toont", shown_by_app(secret)).press("Aanzetten").meets("Je herstelcodes")
    codes = screen.page.locator(".hkin-codes code").all_inner_texts()
    assert len(codes) == 10
    screen.follow("Ik heb ze bewaard, ga verder").meets("Werkvoorraad")
    log_in(log_out(screen), "omar").meets("De tweede stap")
    screen.fill("Je code", codes[0]).press("Verder")
    screen.open("/werkvoorraad/").meets("Werkvoorraad")
    screen.open("/account/beveiliging/").meets("Tweede stap bij inloggen").reads("Staat aan", "nog 9 herstelcodes")
    screen.open("/account/").meets("Mijn account")


@pytest.mark.parametrize("width", [1280, 390])
def test_a_passkey_is_a_second_step_and_later_a_door(sign_in: SignIn, cast: Cast, width: int) -> None:
    screen = sign_in("omar", PASSWORD, width=width)
    with_passkeys(screen)
    screen.open("/werkvoorraad/").follow("Een passkey instellen").meets("Een passkey instellen")
    screen.fill("Hoe noem je deze passkey?", "Werktelefoon").press("De passkey maken").meets("Je herstelcodes")
    screen.follow("Ik heb ze bewaard, ga verder").meets("Werkvoorraad")
    log_in(log_out(screen), "omar").meets("De tweede stap").press("Gebruik je passkey")
    screen.page.wait_for_url(re.compile(r"^(?!.*/inloggen/)"))
    screen.open("/werkvoorraad/").meets("Werkvoorraad")
    log_out(screen).open("/inloggen/?next=/werkvoorraad/").press("Gebruik een passkey")
    screen.page.wait_for_url(re.compile(r"/werkvoorraad/$"))
    screen.meets("Werkvoorraad")


def test_a_passkey_gets_another_name_and_the_last_one_stays(sign_in: SignIn, cast: Cast) -> None:
    screen = sign_in("omar", PASSWORD)
    with_passkeys(screen)
    screen.open("/account/beveiliging/passkey/nieuw/").fill("Hoe noem je deze passkey?", "Werktelefoon")
    screen.press("De passkey maken").meets("Je herstelcodes")
    screen.open("/account/beveiliging/").page.get_by_role("link", name="Naam wijzigen").click()
    screen.meets("De naam van een passkey wijzigen")
    screen.fill("Hoe noem je deze passkey?", "Laptop").press("Bewaren").reads("Laptop")
    screen.page.get_by_role("link", name="Haal weg").click()
    screen.meets("Een passkey weghalen").reads("Je kunt je laatste manier niet weghalen")


def test_a_passkey_that_does_not_work_is_told(sign_in: SignIn, cast: Cast) -> None:
    screen = sign_in("omar", PASSWORD)
    session = with_passkeys(screen)
    screen.open("/account/beveiliging/passkey/nieuw/").fill("Hoe noem je deze passkey?", "Werktelefoon")
    screen.press("De passkey maken").meets("Je herstelcodes")
    log_in(log_out(screen), "omar").meets("De tweede stap")
    session.send("WebAuthn.disable")  # another computer: it knows no passkey of omar
    session.send("WebAuthn.enable", {})
    session.send("WebAuthn.addVirtualAuthenticator", {"options": {"protocol": "u2f", "transport": "usb"}})
    screen.press("Gebruik je passkey").reads("De passkey werkte niet").shuts_nobody_out()


def test_without_javascript_the_app_works_and_the_passkey_says_why_not(sign_in: SignIn, cast: Cast) -> None:
    screen = sign_in("omar", PASSWORD, java_script_enabled=False)
    screen.open("/account/beveiliging/passkey/nieuw/").reads("Dit werkt niet in deze browser")
    screen.open("/account/beveiliging/app/")
    screen.fill("De code die je app toont", shown_by_app(secret_on(screen))).press("Aanzetten")
    expect(screen.page.get_by_role("heading", level=1)).to_have_text("Je herstelcodes")


def test_the_recovery_codes_can_be_kept_as_a_file(sign_in: SignIn, cast: Cast) -> None:
    screen = sign_in("omar", PASSWORD).open("/account/beveiliging/app/")
    screen.fill("De code die je app toont", shown_by_app(secret_on(screen))).press("Aanzetten").meets("Je herstelcodes")
    shown = screen.page.locator(".hkin-codes code").all_inner_texts()
    with screen.page.expect_download() as kept:
        screen.page.get_by_role("link", name="Bewaren als bestand").click()
    assert kept.value.suggested_filename == "herstelcodes.txt"
    assert [line for line in kept.value.path().read_text().splitlines() if line in shown] == shown


@pytest.mark.parametrize("width", [1280, 390])
def test_by_keyboard_alone(open_page: OpenPage, cast: Cast, width: int) -> None:
    screen = open_page("/inloggen/?next=/account/beveiliging/app/", width=width)
    keys = screen.page.keyboard
    screen.page.get_by_label("Gebruikersnaam of e-mailadres").focus()
    keys.type("omar")
    keys.press("Tab")
    keys.type(PASSWORD)
    keys.press("Enter")
    expect(screen.page.get_by_role("heading", level=1)).to_have_text(SET_UP)
    screen.page.get_by_label("De code die je app toont").focus()
    keys.type(shown_by_app(secret_on(screen)))
    keys.press("Enter")
    expect(screen.page.get_by_role("heading", level=1)).to_have_text("Je herstelcodes")


def test_what_was_typed_is_sent_after_the_second_step(sign_in: SignIn, cast: Cast, settings: Any) -> None:
    settings.SECOND_PROOF_REQUIRED = False
    screen = sign_in("omar", PASSWORD).open("/account/")
    screen.fill("Wanneer ben je het best te bereiken?", "Alleen op maandag")
    settings.SECOND_PROOF_REQUIRED = True
    screen.press("Bewaren").meets("Nog niet verstuurd")
    with screen.page.context.expect_page() as opened:
        screen.page.get_by_role("link", name="Tweede stap in een nieuw venster").click()
    other = Screen(opened.value, screen.address)
    other.follow("Een app instellen").fill("De code die je app toont", shown_by_app(secret_on(other)))
    other.press("Aanzetten").meets("Je herstelcodes")
    screen.press("Nu versturen").meets("Mijn account").reads("Je gegevens zijn bewaard.")
    expect(screen.page.get_by_label("Wanneer ben je het best te bereiken?")).to_have_value("Alleen op maandag")
