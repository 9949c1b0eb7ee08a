"""The keeper of the directory sees where a signal met nobody, mends it, and finds whom to call."""

import pytest

from network.cast import Cast
from tests.e2e.conftest import ComeIn
from tests.signals.life import filed


@pytest.mark.parametrize("width", [1280, 390])
def test_the_walk_of_a_directory_keeper(come_in: ComeIn, cast: Cast, width: int) -> None:
    filed(cast.sanne, themes=[cast.themes["T16"]])
    screen = (
        come_in(cast.noor, width=width)
        .shuts_nobody_out()
        .choose("Gaten in de gids")
        .reads("Vakantieparken en recreatie")
        .meets("Gaten in de gids")
    )
    screen.reads_nothing_of("Industrieweg", "Sanne")
    screen.choose("Berichten").reads("Alles is gelezen").meets("Berichten")
    screen.choose("Gaten in de gids").reads("De 5 ergste van").meets("Gaten in de gids")

    screen.choose("Wie is waarvoor?").meets("Wie is waarvoor?")
    screen.page.get_by_label("Zoek een afdeling of collega").fill("vakantiepark")
    screen.press("Zoeken").shuts_nobody_out()
    screen.page.get_by_label("Zoek een afdeling of collega").fill("xylofoon")
    screen.press("Zoeken").reads("Niets gevonden").shuts_nobody_out()
