"""An integrity receiver alone reads what is about a colleague; other receivers and the team do not."""

import pytest

from network.cast import Cast
from signals.rules.reference import shown
from signals.rules.safety import Safety
from tests.e2e.conftest import ComeIn
from tests.signals.life import filed


@pytest.mark.parametrize("width", [1280, 390])
def test_the_walk_of_an_integrity_receiver(come_in: ComeIn, cast: Cast, width: int) -> None:
    signal = filed(cast.sanne, safety=Safety.CONDUCT, receiver_id=cast.paul.pk, is_shielded=True)
    number = shown(signal.reference)
    screen = (
        come_in(cast.paul, width=width)
        .shuts_nobody_out()
        .choose("Werkvoorraad")
        .reads("1 signaal", "Ontvangers integriteit")
        .meets("Werkvoorraad")
    )

    screen.follow("Nog geen kop").reads(number, "De naam is afgeschermd.").reads_nothing_of("Sanne").shuts_nobody_out()
    screen.press("Ik pak dit op").reads("Dit signaal is nu van jou.")
    screen.follow("Afronden").follow("Niet concreet genoeg").meets("Afronden: Niet concreet genoeg")
    screen.fill("Wat is ervan gekomen?", "Er is niets om op door te gaan.").press("Rond af en verstuur")
    screen.reads("Afgerond: Niet concreet genoeg").shuts_nobody_out()

    for other in (cast.greet, cast.omar):
        come_in(other, f"/werkvoorraad/{number}/", width=width).meets("Je kunt deze pagina niet openen.")
