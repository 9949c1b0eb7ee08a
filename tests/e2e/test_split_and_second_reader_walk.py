"""In a browser: a part is written by a colleague and hidden from who may not see it; a doubt is put to the reporter."""

import pytest

from network.cast import Cast
from signals.models.tie import Tie
from signals.rules.reference import shown
from tests.e2e.conftest import ComeIn
from tests.signals.life import filed, taken_up

PART = "Collega Henk gaf de vergunning voor de loods binnen een dag."


@pytest.mark.parametrize("width", [1280, 390])
def test_the_walk_of_a_part_for_the_integrity_receivers(come_in: ComeIn, cast: Cast, width: int) -> None:
    whole = taken_up(filed(cast.sanne), cast.omar)
    number = shown(whole.reference)
    screen = come_in(cast.omar, f"/werkvoorraad/{number}/splitsen/", width=width)
    screen.reads_nothing_of("Ontvangers").page.get_by_label("De ontvangers integriteit").check()
    screen.reads("Wie mag het nieuwe deel niet lezen: de ontvangers integriteit")
    screen.fill("Wat staat er in het nieuwe deel?", PART).shuts_nobody_out().press("Maak het nieuwe deel")
    screen.reads("Het nieuwe deel staat in zijn werkvoorraad.", "Splitste het")

    part = shown(Tie.objects.get(whole=whole).part.reference)
    come_in(cast.bea, f"/werkvoorraad/{number}/", width=width).reads("Pakte het op").reads_nothing_of("Splitste het")
    receiver = come_in(cast.paul, f"/werkvoorraad/{part}/", width=width).reads(PART, "geschreven door een collega")
    receiver.reads("De melder weet niet van dit deel.").reads_nothing_of("Wat de melder schreef").shuts_nobody_out()
    come_in(cast.sanne, f"/signalen/{part}/", width=width).meets("Je kunt deze pagina niet openen.")
    come_in(cast.sanne, f"/signalen/{number}/", width=width).reads_nothing_of(part, "integriteit").shuts_nobody_out()


@pytest.mark.parametrize("width", [1280, 390])
def test_the_reporter_follows_a_part_of_the_team(come_in: ComeIn, cast: Cast, width: int) -> None:
    whole = taken_up(filed(cast.sanne), cast.omar)
    screen = come_in(cast.omar, f"/werkvoorraad/{shown(whole.reference)}/splitsen/", width=width)
    screen.page.get_by_label("Het integrale team").check()
    screen.fill("Wat staat er in het nieuwe deel?", PART).press("Maak het nieuwe deel")
    screen.reads("Het nieuwe deel staat in zijn werkvoorraad.")

    part = shown(Tie.objects.get(whole=whole).part.reference)
    own = come_in(cast.sanne, f"/signalen/{part}/", width=width).shuts_nobody_out()
    own.reads("Een deel van je verhaal").reads_nothing_of("Henk", "Wat je schreef", "Je meldde dit signaal")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_walk_of_a_second_reader(come_in: ComeIn, cast: Cast, width: int) -> None:
    signal = taken_up(filed(cast.sanne), cast.omar)
    page = f"/werkvoorraad/{shown(signal.reference)}/tweede-lezer/"
    screen = come_in(cast.omar, page, width=width).shuts_nobody_out()
    screen.fill("Waarom denk je dat het vals of kwaadwillig is?", "Het adres is een weiland.")
    screen.fill("Wat vraag je de melder?", "Kun je nog eens vertellen wat je zelf zag?")
    screen.press("Vraag het de melder en een tweede lezer").reads("Het is opgeschreven.")

    reader = come_in(cast.bea, page, width=width).reads("Eerst hoor je de melder.").shuts_nobody_out()
    own = come_in(cast.sanne, f"/signalen/{shown(signal.reference)}/", width=width)
    own.reads("Kun je nog eens vertellen wat je zelf zag?").reads_nothing_of("weiland")
    own.fill("Je antwoord", "Ik zag het vanaf de overkant.").press("Antwoord versturen")

    reader.open(page).reads("Kun je nog eens vertellen wat je zelf zag?", "Ik zag het vanaf de overkant.")
    reader.shuts_nobody_out().page.get_by_label("Ja, het is vals of kwaadwillig").check()
    reader.fill("Waarom?", "Ik zie hetzelfde.").press("Bewaar mijn oordeel").reads("Las het als tweede lezer")
