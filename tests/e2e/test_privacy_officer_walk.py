"""The privacy officer decides what falls under a closed law, and looks up who looked."""

import pytest

from network.cast import Cast
from signals.rules.reference import shown
from signals.rules.safety import RegimeAnswer
from tests.e2e.conftest import ComeIn, Screen
from tests.signals.life import filed


@pytest.mark.parametrize("width", [1280, 390])
def test_the_walk_of_a_privacy_officer(come_in: ComeIn, cast: Cast, width: int) -> None:
    signal = filed(cast.bram, regime="investigation", regime_answer=RegimeAnswer.UNKNOWN)
    number = shown(signal.reference)
    screen = (
        come_in(cast.fatma, width=width)
        .shuts_nobody_out()
        .choose("Werkvoorraad")
        .reads("1 signaal")
        .meets("Werkvoorraad")
    )

    screen.follow("Nog geen kop").reads(number, "Mag het team dit zien?").shuts_nobody_out()
    screen.press("Bewaar besluit").reads("Kies ja of nee.").shuts_nobody_out()
    screen.page.get_by_label("Ja, het team mag het zien").check()
    screen.fill("Op welke grond?", "Hij zag het niet als boa, maar thuis.").press("Bewaar besluit")
    screen.reads("Je besluit is opgeschreven.").meets("Werkvoorraad")

    screen.choose("Wie keek er?").reads("Fatma Özdemir", number).meets("Wie keek er?")
    look_up(screen, number)
    screen.reads(number).follow("Alles laten zien").reads(number)
    look_up(screen, "0000-0000-1")
    screen.reads("Niets gevonden").shuts_nobody_out()


def look_up(screen: Screen, number: str) -> None:
    if not screen.page.get_by_label("Nummer van het signaal").is_visible():
        screen.unfold("Zoek in deze lijst")
    screen.fill("Nummer van het signaal", number).press("Zoeken")
