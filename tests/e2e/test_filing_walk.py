"""A colleague files in the browser: on a phone and a desktop, with the keyboard alone, without JavaScript."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from network.cast import Cast
from signals.models import Draft, Signal
from tests.cast import PASSWORD
from tests.e2e.conftest import Screen
from tests.signals.filing_form import TEXT

SignIn = Callable[..., Screen]

THANKS = "Bedankt. Je signaal is binnen."
MOST_TAPS = 4


@pytest.mark.parametrize("width", [1280, 390])
def test_filing_takes_at_most_four_taps_besides_the_text(sign_in: SignIn, cast: Cast, width: int) -> None:
    screen = sign_in("sanne", PASSWORD, width=width).open("/signalen/nieuw/").shuts_nobody_out()
    page, taps = screen.page, 0
    page.get_by_label("Wat klopt er niet?").fill(TEXT)
    for target in (
        page.locator("#id_place_kind").get_by_label("Weet ik niet"),
        page.get_by_label("Geen van deze"),
        page.get_by_role("button", name="Signaal melden"),
    ):
        target.click()
        taps += 1
    expect(page.get_by_role("heading", name=THANKS)).to_be_visible()
    screen.shuts_nobody_out()
    assert (taps <= MOST_TAPS, Signal.objects.count()) == (True, 1)


@pytest.mark.parametrize("width", [1280, 390])
def test_everything_opened_and_everything_wrong_shuts_nobody_out(sign_in: SignIn, cast: Cast, width: int) -> None:
    screen = sign_in("bram", PASSWORD, width=width).open("/signalen/nieuw/")
    page = screen.page
    page.locator("#more > summary").click()
    page.get_by_label("Zoals jij het weet").first.fill("!!")
    page.get_by_role("button", name="Signaal melden").click()
    expect(page.locator("[data-error-summary]")).to_be_focused()
    screen.shuts_nobody_out()


def test_without_javascript_it_files_too(sign_in: SignIn, cast: Cast) -> None:
    page = sign_in("sanne", PASSWORD, width=390, java_script_enabled=False).open("/signalen/nieuw/").page
    page.get_by_label("Wat klopt er niet?").fill(TEXT)
    page.get_by_label("Waar is het?").fill("achter de sporthal")
    page.get_by_label("Geen van deze").click()
    page.get_by_role("button", name="Signaal melden").click()
    expect(page.get_by_role("heading", name=THANKS)).to_be_visible()


def test_with_the_keyboard_alone_it_files_too(sign_in: SignIn, cast: Cast) -> None:
    page = sign_in("sanne", PASSWORD).open("/signalen/nieuw/").page
    tab_to(page, "#id_text")
    page.keyboard.type(TEXT)
    tab_to(page, "#id_place")
    page.keyboard.type("Havendijk 14")
    tab_to(page, "#id_safety input")
    page.keyboard.press("ArrowUp")  # from none chosen, up is the last
    tab_to(page, "button[name=send]")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=THANKS)).to_be_visible()


def test_the_text_saves_itself_while_typing(sign_in: SignIn, cast: Cast) -> None:
    page = sign_in("sanne", PASSWORD).open("/signalen/nieuw/").page
    page.get_by_label("Wat klopt er niet?").press_sequentially(TEXT)
    expect(page.locator("#saved")).to_contain_text("Bewaard om")
    assert Draft.objects.count() == 1


def test_without_a_connection_the_page_says_so_and_saves_later(sign_in: SignIn, cast: Cast) -> None:
    page = sign_in("sanne", PASSWORD).open("/signalen/nieuw/").page
    page.context.set_offline(True)
    page.get_by_label("Wat klopt er niet?").press_sequentially(TEXT)
    expect(page.locator("#saved")).to_contain_text("nog niet bewaard")
    page.context.set_offline(False)
    expect(page.locator("#saved")).to_contain_text("Bewaard om", timeout=10_000)


def test_a_number_that_looks_like_a_bsn_is_asked_about_while_typing(sign_in: SignIn, cast: Cast) -> None:
    page = sign_in("sanne", PASSWORD).open("/signalen/nieuw/").page
    page.get_by_label("Wat klopt er niet?").press_sequentially("Hij gaf 111222333 op aan de balie.")
    expect(page.locator("#numbers")).to_contain_text("een BSN?")


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is there, as somebody without a mouse does."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"the focus never comes to {selector}")
