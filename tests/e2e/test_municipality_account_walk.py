"""Somebody new signs in on the page of the municipality, files, and finds the way back when they stop halfway."""

from typing import Any

import pytest
from playwright.sync_api import expect

from network.cast import Cast
from tests.e2e.conftest import OpenPage
from tests.oidc import Provider

BUTTON = "Inloggen met je werkaccount"


@pytest.mark.parametrize("width", [1280, 390])
def test_from_the_log_in_page_of_the_municipality_to_a_signal(
    open_page: OpenPage, live_server: Any, oidc_provider: Provider, cast: Cast, width: int
) -> None:
    oidc_provider.settings.BASE_URL = live_server.url
    oidc_provider.set_up(name="je werkaccount", department_claim="department")
    oidc_provider.knows("jip-1", name="Jip de Boer", email="jip@oudeveen.example", department="PUB")

    screen = open_page("/signalen/", width=width).meets("Inloggen").press(BUTTON)
    screen.page.get_by_role("button", name="Deny").click()
    screen.meets("Je bent gestopt met inloggen").press(BUTTON)

    screen.page.get_by_placeholder("sub").fill("jip-1")
    screen.page.get_by_role("button", name="Authorize").click()
    screen.meets("Mijn signalen")
    expect(screen.page.locator("body")).to_contain_text("Jip de Boer")
    screen.open("/signalen/nieuw/").shuts_nobody_out()


@pytest.mark.parametrize("width", [1280, 390])
def test_without_javascript_and_by_keyboard_alone(
    open_page: OpenPage, live_server: Any, oidc_provider: Provider, cast: Cast, width: int
) -> None:
    oidc_provider.settings.BASE_URL = live_server.url
    oidc_provider.set_up(only=True)
    oidc_provider.knows("jip-1", name="Jip de Boer")
    screen = open_page("/inloggen/", width=width, java_script_enabled=False)
    expect(screen.page.get_by_label("Wachtwoord", exact=True)).to_have_count(0)
    screen.page.get_by_role("button", name="Inloggen met gemeente-account").focus()
    screen.page.keyboard.press("Enter")
    screen.page.get_by_placeholder("sub").fill("jip-1")
    screen.page.keyboard.press("Enter")
    expect(screen.page.locator("body")).to_contain_text("Jip de Boer")
