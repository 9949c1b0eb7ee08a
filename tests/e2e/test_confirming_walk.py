"""A department says "alles klopt" with one press or contests a part, and the coordinator decides."""

from __future__ import annotations

import pytest
from django.utils import timezone

from network.cast import Cast
from network.models import Asking, Contest, Department, Responsibility
from network.models.matrix import Part
from network.rules.askings import DUE_AFTER
from tests.e2e.conftest import ComeIn
from tests.e2e.test_filing_walk import tab_to
from tests.network.confirming import VAS, cells, forget_confirmations, lead_of

TITLE = "Klopt dit voor Vastgoed & Grondzaken?"
LEADS = "Jullie zijn trekker van Malafide vastgoed en vastgoedfraude"
WHY = "De panden zijn verkocht aan de corporatie."
ANSWER = "Wonen heeft de contracten en neemt het over."
CONTESTED = "Vastgoed & Grondzaken zegt: dit klopt niet"


@pytest.fixture
def department(cast: Cast) -> Department:
    """It was asked today."""
    department = cast.department("VAS")
    forget_confirmations(department)
    today = timezone.localdate()
    Asking.objects.create(department=department, asked_on=today, due_on=today + DUE_AFTER)
    return department


@pytest.mark.parametrize("width", [1280, 390])
def test_one_press_from_the_first_page(come_in: ComeIn, cast: Cast, department: Department, width: int) -> None:
    screen = come_in(cast.dirk, width=width).reads("2 onderdelen van jouw afdeling wachten op een ja.")
    screen.follow("Vastgoed & Grondzaken").meets(TITLE).reads(LEADS, "2 onderdelen te bevestigen", "Wet Bibob")
    screen.press("Alles klopt").meets(TITLE).reads("2 onderdelen zijn bevestigd.", "Alles is bevestigd")
    assert all(row.confirmed_by == cast.dirk for row in cells(department))


@pytest.mark.parametrize("width", [1280, 390])
def test_a_part_is_contested_and_decided(come_in: ComeIn, cast: Cast, department: Department, width: int) -> None:
    dirk = come_in(cast.dirk, VAS, width=width).meets(TITLE)
    dirk.page.get_by_role("link", name=LEADS).click()
    dirk.meets("Dit klopt niet").reads("Tot dan gaan signalen nog zoals het nu staat.")
    dirk.press("Dit klopt niet").reads("Schrijf in een paar woorden wat er niet klopt.").shuts_nobody_out()
    dirk.fill("Wat klopt er niet?", WHY).press("Dit klopt niet").meets(CONTESTED).reads(WHY, "wacht op een besluit")
    dirk.open(VAS).meets(TITLE).reads("Jullie zeggen dat dit niet klopt", WHY).press("De rest klopt").reads("bevestigd")

    omar = come_in(cast.omar, width=width).reads("Vastgoed & Grondzaken, over Malafide vastgoed")
    omar.open("/netwerk/klopt-dit/").meets("Klopt dit?").reads(WHY)
    omar.follow("Vastgoed & Grondzaken is trekker van Malafide vastgoed en vastgoedfraude").meets(CONTESTED)
    omar.press("Beslis").reads("Kies er één.").shuts_nobody_out()
    omar.page.get_by_label("Het verandert, vanaf vandaag").check()
    omar.page.get_by_label("Adviseur: ze wordt gevraagd voordat iemand besluit").check()
    omar.page.get_by_label("Wie is dan trekker?").select_option(label="Wonen & huisvesting")
    omar.shuts_nobody_out().fill("Waarom?", ANSWER).press("Beslis").meets(CONTESTED).reads("Het is veranderd", ANSWER)

    dirk.open(f"/netwerk/klopt-dit/bezwaar/{Contest.objects.get().pk}/").meets(CONTESTED).reads(ANSWER)
    lead = Responsibility.objects.today().get(municipality=cast.oudeveen, theme=cast.themes["T07"], part=Part.LEAD)
    assert lead.department == cast.department("WON")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_keeper_sees_who_owes_an_answer_and_sets_the_months(
    come_in: ComeIn, cast: Cast, department: Department, width: int
) -> None:
    noor = come_in(cast.noor, "/netwerk/klopt-dit/", width=width).meets("Klopt dit?").reads("Vastgoed & Grondzaken")
    noor.fill("Na hoeveel maanden vraag je het opnieuw?", "99").press("Bewaren").reads("Vul een getal in van 1 tot")
    noor.shuts_nobody_out().fill("Na hoeveel maanden vraag je het opnieuw?", "12").press("Bewaren").reads("Bewaard.")
    noor.follow("Vastgoed & Grondzaken").meets(TITLE).reads("De afdeling heeft dit nog niet bevestigd.")


@pytest.mark.parametrize("width", [1280, 390])
def test_what_changed_meanwhile_is_shown(come_in: ComeIn, cast: Cast, department: Department, width: int) -> None:
    screen = come_in(cast.dirk, VAS, width=width).meets(TITLE)
    Responsibility.objects.filter(pk=lead_of(department).pk).delete()
    screen.press("Alles klopt").meets(TITLE).reads("Er is intussen iets veranderd", "1 onderdeel te bevestigen")


def test_with_the_keyboard_alone_all_is_confirmed(come_in: ComeIn, cast: Cast, department: Department) -> None:
    screen = come_in(cast.dirk, VAS)
    tab_to(screen.page, "#all-right button")
    screen.page.keyboard.press("Enter")
    screen.reads("Alles is bevestigd")


def test_without_scripts_a_part_is_contested_and_kept(come_in: ComeIn, cast: Cast, department: Department) -> None:
    dirk = come_in(cast.dirk, VAS, width=390, java_script_enabled=False)
    dirk.page.get_by_role("link", name=LEADS).click()
    dirk.fill("Wat klopt er niet?", WHY).press("Dit klopt niet").reads(WHY)
    page = f"/netwerk/klopt-dit/bezwaar/{Contest.objects.get().pk}/"
    omar = come_in(cast.omar, page, width=390, java_script_enabled=False)
    omar.page.get_by_label("Het blijft zo").check()
    omar.fill("Waarom?", ANSWER).press("Beslis").reads("Het blijft zo", ANSWER)
    dirk.open(page).reads(ANSWER)


def test_somebody_from_elsewhere_meets_nothing(come_in: ComeIn, cast: Cast, department: Department) -> None:
    for path in ("/netwerk/klopt-dit/", VAS):
        come_in(cast.ilse, path).meets("Je kunt deze pagina niet openen.").reads_nothing_of("Vastgoed")
