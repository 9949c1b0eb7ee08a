"""Somebody proposes that another department leads a theme, sees where signals would go then, and a colleague adopts."""

from __future__ import annotations

import pytest

from network.cast import Cast
from network.models import Responsibility
from network.models.matrix import Part
from tests.e2e.conftest import ComeIn, Screen
from tests.e2e.test_filing_walk import tab_to
from tests.network.proposing import TITLE, advising, leading, proposed
from tests.signals.life import filed

PREMISES = "Malafide vastgoed en vastgoedfraude"


def leads(cast: Cast) -> str:
    row = Responsibility.objects.today().get(municipality=cast.oudeveen, theme=cast.themes["T07"], part=Part.LEAD)
    return row.department.code


def choose(screen: Screen, label: str, option: str) -> None:
    screen.page.get_by_label(label, exact=True).select_option(label=option)


@pytest.mark.parametrize(("width", "scripts"), [(1280, True), (390, True), (390, False)])
def test_from_an_idea_to_a_matrix_that_changed(come_in: ComeIn, cast: Cast, width: int, scripts: bool) -> None:
    screen = come_in(cast.dirk, "/netwerk/voorstellen/", width=width, java_script_enabled=scripts)
    screen.follow("Nieuw voorstel").fill("Wat stel je voor?", TITLE).press("Verder")
    screen.follow("Voeg een cel toe")
    choose(screen, "Thema", PREMISES)
    choose(screen, "Afdeling", "Bijzondere wetten & Bibob")
    screen.press("Volgende").reads("Bijzondere wetten & Bibob, tactisch")
    screen.page.get_by_label("Trekker", exact=True).check()
    screen.press("Zet het in het voorstel").reads("volgt uit een andere wijziging")
    screen.press("Stel het voor").reads("Het is voorgesteld.")
    path = screen.page.url.removeprefix(screen.address)

    screen = come_in(cast.omar, path, width=width, java_script_enabled=scripts)
    screen.page.get_by_label("Ja, ik neem het als geheel aan").check()
    screen.press("Versturen").reads("Aangenomen")
    assert leads(cast) == "BIJ"


@pytest.mark.parametrize("width", [1280, 390])
def test_before_and_after_are_read_beside_each_other(come_in: ComeIn, cast: Cast, width: int) -> None:
    filed(cast.sanne, themes=[cast.themes["T07"]])
    proposed(cast.dirk, cast.oudeveen, leading(cast, "T07", "BIJ"))
    screen = come_in(cast.omar, "/netwerk/wat-als/", width=width).meets("Wat als?")
    choose(screen, "Thema", PREMISES)
    choose(screen, "En na welke voorgestelde wijziging?", TITLE)
    screen.press("Waar gaat het heen?").meets("Wat als?")
    screen.reads("1 van de 1 open signalen gaat dan ergens anders heen", "Dirk Venema", "Yusuf Demir")


@pytest.mark.parametrize("width", [1280, 390])
def test_everybody_can_use_the_pages_of_a_proposal(come_in: ComeIn, cast: Cast, width: int) -> None:
    row = proposed(cast.dirk, cast.oudeveen, leading(cast, "T07", "BIJ"), advising(cast, "T16", "PUB"))
    screen = come_in(cast.omar, "/netwerk/voorstellen/", width=width).meets("Voorgestelde wijzigingen")
    screen.follow(TITLE).meets(TITLE).press("Versturen").meets(TITLE)
    maker = come_in(cast.dirk, f"/netwerk/voorstellen/{row.uuid}/", width=width).meets(TITLE)
    maker.press("Haal het terug en pas het aan").meets(TITLE)
    maker.follow("Voeg een cel toe").meets("Welke cel?")
    maker.open(f"/netwerk/voorstellen/{row.uuid}/cel/?thema=T07&afdeling=BIJ&niveau=tactical").meets(PREMISES)


@pytest.mark.parametrize("width", [1280, 390])
def test_a_drill_is_walked_step_by_step(come_in: ComeIn, cast: Cast, width: int) -> None:
    screen = come_in(cast.noor, "/netwerk/oefening/", width=width).meets("Oefening")
    screen.follow("Een slachtoffer in beeld").meets("Een slachtoffer in beeld")
    screen.page.get_by_label("Aandachtsfunctionaris").check()
    screen.press("Laat zien wat er gebeurt").reads("Dat dacht je ook").shuts_nobody_out()
    screen.follow("Alle scenario's").press("Loop ze allemaal").reads("Doodlopende wegen").meets("Oefening")


def test_what_if_with_the_keyboard_alone(come_in: ComeIn, cast: Cast) -> None:
    screen = come_in(cast.dirk, "/netwerk/wat-als/")
    page, keys = screen.page, screen.page.keyboard
    tab_to(page, "#id_thema")
    keys.type("Malafide vastgoed")
    tab_to(page, "form.hkin-form button.nl-button--primary")
    keys.press("Enter")
    screen.reads("Zo gaat het", "Dirk Venema is de contactpersoon.")
