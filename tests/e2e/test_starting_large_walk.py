"""A city of 80,000 begins on an empty server, and a colleague gets an answer to a practice signal the same day."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import expect

from tests.e2e.conftest import Screen
from tests.e2e.starting import (
    GOING_ON,
    Journey,
    choose_password,
    come_in_by_letter,
    departments_on,
    file_for_practice,
    name_people,
    on_the_terminal,
    paste_list,
    read_answer,
    set_up_app,
    take_up_and_answer,
    within,
)
from tests.oidc import Provider

WIDTH = 1280
HILDE = "hilde@zuiderwaard.example"
COORDINATOR = "rosa@zuiderwaard.example"
SEATS = [
    ("Regisseur", "Rosa Vink", COORDINATOR),
    ("Vervanger van de regisseur", "Kees Blom", "kees@zuiderwaard.example"),
    ("Privacyfunctionaris", "Petra Aalders", "petra@zuiderwaard.example"),
    ("FG", "Frits Goes", "frits@zuiderwaard.example"),
    ("Aandachtsfunctionaris mensenhandel en jeugd", "Amal Idrissi", "amal@zuiderwaard.example"),
    ("Ontvanger integriteit", "Ids Bosma", "ids@zuiderwaard.example"),
    ("Tweede ontvanger integriteit", "Tineke Mol", "tineke@zuiderwaard.example"),
    ("Veiligheid van collega's", "Sien Tuin", "sien@zuiderwaard.example"),
    ("Portefeuillehouder", "Bert Dam", "bert@zuiderwaard.example"),
]
STORY = "Bij de loods staat elke nacht een bus met draaiende motor."
ANSWER = "Dank je. We kijken deze week bij de loods."


def test_a_large_municipality_starts_within_sixty_pages(
    transactional_db: None, journey: Journey, oidc_provider: Provider, live_server: Any, settings: Any
) -> None:
    settings.SECOND_PROOF_REQUIRED = True
    settings.BASE_URL = live_server.url
    oidc_provider.set_up(municipality="", name="je werkaccount", department_claim="department")

    manager = first_manager(journey)
    machine(manager, journey)
    who_we_are(manager)
    six_people(manager)
    reading_times(manager)
    who_is_for_what(manager)
    ride(manager)
    what_is_left(manager)

    reporter = new_colleague(journey, oidc_provider)
    number = file_for_practice(reporter, STORY, place="Molenweg 1, Zuiderwaard", reader="Rosa Vink")
    coordinator = set_up_app(come_in_by_letter(journey, COORDINATOR, width=WIDTH))
    take_up_and_answer(coordinator, number, STORY, answer=ANSWER)
    read_answer(reporter, number, ANSWER)
    within(journey)


def first_manager(journey: Journey) -> Screen:
    (link,) = re.findall(r"https?://\S+", on_the_terminal("first_admin"))
    screen = journey.begin(link, width=WIDTH).meets("Beginnen met HKIN")
    screen.fill("Je naam", "Hilde Bos").fill("E-mailadres", HILDE).fill("Gebruikersnaam", "hilde")
    choose_password(screen).fill("Naam van de gemeente", "Zuiderwaard").press("Beginnen")
    return set_up_app(screen).meets("Zuiderwaard inrichten")


def machine(screen: Screen, journey: Journey) -> None:
    screen.follow("Verder met stap 1: De machine").meets("De machine")
    screen.follow("Stuur een proefmail en lees de sleutels terug").meets("De machine")
    screen.press("Stuur mij een proefmail").reads("Er is een proefmail naar je onderweg.")
    (code,) = re.findall(r"\b\d{6}\b", journey.letter_to(HILDE, "code"))
    screen.fill("Code uit de proefmail", code).press("Deze code staat in de mail").reads("Bedankt.")
    ring, index = re.findall(r"\b(?:[0-9a-f]{4}-)+[0-9a-f]{4}\b", on_the_terminal("check_setup"))
    screen.fill("Vingerafdruk van de zegelsleutels", ring).fill("Vingerafdruk van de indexsleutel", index)
    screen.press("Dit staat op papier").reads("Bedankt.").follow("Terug naar de stappen").press(
        "De machine is klaar. Verder"
    )


def who_we_are(screen: Screen) -> None:
    screen.meets("Wie zijn wij").page.get_by_label("Plaatsen").fill("Zuiderwaard, Molenwijk")
    screen.page.get_by_label("Hoeveel inwoners?").fill("80.000")
    screen.page.get_by_label("Groot").check()
    screen.press(GOING_ON)


def six_people(screen: Screen) -> None:
    screen.meets("Zes mensen")
    name_people(screen, SEATS).press(GOING_ON)


def reading_times(screen: Screen) -> None:
    screen.reads("Bewaard. Elke plek is bezet.").meets("Wanneer lezen wij").press(GOING_ON)


def who_is_for_what(screen: Screen) -> None:
    screen.meets("Wie is waarvoor")
    departments = departments_on(screen)
    assert len(departments) == 22
    mails = [f"contact{number}@zuiderwaard.example" for number in range(22)]
    paste_list(
        screen,
        (
            f"{department}; Contact {department}; {mail}; {deputy}"
            for department, mail, deputy in zip(departments, mails, [*mails[1:], mails[0]], strict=True)
        ),
    )
    screen.reads("22 nieuwe contactpersonen", "Geen gaten.").shuts_nobody_out()
    screen.page.get_by_label("Hennepteelt", exact=True).uncheck()
    screen.unfold("Andere thema's").page.get_by_label("Malafide vastgoed en vastgoedfraude", exact=True).check()
    screen.press("Thema's bewaren").reads("De thema's zijn bewaard.").press("Verder naar de volgende stap")


def ride(screen: Screen) -> None:
    screen.meets("Proefrit").reads("Alles komt aan")
    expect(screen.page.get_by_text("Loopt dood")).to_have_count(0)
    screen.press("De proefrit ging goed. Verder").reads("niets loopt dood")


def what_is_left(screen: Screen) -> None:
    screen.meets("Wat nog moet").press("Genoeg voor nu: deze stap is klaar").meets("Zuiderwaard inrichten")
    screen.reads("Alles wat jij kunt doen, is gedaan.")


def new_colleague(journey: Journey, provider: Provider) -> Screen:
    """Nobody made an account for Jip."""
    provider.knows("jip-1", name="Jip de Boer", email="jip@zuiderwaard.example", department="PUB")
    screen = journey.begin("/", width=WIDTH).meets("Inloggen").press("Inloggen met je werkaccount")
    screen.page.get_by_placeholder("sub").fill("jip-1")
    screen.page.get_by_role("button", name="Authorize").click()
    return screen.shuts_nobody_out()
