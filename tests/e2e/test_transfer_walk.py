"""The coordinator transfers a signal: writes it down, sees every line, sends, fetches; and sets a flag."""

from __future__ import annotations

import pytest

from network.cast import Cast
from signals.rules.reference import shown
from tests.e2e.conftest import ComeIn
from tests.signals.life import filed, has_purpose, taken_up
from tests.signals.transferring import SUMMARY


@pytest.mark.parametrize("width", [1280, 390])
def test_the_walk_of_a_transfer(come_in: ComeIn, cast: Cast, width: int) -> None:
    signal = filed(cast.sanne)
    taken_up(signal, cast.omar)
    has_purpose(signal, cast.omar)
    path = f"/werkvoorraad/{shown(signal.reference)}/overdracht/"
    screen = come_in(cast.omar, path, width=width).meets("Overdracht")
    screen.press("Laat zien wat er weggaat").meets("Overdracht").reads("Kies een organisatie.")

    screen.page.get_by_label("Politie, basisteam Oudeveen").check()
    screen.fill("Wie krijgt het daar?", "Marco Feenstra, operationeel expert")
    screen.fill("Waarom hebben zij dit nodig?", "De politie kan de loods in de gaten houden.")
    screen.page.get_by_label("Openbare orde: de burgemeester bewaakt die").check()
    screen.fill("Welke taak of welk artikel?", "Artikel 172")
    screen.fill("Wat moeten zij weten?", SUMMARY)
    screen.page.get_by_label("Plaatsen, voertuigen, bedrijven en personen die erin staan").check()
    screen.shuts_nobody_out().press("Laat zien wat er weggaat")

    screen.meets("Dit gaat er weg").reads("nooit bewijs", SUMMARY, "Industrieweg 12, Oudeveen")
    screen.reads_nothing_of("Sanne Kuipers").press("Pas het aan").meets("Overdracht")
    screen.press("Laat zien wat er weggaat").meets("Dit gaat er weg").press("Ja, draag dit over")

    screen.meets("Overdracht").reads("Er staat een kopie bij Politie, basisteam Oudeveen", "wij mailen niets")
    with screen.page.expect_download() as download:
        screen.page.get_by_role("link", name="Haal het pakket op").click()
    assert download.value.suggested_filename.endswith(".zip")

    screen.unfold("Zij hebben het")
    screen.fill("Wie zei dat daar?", "Marco Feenstra").press("Ontvangst opslaan")
    screen.open(path).reads("zei Marco Feenstra").shuts_nobody_out()


@pytest.mark.parametrize("width", [1280, 390])
def test_the_walk_of_a_flag(come_in: ComeIn, cast: Cast, width: int) -> None:
    signal = filed(cast.sanne)
    taken_up(signal, cast.bea)
    path = f"/werkvoorraad/{shown(signal.reference)}/vlaggen/"
    screen = come_in(cast.omar, path, width=width).meets("Markeringen").reads("Bea Schouten heeft het nu.")
    screen.page.get_by_label("Zet: Politiegegevens").check()
    screen.fill("Waarom?", "Er zit een bestuurlijke rapportage bij.").press("Markering opslaan")
    screen.open(path).meets("Markeringen").reads("Alleen de privacyfunctionaris haalt hem weg.")
    come_in(cast.bea, path, width=width).meets("Je kunt deze pagina niet openen.")
    come_in(cast.fatma, path, width=width).meets("Markeringen").reads("Haal weg: Politiegegevens")
