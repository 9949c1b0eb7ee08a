"""The data protection officer sees who looked at what, and never a word of a signal."""

import pytest

from network.cast import Cast
from signals.access import open_signal
from signals.rules.reference import shown
from tests.e2e.conftest import ComeIn
from tests.signals.life import filed


@pytest.mark.parametrize("width", [1280, 390])
def test_the_walk_of_a_data_protection_officer(come_in: ComeIn, cast: Cast, width: int) -> None:
    number = shown(filed(cast.sanne).reference)
    open_signal(number.replace("-", ""), by=cast.omar, purpose="intake")
    screen = (
        come_in(cast.hans, width=width)
        .shuts_nobody_out()
        .choose("Wie keek er?")
        .reads("Omar de Vries", number)
        .meets("Wie keek er?")
    )
    screen.reads_nothing_of("Sanne", "Industrieweg", "Werkvoorraad")
    for address in (f"/werkvoorraad/{number}/", "/werkvoorraad/", f"/signalen/{number}/"):
        screen.open(address).reads("Je kunt deze pagina niet openen.").reads_nothing_of("Industrieweg")
    screen.open("/raadpleeglog/").reads("Hans Brouwer", "geweigerd").shuts_nobody_out()
