"""A keeper writes down whom to call, and a colleague finds the right person from any page with two words."""

import pytest
from playwright.sync_api import expect

from network.cast import Cast
from network.models import Department, Liaison, Organisation
from tests.e2e.conftest import ComeIn, Screen
from tests.e2e.test_filing_walk import tab_to


def find(screen: Screen, words: str) -> Screen:
    """In the header; on a phone the finder stands in the menu."""
    menu = screen.page.locator("summary", has_text="Menu")
    if menu.is_visible():
        menu.click()
    box = screen.page.get_by_label("Wie heb je nodig? Twee woorden zijn genoeg").locator("visible=true")
    box.fill(words)
    box.press("Enter")
    return screen


@pytest.mark.parametrize("width", [1280, 390])
def test_a_keeper_adds_a_partner_with_somebody_to_call(come_in: ComeIn, cast: Cast, width: int) -> None:
    screen = come_in(cast.noor, "/netwerk/", width=width).meets("Wie is waarvoor?")
    screen.follow("Partners").meets("Partners")
    screen.follow("Voeg een partner toe").meets("Voeg een partner toe")
    screen.press("Bewaren").reads("Vul een naam in.", "Kies wat voor organisatie het is.").shuts_nobody_out()
    screen.fill("Naam van de organisatie", "Waterschap De Kolk")
    screen.page.get_by_label("Wat voor organisatie is het?").select_option(label="omgevingsdienst of waterschap")
    screen.press("Bewaren").meets("Waterschap De Kolk").reads("Wie bel je daar?")

    screen.follow("Voeg iemand toe om te bellen").meets("Voeg iemand toe om te bellen")
    screen.page.get_by_label("Naam", exact=True).fill("Nel Blok")
    screen.page.get_by_label("Telefoon").fill("088-0003001")
    screen.press("Bewaren").meets("Waterschap De Kolk").reads("Je kunt Nel Blok bellen.", "088-0003001")

    screen.press("Zet buiten gebruik").meets("Waterschap De Kolk").reads("Buiten gebruik", "Neem weer in gebruik")
    assert not Organisation.objects.get(name="Waterschap De Kolk").is_active
    assert Liaison.objects.get(name="Nel Blok").left_on


@pytest.mark.parametrize("width", [1280, 390])
def test_a_keeper_changes_a_department_with_the_keyboard_alone(come_in: ComeIn, cast: Cast, width: int) -> None:
    screen = come_in(cast.noor, "/netwerk/afdelingen/WON/", width=width).meets("Wonen & huisvesting")
    page, keys = screen.page, screen.page.keyboard
    tab_to(page, "main a[href*='/wijzigen/']")
    keys.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Wijzig een afdeling")
    screen.shuts_nobody_out()
    tab_to(page, "#id_synonyms")
    keys.press("End")
    keys.type("; Woonwinkel")
    keys.press("Enter")
    screen.reads("Opgeslagen.", "Woonwinkel").meets("Wonen & huisvesting")
    assert "Woonwinkel" in Department.objects.get(pk=cast.department("WON").pk).synonyms


def test_a_department_that_is_needed_says_what_comes_first(come_in: ComeIn, cast: Cast) -> None:
    screen = come_in(cast.noor, "/netwerk/afdelingen/WON/").press("Zet buiten gebruik")
    screen.reads("Deze afdeling kan nog niet buiten gebruik.", "Kies eerst een andere trekker.").shuts_nobody_out()


@pytest.mark.parametrize("width", [1280, 390])
def test_a_colleague_finds_a_person_and_what_to_call_for(come_in: ComeIn, cast: Cast, width: int) -> None:
    screen = find(come_in(cast.sanne, width=width), "vastgoed dirk")
    screen.meets("Wie heb je nodig?").reads("Dirk Venema", "088-0001128")
    assert "dirk" not in screen.page.url.casefold()
    find(screen, "mensenhandel wmo").reads("Aïcha Benali", "Bel gerust")
    screen.follow("Aïcha Benali").meets("Aïcha Benali").reads("Waarvoor kan ik bij jou terecht?", "zorg en")
    find(screen, "ruimtevaart raket").reads("Niets gevonden").shuts_nobody_out()


@pytest.mark.parametrize("width", [1280, 390])
def test_a_colleague_writes_a_card(come_in: ComeIn, cast: Cast, width: int) -> None:
    screen = come_in(cast.sanne, "/account/", width=width)
    screen.follow("Mijn contactkaart").meets("Mijn contactkaart")
    screen.fill("Waarvoor kunnen collega's bij je terecht?", "Een paspoort dat niet klopt")
    screen.press("Bewaren").meets("Sanne Kuipers").reads("Opgeslagen.", "Een paspoort dat niet klopt")


def test_finding_works_without_javascript(come_in: ComeIn, cast: Cast) -> None:
    screen = come_in(cast.sanne, java_script_enabled=False)
    find(screen, "politie mensenhandel").reads("Samir Oulad", "088-0002004")
