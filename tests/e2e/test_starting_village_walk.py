"""A village joins a neighbour that is there already: it fills in names, and a practice signal gets an answer."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from network.actions.starting import finish_step
from network.cast import Cast
from network.rules.starting import SetupStep
from tests.cast import PASSWORD
from tests.e2e.conftest import Screen
from tests.e2e.starting import (
    GOING_ON,
    Journey,
    come_in_by_letter,
    departments_on,
    file_for_practice,
    name_people,
    paste_list,
    read_answer,
    take_up_and_answer,
    within,
)

WIDTH = 390
#: Of the village itself, from adding it until its seven steps are done.
MOST_OWN_LOADS = 16
SEATS = [
    ("Privacyfunctionaris", "Petra Kok", "petra@waterdorp.example"),
    ("FG", "Frits Goes", "frits@waterdorp.example"),
    ("Aandachtsfunctionaris mensenhandel en jeugd", "Amal Idrissi", "amal@waterdorp.example"),
    ("Ontvanger integriteit", "Ids Bosma", "ids@waterdorp.example"),
    ("Tweede ontvanger integriteit", "Tineke Mol", "tineke@waterdorp.example"),
    ("Portefeuillehouder", "Bert Dam", "bert@waterdorp.example"),
]
STORY = "In de schuur achter de kerk brandt elke nacht licht."
ANSWER = "Dank je. We gaan er donderdag langs."


@pytest.fixture
def cast(transactional_db: None, cast: Cast) -> Cast:
    """Oudeveen works with this machine, so somebody looked at it."""
    finish_step(by=cast.tom, municipality=cast.oudeveen, step=SetupStep.MACHINE)
    return cast


def test_a_village_starts_with_its_neighbour_within_sixty_pages(cast: Cast, journey: Journey) -> None:
    manager = log_in(journey, "tom")
    before = len(journey.loads)
    add_village(manager)
    who_we_are(manager)
    names_only(manager)
    hours_of_the_neighbour(manager)
    contact_of_the_counter = who_is_for_what(manager)
    ride(manager)
    own = len(journey.loads) - before
    assert own <= MOST_OWN_LOADS, journey.loads

    reporter = come_in_by_letter(journey, contact_of_the_counter, width=WIDTH)
    number = file_for_practice(reporter, STORY, place="Kerkpad 2, Waterdorp", reader="Omar de Vries")
    take_up_and_answer(log_in(journey, "omar"), number, STORY, answer=ANSWER)
    read_answer(reporter, number, ANSWER)
    within(journey)


def log_in(journey: Journey, username: str) -> Screen:
    screen = journey.begin("/inloggen/", width=WIDTH)
    screen.fill("Gebruikersnaam of e-mailadres", username).fill("Wachtwoord", PASSWORD).press("Inloggen")
    expect(screen.page.get_by_label("Wachtwoord", exact=True)).to_have_count(0)
    return screen.shuts_nobody_out()


def add_village(screen: Screen) -> None:
    screen.choose("Inrichten").meets("Inrichten").follow("Gemeente toevoegen").meets("Gemeente toevoegen")
    screen.fill("Naam van de gemeente", "Waterdorp")
    screen.page.get_by_label("Alleen of met een buurgemeente?").select_option("Oudeveen")
    screen.press("Toevoegen").meets("Waterdorp inrichten").reads("1 van de 7 stappen is klaar")
    expect(screen.page.get_by_role("region", name="Oefenstand")).to_contain_text("Veenwijk en Waterdorp oefenen.")


def who_we_are(screen: Screen) -> None:
    screen.follow("Verder met stap 2: Wie zijn wij").meets("Wie zijn wij")
    screen.page.get_by_label("Hoeveel inwoners?").fill("12.000")
    screen.press(GOING_ON)


def names_only(screen: Screen) -> None:
    screen.meets("Zes mensen")
    expect(screen.page.get_by_label("Regisseur en team van Oudeveen lezen ook onze signalen")).to_be_checked()
    name_people(screen, SEATS).press(GOING_ON)


def hours_of_the_neighbour(screen: Screen) -> None:
    screen.reads("Bewaard. Elke plek is bezet.", "Dit zijn de uren van Oudeveen").meets("Wanneer lezen wij")
    screen.press(GOING_ON)


def who_is_for_what(screen: Screen) -> str:
    """The mail address of who answers for Publiekszaken."""
    screen.meets("Wie is waarvoor")
    departments = departments_on(screen)
    mails = [f"contact{number}@waterdorp.example" for number in range(len(departments))]
    assert len(departments) == 6
    lines = zip(departments, mails, [*mails[1:], mails[0]], strict=True)
    paste_list(screen, (f"{name}; Contact {name}; {mail}; {deputy}" for name, mail, deputy in lines))
    screen.reads("6 nieuwe contactpersonen.", "Geen gaten.").press("Verder naar de volgende stap")
    return mails[departments.index("Publiekszaken")]


def ride(screen: Screen) -> None:
    screen.meets("Proefrit").reads("Alles komt aan", "Omar de Vries (Oudeveen)")
    screen.press("De proefrit ging goed. Verder").meets("Wat nog moet")
    screen.press("Genoeg voor nu: deze stap is klaar").meets("Waterdorp inrichten")
