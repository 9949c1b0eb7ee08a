"""The coordinator does the intake: three weighings, one screen each, and a decision that brings it to the team."""

import pytest

from network.cast import Cast
from signals.models import Signal
from signals.rules.reference import shown
from tests.e2e.conftest import ComeIn, Screen
from tests.signals.life import filed, taken_up

ONE, TWO, THREE = (
    "Weging 1: is het ondermijning?",
    "Weging 2A: is het een taak van ons?",
    "Weging 2B: is het ons gebied?",
)
SAVED = "Je antwoord is bewaard. Hieronder staat wat nu komt."


@pytest.mark.parametrize("width", [1280, 390])
def test_the_intake_is_walked_by_mouse(come_in: ComeIn, cast: Cast, width: int) -> None:
    signal = taken_up(filed(cast.sanne, themes=[cast.themes["T07"]]), cast.omar)
    screen = come_in(cast.omar, at(signal), width=width).shuts_nobody_out()
    screen.reads("Stap 1 van 4: Intake", "Nog te doen: Weging 2A")

    begin(screen, ONE)
    choose(screen, "Ja").press("Bewaren").reads("Kies er minstens één.", "Schrijf je antwoord.").shuts_nobody_out()
    choose(screen, "De economie biedt een gelegenheid, zoals een pand of een branche")
    choose(screen, "Het gebeurt stelselmatig")
    screen.fill("Werk de rode vlaggen uit", "Elke nacht laden, met afgeplakte ramen.").press("Bewaren").reads(SAVED)

    begin(screen, TWO)
    choose(screen, "Ja").fill("Welke taak of bevoegdheid is dat?", "Toezicht op het gebruik van panden")
    screen.fill("Met welk doel gebruiken we deze gegevens?", "Nagaan wat er in de loods gebeurt")
    screen.page.get_by_label("Op welke grondslag?").select_option("environment")
    screen.press("Bewaren").reads(SAVED).shuts_nobody_out()

    begin(screen, THREE)
    choose(screen, "Ja").fill("Waar blijkt dat uit?", "De Industrieweg ligt in Oudeveen.").press("Bewaren").reads(SAVED)

    screen.unfold("Wat er geantwoord is: Weging 1").reads("Elke nacht laden, met afgeplakte ramen.").shuts_nobody_out()
    screen.page.get_by_role("link", name="Naar het team: wegen").first.click()
    screen.meets("Naar het team: wegen").press("Verder").reads("Schrijf in een paar woorden waarom.")
    screen.fill("Waarom gaat het verder?", "Het past bij wat de wijkagent ziet.").shuts_nobody_out().press("Verder")
    screen.reads("Het signaal gaat verder.", "Stap 2 van 4: Weging door het team").shuts_nobody_out()


def test_the_intake_is_walked_by_keyboard(come_in: ComeIn, cast: Cast) -> None:
    signal = taken_up(filed(cast.sanne), cast.omar)
    screen = come_in(cast.omar, f"{at(signal)}weging/weighing-2b/")
    keys = screen.meets(THREE).page.keyboard
    screen.page.get_by_role("radio", name="Ja", exact=True).focus()
    keys.press("Space")
    for _step in range(3):
        keys.press("Tab")
        if screen.page.evaluate("document.activeElement.tagName") == "TEXTAREA":
            break
    keys.type("De Industrieweg ligt in Oudeveen.")
    keys.press("Tab")
    keys.press("Enter")
    screen.reads(SAVED)


@pytest.mark.parametrize("width", [1280, 390])
def test_what_is_no_task_of_ours_is_referred_with_a_friendly_word(come_in: ComeIn, cast: Cast, width: int) -> None:
    signal = taken_up(filed(cast.sanne), cast.omar)
    screen = come_in(cast.omar, at(signal), width=width).unfold("Hoe het in deze stap kan eindigen").shuts_nobody_out()
    screen.follow("Geen taak van ons: doorverwezen").meets("Geen taak van ons: doorverwezen")
    screen.fill("Wat is ervan gekomen?", "Dit is voor de provincie.").press("Rond af en verstuur")
    screen.reads("Vul in aan wie we het doorgeven.").shuts_nobody_out()
    screen.fill("Aan wie geven we het door?", "De provincie").press("Rond af en verstuur")
    screen.reads("Het signaal is afgerond en de melder heeft bericht.").shuts_nobody_out()


def at(signal: Signal) -> str:
    return f"/werkvoorraad/{shown(signal.reference)}/"


def begin(screen: Screen, task: str) -> None:
    """The page offers it first."""
    screen.page.locator(".hkin-next").get_by_role("link", name=task).click()
    screen.meets(task)


def choose(screen: Screen, label: str) -> Screen:
    screen.page.get_by_label(label, exact=True).check()
    return screen
