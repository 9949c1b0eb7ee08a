"""Logging in, the notices and the pages for when things go wrong can be used by everybody."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from network.models import User
from tests.e2e.conftest import OpenPage, Screen

PAGES = ["/inloggen/", "/wachtwoord-vergeten/", "/wachtwoord-vergeten/verstuurd/", "/hulp/", "/privacy/",
         "/toegankelijkheid/", "/even-weg/", "/bestaat-niet/"]  # fmt: skip
PASSWORD = "een lang wachtwoord"


@pytest.fixture
def sanne(transactional_db: None) -> User:
    return User.objects.create_user("sanne", "sanne@oudeveen.example", PASSWORD, name="Sanne Bakker")


@pytest.mark.parametrize("path", PAGES)
def test_a_public_page_shuts_nobody_out(open_page: OpenPage, path: str) -> None:
    open_page(path).shuts_nobody_out().at(390).shuts_nobody_out().at(320).shuts_nobody_out()


def test_a_wrong_password_is_told_at_the_top(open_page: OpenPage, sanne: User) -> None:
    screen = open_page("/inloggen/", width=390)
    screen.page.get_by_label("Gebruikersnaam of e-mailadres").fill("sanne")
    screen.page.get_by_label("Wachtwoord", exact=True).fill("fout")
    screen.page.get_by_role("button", name="Inloggen").click()
    expect(screen.page.locator("[data-error-summary]")).to_be_focused()
    screen.shuts_nobody_out()


def test_a_name_that_is_closed_for_a_while_gets_a_page(open_page: OpenPage, sanne: User, settings: Any) -> None:
    settings.AXES_FAILURE_LIMIT = 1
    screen = open_page("/inloggen/", width=390)
    screen.page.get_by_label("Gebruikersnaam of e-mailadres").fill("sanne")
    screen.page.get_by_label("Wachtwoord", exact=True).fill("fout")
    screen.page.get_by_role("button", name="Inloggen").click()
    expect(screen.page.get_by_role("heading", name="Wacht een kwartier")).to_be_visible()
    screen.shuts_nobody_out()


@pytest.mark.parametrize("width", [1280, 390])
def test_logging_in_and_out_by_keyboard_alone(open_page: OpenPage, sanne: User, width: int) -> None:
    screen = open_page("/inloggen/?next=/wachtwoord-wijzigen/", width=width)
    keys = screen.page.keyboard
    screen.page.get_by_label("Gebruikersnaam of e-mailadres").focus()
    keys.type("sanne")
    keys.press("Tab")
    keys.type(PASSWORD)
    keys.press("Enter")
    expect(screen.page.get_by_role("heading", name="Wijzig je wachtwoord")).to_be_visible()
    screen.shuts_nobody_out()
    log_out(screen)
    expect(screen.page.get_by_label("Wachtwoord", exact=True)).to_be_visible()


def log_out(screen: Screen) -> None:
    menu = screen.page.locator("summary", has_text="Menu")
    if menu.is_visible():
        menu.press("Enter")
    screen.page.get_by_role("button", name="Uitloggen").locator("visible=true").press("Enter")


def test_the_first_stop_of_the_keyboard_leads_past_the_menu(open_page: OpenPage) -> None:
    page = open_page("/hulp/").page
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Naar de inhoud")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_the_menu_of_a_phone_opens_without_javascript(sign_in: Any, sanne: User) -> None:
    page = sign_in("sanne", PASSWORD, width=390, java_script_enabled=False).open("/hulp/").page
    entry = page.locator(".hkin-menu .hkin-nav__link").first
    expect(entry).to_be_hidden()
    page.locator("summary", has_text="Menu").click()
    expect(entry).to_be_visible()


def test_the_letter_box_of_a_demo_shuts_nobody_out(open_page: OpenPage, settings: Any, tmp_path: Path) -> None:
    settings.DEMO, settings.MAIL_FOLDER = True, str(tmp_path)
    (tmp_path / "een.eml").write_text("Subject: Een bericht\nTo: a@b.nl\nFrom: c@d.nl\n\nhttps://een.nl/" + "x" * 90)
    screen = open_page("/brievenbus/", width=390).shuts_nobody_out()
    screen.open("/brievenbus/een.eml/").shuts_nobody_out().at(1280).shuts_nobody_out()
