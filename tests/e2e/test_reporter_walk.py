"""A colleague follows what they filed: answers a question, adds, shields the name, and takes another signal back."""

import pytest

from network.cast import Cast
from signals.actions.closing import Ending, close_signal
from signals.rules.lifecycle import Outcome
from signals.rules.reference import shown
from tests.e2e.conftest import ComeIn
from tests.signals.life import asked, filed, taken_up


@pytest.mark.parametrize("width", [1280, 390])
def test_the_walk_of_a_reporter(come_in: ComeIn, cast: Cast, width: int) -> None:
    first, second = filed(cast.sanne), filed(cast.sanne)
    asked(first, cast.omar)
    screen = come_in(cast.sanne, "/signalen/", width=width).meets("Mijn signalen")

    screen.follow("Lees de vraag").meets(f"Je signaal {shown(first.reference)}")
    screen.press("Antwoord versturen")
    screen.reads("Schrijf je antwoord, of kies").shuts_nobody_out()
    screen.fill("Je antwoord", "Wit, zonder opschrift.").press("Antwoord versturen")
    screen.reads("Bedankt. We lezen wat je schreef.", "Wit, zonder opschrift.").shuts_nobody_out()

    screen.follow("Aanvullen").meets("Aanvullen")
    screen.fill("Wat wil je aanvullen?", "Vandaag stond er een tweede bus.").press("Versturen")
    screen.reads("Vandaag stond er een tweede bus.")

    screen.follow("Ik had het mis").meets("Had je het mis? Dat geeft niet.")
    screen.press("Laat weten dat ik het mis had").reads("Je liet weten dat je het mis had")

    screen.follow("Mijn naam afschermen").meets("Je naam afschermen?")
    screen.press("Mijn naam afschermen").reads("Wie dit leest, ziet je naam niet.").shuts_nobody_out()

    screen.open(f"/signalen/{shown(second.reference)}/").follow("Mijn signaal intrekken")
    screen.meets("Je signaal intrekken?").press("Mijn signaal intrekken")
    screen.reads("Je signaal is ingetrokken.").meets("Mijn signalen")


@pytest.mark.parametrize("width", [1280, 390])
def test_after_the_end_a_reporter_asks_once_more_and_reads_the_answer(come_in: ComeIn, cast: Cast, width: int) -> None:
    signal = taken_up(filed(cast.sanne), cast.omar)
    ending = Ending(outcome=Outcome.NOT_ORGANISED_CRIME, reason="Overlast.", feedback="Het lijkt geen ondermijning.")
    close_signal(signal.reference, by=cast.omar, ending=ending, version=signal.version)
    screen = come_in(cast.sanne, f"/signalen/{shown(signal.reference)}/", width=width).follow("Ik heb nog een vraag")
    screen.press("Vraag versturen").reads("Schrijf je vraag.").shuts_nobody_out()
    screen.fill("Wat is je vraag?", "Waar ging het dan over?").press("Vraag versturen")
    screen.reads("Je vraag", "Waar ging het dan over?", "lees je hier het antwoord").shuts_nobody_out()

    coordinator = come_in(cast.omar, "/", width=width).reads("Melders met een vraag").shuts_nobody_out()
    coordinator.follow(shown(signal.reference)).reads("De melder heeft een vraag", "Waar ging het dan over?")
    coordinator.shuts_nobody_out().fill("Dit leest de melder", "Over afval op straat.").press("Antwoord versturen")
    coordinator.reads("De melder kan je antwoord nu lezen.").open("/")
    assert "Melders met een vraag" not in coordinator.page.content()

    screen.open(f"/signalen/{shown(signal.reference)}/").reads("Over afval op straat.").shuts_nobody_out()
    assert screen.page.get_by_text("Heb je iets aan deze reactie?").count() == 1


def test_nobody_who_filed_nothing_stands_before_an_empty_page(come_in: ComeIn, cast: Cast) -> None:
    screen = come_in(cast.sanne, "/signalen/").reads("Je hebt nog niets gemeld").shuts_nobody_out()
    screen.at(390).shuts_nobody_out()


@pytest.mark.parametrize("width", [1280, 390])
def test_in_doubt_a_colleague_asks_to_be_called_and_is_called(come_in: ComeIn, cast: Cast, width: int) -> None:
    screen = come_in(cast.sanne, "/signalen/nieuw/", width=width).follow("Overleg eerst")
    screen.meets("Twijfel je? Overleg eerst.").fill("Je telefoonnummer", "?").press("Bel mij terug")
    screen.reads("Dit is geen telefoonnummer.").shuts_nobody_out()
    screen.fill("Je telefoonnummer", "088-0001101").press("Bel mij terug").reads("Omar de Vries belt je terug")
    screen.shuts_nobody_out()

    coordinator = come_in(cast.omar, "/terugbellen/", width=width).reads("Sanne Kuipers").meets("Terugbellen")
    coordinator.page.get_by_role("button", name="Gebeld").click()
    coordinator.reads("Niemand wacht op een telefoontje").meets("Terugbellen")
