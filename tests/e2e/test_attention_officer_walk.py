"""The attention officer sees what is about victims and children, and handles it; the team's own work stays away."""

import pytest

from network.cast import Cast
from signals.rules.reference import shown
from signals.rules.safety import Safety
from tests.e2e.conftest import ComeIn
from tests.signals.life import filed

EXPLOITED = "Mensenhandel: arbeidsuitbuiting"


@pytest.mark.parametrize("width", [1280, 390])
def test_the_walk_of_an_attention_officer(come_in: ComeIn, cast: Cast, width: int) -> None:
    filed(cast.sanne, safety=Safety.VICTIM, themes=[cast.themes["T04"]])
    teams = shown(filed(cast.sanne).reference)
    screen = (
        come_in(cast.aicha, width=width)
        .shuts_nobody_out()
        .choose("Werkvoorraad")
        .reads("1 signaal", "Nog door niemand gezien")
        .meets("Werkvoorraad")
    )

    screen.follow(EXPLOITED).reads("Dit is dringend en nog door niemand gezien.").meets(EXPLOITED)
    screen.press("Ik heb het gezien").reads("We hebben opgeschreven dat je het zag.")
    screen.press("Ik pak dit op").reads("Dit signaal is nu van jou.").shuts_nobody_out()

    screen.unfold("Naar een andere werkvoorraad").page.get_by_label("Integraal team").check()
    screen.fill("Waarom?", "Er is geen slachtoffer.").shuts_nobody_out().press("Verplaats")
    screen.reads("Het signaal staat nu in de andere werkvoorraad.", "Er staat hier niets").meets("Werkvoorraad")

    screen.open(f"/werkvoorraad/{teams}/").meets("Je kunt deze pagina niet openen.")
