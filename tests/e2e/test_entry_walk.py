"""Somebody who is not in yet comes in: by an invitation, by asking, or as the first manager of an empty server."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from network.actions.entry import invite
from network.actions.first_admin import first_admin_link
from network.cast import Cast
from network.models import Municipality
from tests.e2e.conftest import OpenPage, Screen
from tests.letters import last_link

PASSWORD = "een zin die ik onthoud"


def choose_password(screen: Screen) -> Screen:
    return screen.fill("Wachtwoord", PASSWORD).fill("Wachtwoord nog een keer", PASSWORD)


@pytest.fixture
def invitation(cast: Cast) -> str:
    invite(by=cast.noor, municipality=cast.oudeveen, name="Nora Smit", email="nora@oudeveen.example")
    return last_link()


@pytest.mark.parametrize(("width", "scripts"), [(1280, True), (390, True), (390, False)])
def test_an_invited_colleague_chooses_a_password_and_is_in(
    open_page: OpenPage, invitation: str, width: int, scripts: bool
) -> None:
    screen = open_page(invitation, width=width, java_script_enabled=scripts)
    screen.press("Wachtwoord bewaren en beginnen").reads("Vul een wachtwoord in.")
    if scripts:
        screen.meets("Welkom, Nora Smit")
    choose_password(screen).press("Wachtwoord bewaren en beginnen")
    screen.open("/signalen/").reads("Mijn signalen")


def test_an_invited_colleague_needs_no_mouse(open_page: OpenPage, invitation: str) -> None:
    page = open_page(invitation).page
    page.get_by_label("Wachtwoord", exact=True).focus()
    for key in (PASSWORD, "Tab", PASSWORD, "Enter"):
        page.keyboard.press(key) if key in {"Tab", "Enter"} else page.keyboard.type(key)
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Welkom, Nora Smit")


@pytest.mark.parametrize("width", [1280, 390])
def test_a_link_that_was_used_says_what_to_do(open_page: OpenPage, invitation: str, width: int) -> None:
    choose_password(open_page(invitation)).press("Wachtwoord bewaren en beginnen")
    screen = open_page(invitation, width=width).meets("Deze link is al gebruikt")
    screen.follow("Inloggen").meets("Inloggen")


@pytest.mark.parametrize("width", [1280, 390])
def test_a_colleague_makes_an_account(open_page: OpenPage, cast: Cast, width: int) -> None:
    Municipality.objects.filter(pk=cast.oudeveen.pk).update(mail_domains=["oudeveen.example"])
    screen = open_page("/inloggen/", width=width).follow("Een account maken").meets("Een account maken")
    screen.press("Stuur mij een link").reads("Vul je naam in.").shuts_nobody_out()
    screen.fill("E-mailadres", "nora@oudeveen.example").fill("Je naam", "Nora Smit")
    screen.page.get_by_label("Je afdeling").select_option(label=cast.department("VAS").name)
    screen.press("Stuur mij een link").meets("Kijk in je mail")
    screen.open(last_link()).meets("Welkom, Nora Smit")
    choose_password(screen).press("Wachtwoord bewaren en beginnen")
    screen.open("/signalen/").meets("Mijn signalen")


@pytest.mark.parametrize("width", [1280, 390])
def test_on_an_empty_server_the_first_manager_begins(open_page: OpenPage, transactional_db: None, width: int) -> None:
    screen = open_page(urlsplit(first_admin_link()).path, width=width).meets("Beginnen met HKIN")
    screen.press("Beginnen").reads("Vul de naam van de gemeente in.").shuts_nobody_out()
    screen.fill("Je naam", "Hilde Bos").fill("E-mailadres", "hilde@zuiderwaard.example")
    screen.fill("Gebruikersnaam", "hilde").fill("Naam van de gemeente", "Zuiderwaard")
    choose_password(screen).press("Beginnen")
    screen.reads("Zuiderwaard")
