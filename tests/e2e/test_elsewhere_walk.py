"""Somebody of another municipality gets for each address of Oudeveen the page of what does not exist."""

import pytest

from network.cast import Cast
from signals.models import HandOver
from signals.rules.reference import shown
from tests.e2e.conftest import ComeIn
from tests.signals.life import filed, handed_over


@pytest.mark.parametrize("width", [1280, 390])
def test_the_walk_of_somebody_elsewhere(come_in: ComeIn, cast: Cast, width: int) -> None:
    signal = filed(cast.sanne)
    handed_over(signal, cast)
    number, asked = shown(signal.reference), shown(HandOver.objects.get().reference)
    screen = come_in(cast.ilse, "/bestaat-niet/", width=width).meets("Je kunt deze pagina niet openen.")
    unknown = screen.page.get_by_role("main").inner_text()
    for address in (
        f"/signalen/{number}/",
        f"/signalen/{number}/ontvangst/",
        f"/signalen/{number}/aanvullen/",
        "/werkvoorraad/",
        f"/werkvoorraad/{number}/",
        f"/werkvoorraad/{number}/overdragen/",
        f"/toegewezen/{asked}/",
        "/raadpleeglog/",
    ):
        screen.open(address).reads("Je kunt deze pagina niet openen.")
        assert screen.page.get_by_role("main").inner_text() == unknown, address
    screen.open("/signalen/").reads_nothing_of(number, asked).meets("Mijn signalen")
    screen.open("/netwerk/").reads("Veenwijk").reads_nothing_of("Omar de Vries").meets("Wie is waarvoor?")
