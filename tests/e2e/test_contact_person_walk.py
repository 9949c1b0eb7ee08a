"""A department gets one question: it asks back, says later, no or yes, gives it on, and reports the result."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from network.cast import Cast
from signals.models import HandOver
from signals.rules.reference import shown
from tests.e2e.conftest import ComeIn, Screen
from tests.signals.life import filed, handed_over

QUESTION = "Is deze loods van de gemeente?"
TITLE = "Een vraag aan Vastgoed & Grondzaken"


@pytest.mark.parametrize("width", [1280, 390])
def test_the_walk_of_a_contact_person(come_in: ComeIn, cast: Cast, width: int) -> None:
    for _each in range(2):
        handed_over(filed(cast.sanne), cast, question=QUESTION)
    first, second = HandOver.objects.order_by("pk")
    screen = (
        come_in(cast.dirk, width=width)
        .shuts_nobody_out()
        .choose("Vragen aan ons")
        .meets("Vragen aan ons")
        .reads(QUESTION)
    )

    screen.open(f"/toegewezen/{shown(first.reference)}/").meets(TITLE).reads_nothing_of("Sanne", "bestelbusjes")
    screen.unfold("Eerst een vraag").press("Stel deze vraag")
    screen.reads("Schrijf je vraag.").shuts_nobody_out()
    screen.fill("Wat wil je eerst weten?", "Welke loods is het?").press("Stel deze vraag")
    screen.reads("Bedankt. Het team leest je antwoord.", "Welke loods is het?").shuts_nobody_out()

    team = come_in(cast.omar, f"/werkvoorraad/{shown(first.signal.reference)}/", width=width)
    team.reads("Welke loods is het?").press("Antwoord versturen").reads("Schrijf de tekst.").shuts_nobody_out()
    team.fill("Je antwoord", "De loods aan de Havendijk.").press("Antwoord versturen")
    team.reads("De loods aan de Havendijk.").shuts_nobody_out()
    screen.open(f"/toegewezen/{shown(first.reference)}/").reads("De loods aan de Havendijk.").shuts_nobody_out()

    screen.unfold("Ja, maar later")
    choose_day(screen, timezone.localdate() + timedelta(days=7), name="Vanaf wanneer?")
    screen.shuts_nobody_out().press("Ja, maar later").reads("Jullie doen het later")
    screen.press("Ja, dat doen we").reads("Jullie doen het", "Is het gedaan?").shuts_nobody_out()
    screen.fill("Wat is ervan gekomen?", "De huur is opgezegd.")
    screen.page.get_by_label("Het nummer in jullie eigen systeem").fill("V-12")
    screen.press("Resultaat melden").reads("Kies of je een rapport maakte.").shuts_nobody_out()
    screen.page.get_by_label("Dat was niet nodig", exact=True).check()
    screen.press("Resultaat melden").reads("Bedankt. Het team leest het resultaat.", "V-12").meets(TITLE)

    screen.open(f"/toegewezen/{shown(second.reference)}/").unfold("Geef aan een collega")
    screen.page.get_by_label("Aan wie?").select_option(index=1)
    screen.press("Geef aan deze collega").reads("Je collega krijgt bericht.", "Lotte Scholten")
    screen.unfold("Nee, want").fill("Waarom niet?", "Deze loods is niet van ons.")
    screen.shuts_nobody_out().press("Nee, dat doen we niet").reads("Jullie zeiden nee").meets(TITLE)
    screen.choose("Vragen aan ons").follow("Afgerond").reads(shown(second.reference)).meets("Vragen aan ons")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_team_takes_a_question_back_and_the_department_reads_only_why(
    come_in: ComeIn, cast: Cast, width: int
) -> None:
    row = handed_over(filed(cast.sanne), cast, question=QUESTION)
    team = come_in(cast.omar, f"/werkvoorraad/{shown(row.signal.reference)}/", width=width)
    team.reads("Een afdeling is bezig").unfold("Deze vraag intrekken").shuts_nobody_out()
    team.press("Vraag intrekken").reads("Schrijf in een paar woorden waarom.").shuts_nobody_out()
    team.fill("Waarom trek je de vraag in?", "De vraag was voor een ander.").press("Vraag intrekken")
    team.reads("Ingetrokken", "De vraag was voor een ander.").reads_nothing_of("Een afdeling is bezig")
    team.shuts_nobody_out()

    screen = come_in(cast.dirk, width=width).choose("Vragen aan ons").reads_nothing_of(QUESTION)
    screen.follow("Afgerond").shuts_nobody_out().follow("Het team heeft deze vraag ingetrokken").meets(TITLE)
    screen.reads("De vraag was voor een ander.").reads_nothing_of(QUESTION).shuts_nobody_out()


@pytest.mark.parametrize("width", [1280, 390])
def test_while_the_contact_person_is_away_the_deputy_answers(come_in: ComeIn, cast: Cast, width: int) -> None:
    today = timezone.localdate()
    screen = come_in(cast.dirk, "/netwerk/", width=width).follow("Ik ben er niet").meets("Ik ben er niet")
    choose_day(screen, today, name="Eerste dag")
    choose_day(screen, today + timedelta(days=3), name="Laatste dag")
    screen.page.get_by_label("Wie antwoordt voor jou?").select_option("Lotte Scholten")
    screen.press("Ik ben er dan niet").reads("Lotte Scholten antwoordt voor jou.").meets("Ik ben er niet")

    handed_over(filed(cast.sanne), cast, question=QUESTION)
    deputy = come_in(cast.lotte, width=width).choose("Vragen aan ons").follow(QUESTION).meets(TITLE)
    deputy.press("Ja, dat doen we").reads("Jullie doen het")


def choose_day(screen: Screen, day: date, *, name: str) -> None:
    box = screen.page.get_by_role("group", name=name)
    for label, number in (("Dag", day.day), ("Maand", day.month), ("Jaar", day.year)):
        box.get_by_label(label, exact=True).fill(str(number))
