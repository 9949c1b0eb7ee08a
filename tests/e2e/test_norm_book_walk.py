"""A member writes down when we step in and another finds it; then three old stories are scored blind, and compared."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from network.cast import Cast
from signals.models import CalibrationRound, Signal
from signals.norms import criteria_at
from signals.rules.lifecycle import Outcome, Status
from tests.e2e.conftest import ComeIn, Screen
from tests.e2e.test_filing_walk import tab_to
from tests.signals.calibrating import address, gives, opened
from tests.signals.life import filed
from tests.signals.norms import EXAMPLE, NEW, RULE, written

STORY = "Een loods is dag en nacht in gebruik, maar niemand weet waarvoor. De ramen zijn dicht."
BETTER = "Is er een kind in beeld? Dan bellen we dezelfde dag met Veilig Thuis."


@pytest.mark.parametrize("width", [1280, 390])
def test_a_member_writes_an_agreement_and_another_changes_it(come_in: ComeIn, cast: Cast, width: int) -> None:
    bea = come_in(cast.bea, "/normboek/", width=width).meets("Normboek")
    bea.reads("Het normboek is nog leeg").follow("Schrijf een norm-afspraak").meets("Schrijf een norm-afspraak")
    bea.press("Afspraak bewaren").reads("Kies een criterium.", "Geef het een korte titel.").shuts_nobody_out()
    bea.page.get_by_label("Over welk criterium gaat het?").select_option("vulnerability")
    bea.fill("Korte titel", "Kind in beeld").fill("Wanneer grijpen we hier in?", RULE)
    bea.fill("Een verzonnen voorbeeld", "Mevrouw Jansen belt over een kinderfiets.")
    bea.press("Afspraak bewaren").reads("Is dit een echte persoon of een echt ding?").shuts_nobody_out()
    bea.fill("Een verzonnen voorbeeld", EXAMPLE).press("Afspraak bewaren")
    bea.reads("De afspraak staat in het normboek.", RULE).meets("Kind in beeld")

    joris = come_in(cast.joris, "/", width=width).reads("Norm-afspraken gewijzigd").shuts_nobody_out()
    joris.choose("Normboek").meets("Normboek").follow("Kind in beeld").meets("Kind in beeld")
    joris.follow("Wijzigen").meets("Afspraak wijzigen")
    joris.fill("Wanneer grijpen we hier in?", BETTER).fill("Waarom wijzig je het?", "Zo spraken wij het af.")
    joris.press("Afspraak bewaren").reads("De afspraak heeft een nieuwe versie.", BETTER)
    joris.press("Vergelijken").reads("Versie 1 en versie 2", RULE).meets("Kind in beeld")

    marijke = come_in(cast.marijke, "/", width=width).choose("Normboek").meets("Normboek")
    marijke.follow("Kind in beeld").reads(BETTER).meets("Kind in beeld")


@pytest.mark.parametrize("width", [1280, 390])
def test_three_stories_are_told_scored_and_compared(come_in: ComeIn, cast: Cast, width: int) -> None:
    signal = filed(cast.sanne)
    ended = {"status": Status.CLOSED, "outcome": Outcome.NO_HIT, "closed_at": timezone.now()}
    Signal.objects.filter(pk=signal.pk).update(**ended)
    omar = come_in(cast.omar, "/ijken/", width=width).meets("IJken")
    omar.press("Een ronde voorbereiden").meets("Een ronde voorbereiden")
    for number in (1, 2, 3):
        omar.follow(f"Verhaal {number}").meets(f"Verhaal {number}")
        omar.page.get_by_role("table").get_by_role("link").first.click()
        omar.reads("Het signaal").meets(f"Verhaal {number}")
        omar.fill("Het verhaal in je eigen woorden", f"{STORY} Het {number}e verhaal.").press("Dit verhaal bewaren")
    omar.press("Openen voor oordelen").reads("De ronde is open.", "0 van de 3 formulieren").meets("IJken")

    found = CalibrationRound.objects.get()
    for name, level in (("bea", 0), ("joris", 3)):
        scorer = come_in(cast[name], "/", width=width).reads("IJken: geef alleen je oordeel")
        scorer.follow("Drie verhalen, Oudeveen").meets("IJken").follow("Mijn oordelen geven").meets("Mijn oordelen")
        scorer.press("Mijn oordelen geven").reads("Kies wat het beste past").shuts_nobody_out()
        _choose_everywhere(scorer.page, level)
        scorer.press("Mijn oordelen geven").reads("Je oordelen zijn bewaard.").meets("IJken")
    gives(cast, cast.kees, found, 1)

    omar.page.reload()
    omar.reads("3 van de 3 formulieren").press("De ronde sluiten")
    omar.reads("Zo komen we aan de getallen", "Verhaal 1: iedereen (3 collega's)").meets("Waar verschillen we?")
    omar.page.get_by_role("link", name=re.compile("^Schrijf een norm-afspraak.*Kwetsbaarheid")).click()
    omar.meets("Schrijf een norm-afspraak")
    assert omar.page.get_by_label("Over welk criterium gaat het?").input_value() == "vulnerability"


def _choose_everywhere(page: Page, level: int) -> None:
    for one in page.locator(f'input[type=radio][value="{level}"]').all():
        one.check()


def test_the_scores_are_given_with_the_keyboard_alone(come_in: ComeIn, cast: Cast) -> None:
    found = opened(cast)
    screen = come_in(cast.bea, address("_score", found))
    page, keys = screen.page, screen.page.keyboard
    tab_to(page, f"#id_story_1_{criteria_at(cast.oudeveen)[0].code}_0")
    for _question in range(3 * len(criteria_at(cast.oudeveen))):
        keys.press("Space")
        keys.press("ArrowDown")
        keys.press("Tab")
    keys.press("Enter")
    screen.reads("Je oordelen zijn bewaard.")


def test_without_javascript_all_of_it_works(come_in: ComeIn, cast: Cast) -> None:
    found = opened(cast)
    bea = come_in(cast.bea, address("_score", found), java_script_enabled=False)
    _choose_everywhere(bea.page, 2)
    bea.press("Mijn oordelen geven").reads("Je oordelen zijn bewaard.")
    written(cast)
    joris: Screen = come_in(cast.joris, f"{NEW}?criterium=severity", java_script_enabled=False)
    assert joris.page.get_by_label("Over welk criterium gaat het?").input_value() == "severity"
