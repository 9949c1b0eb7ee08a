"""Somebody with five roles in two municipalities has one menu and one queue, and sees which work is whose."""

import pytest

from network.cast import Cast
from tests.e2e.conftest import ComeIn
from tests.signals.life import filed


@pytest.mark.parametrize("width", [1280, 390])
def test_the_walk_of_somebody_with_five_roles(come_in: ComeIn, cast: Cast, width: int) -> None:
    filed(cast.sanne, themes=[cast.themes["T07"]])
    filed(cast.ilse, themes=[cast.themes["T15"]], place="Dorpsstraat 1, Veenwijk")
    screen = (
        come_in(cast.wil, width=width)
        .reads("Veenwijk oefent")
        .shuts_nobody_out()
        .choose("Werkvoorraad")
        .reads("2 signalen", "Oudeveen", "Veenwijk")
        .meets("Werkvoorraad")
    )
    for title in ("Buitengebied", "Malafide vastgoed en vastgoedfraude"):
        screen.open("/werkvoorraad/").follow(title).press("Ik pak dit op").reads("Dit signaal is nu van jou.")
        screen.reads("(regisseur)").meets(title)
    for entry in ("Vragen aan ons", "Gaten in de gids", "Berichten", "Wie is waarvoor?"):
        screen.choose(entry).meets(entry)
    screen.open("/afwezig/").meets("Ik ben er niet")
