"""A keeper finds the worst gap first, sees whom to call, mends it, and answers for another one."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from network.cast import Cast
from network.rules import HoleKind
from network.sweep import find_holes
from tests.e2e.conftest import ComeIn


@pytest.mark.parametrize("width", [1280, 390])
def test_the_walk_along_the_gaps(come_in: ComeIn, cast: Cast, width: int) -> None:
    screen = come_in(cast.noor, "/netwerk/gaten/", width=width).meets("Gaten in de gids")
    screen.reads("Niemand is trekker van Vakantieparken en recreatie", "Wie kan dit oplossen?")
    main = screen.page.get_by_role("main")
    expect(main.get_by_role("link", name=re.compile("^Bel ")).first).to_have_attribute("href", re.compile("^tel:"))

    main.get_by_role("link", name=re.compile("Dit klopt zo *: Niemand is trekker")).first.click()
    screen.meets("Dit klopt zo").press("Dit klopt zo").reads("Schrijf in een paar woorden waarom").shuts_nobody_out()
    screen.fill("Waarom klopt dit zo?", "De regio doet dit voor ons.").press("Dit klopt zo")
    screen.meets("Gaten in de gids").reads("Klopt zo").unfold("Klopt zo")
    screen.reads("De regio doet dit voor ons.").shuts_nobody_out()
    main.get_by_role("button", name=re.compile("Het is toch een gat")).click()
    screen.reads("Het staat weer in de lijst.").meets("Gaten in de gids")

    main.get_by_role("link", name=re.compile("Kies een trekker *: Niemand is trekker")).first.click()
    screen.shuts_nobody_out().reads("Vakantieparken en recreatie")


def test_the_gaps_by_keyboard_alone(come_in: ComeIn, cast: Cast) -> None:
    screen = come_in(cast.noor, "/netwerk/gaten/?soort=power_unused").meets("Gaten in de gids")
    page = screen.page
    for _press in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").strip().startswith("Dit klopt zo"):
            break
    page.keyboard.press("Enter")
    screen.meets("Dit klopt zo")


def test_the_gaps_without_javascript(come_in: ComeIn, cast: Cast) -> None:
    screen = come_in(cast.noor, "/netwerk/gaten/", java_script_enabled=False)
    screen.page.get_by_label("Wat mist er?").select_option("no_lead")
    screen.press("Laat zien").reads("Niemand is trekker van Vakantieparken en recreatie")


@pytest.mark.parametrize("width", [1280, 390])
def test_a_contact_person_reads_what_is_asked(come_in: ComeIn, cast: Cast, width: int) -> None:
    found = find_holes(cast.oudeveen, on=timezone.localdate())
    [unused] = [one for one in found if one.kind is HoleKind.POWER_UNUSED and one.asked == cast.department("VAS")][:1]
    screen = come_in(cast.dirk, f"/netwerk/gaten/oudeveen/{unused.mark}/vraag/", width=width)
    screen.meets("Wat vind jij hiervan?").reads("niemand zegt wie de bevoegdheden inzet", "Bel ")
    screen.follow("Bekijk wat jouw afdeling doet").shuts_nobody_out()
