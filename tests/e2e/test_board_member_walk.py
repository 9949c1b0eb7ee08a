"""The mayor can tell something as everybody can, and sees no signal, no log and no letter of anybody."""

import pytest

from network.cast import Cast
from signals.rules.reference import shown
from tests.e2e.conftest import ComeIn
from tests.signals.life import filed


@pytest.mark.parametrize("width", [1280, 390])
def test_the_walk_of_a_board_member(come_in: ComeIn, cast: Cast, width: int) -> None:
    number = shown(filed(cast.sanne).reference)
    screen = come_in(cast.marijke, width=width).reads("Prioriteiten", "Wie te bellen").shuts_nobody_out()
    screen.choose("Mijn signalen").reads("Je hebt nog niets gemeld").shuts_nobody_out()
    screen.choose("Berichten").reads("Geen berichten").shuts_nobody_out()
    for address in ("/werkvoorraad/", f"/werkvoorraad/{number}/", "/raadpleeglog/", "/beheer/berichten/",
                    "/netwerk/gaten/", "/toegewezen/", "/terugbellen/"):  # fmt: skip
        screen.open(address).reads("Je kunt deze pagina niet openen.")
    screen.shuts_nobody_out()
