"""Somebody of the team writes a note, takes over, passes on, steps aside, and keeps what was typed when too late."""

import pytest

from network.cast import Cast
from signals.rules.reference import shown
from tests.e2e.conftest import ComeIn
from tests.signals.life import filed, taken_up

PREMISES = "Malafide vastgoed en vastgoedfraude"


@pytest.mark.parametrize("width", [1280, 390])
def test_the_walk_of_a_team_member(come_in: ComeIn, cast: Cast, width: int) -> None:
    known = filed(cast.bram)
    taken_up(filed(cast.sanne, themes=[cast.themes["T07"]]), cast.omar)
    screen = (
        come_in(cast.bea, width=width)
        .shuts_nobody_out()
        .choose("Werkvoorraad")
        .meets("Werkvoorraad")
        .reads("Omar de Vries")
    )

    screen.follow(PREMISES).meets(PREMISES).reads("Omar de Vries heeft dit signaal")
    screen.unfold("Schrijf een notitie").press("Bewaar notitie").reads("Schrijf de tekst.").shuts_nobody_out()
    screen.fill("Notitie", "De brandweer kent deze loods.").press("Bewaar notitie")
    screen.reads("Je notitie is bewaard.", "De brandweer kent deze loods.")

    screen.follow("Overnemen").shuts_nobody_out().fill("Waarom neem je het over?", "Omar is ziek.")
    screen.press("Overnemen").reads("Dit signaal is nu van jou.").shuts_nobody_out()

    screen.unfold("Aan een collega geven").page.get_by_label("Aan wie?").select_option("Joris Blok")
    screen.fill("Wat moet je collega weten?", "Er is misschien zorg nodig.").shuts_nobody_out()
    screen.press("Geef door").reads("Je collega heeft dit signaal nu.", "Joris Blok heeft dit signaal")

    screen.open(f"/werkvoorraad/{shown(known.reference)}/").unfold("Ik ken deze persoon of dit adres")
    screen.shuts_nobody_out().press("Ik ken dit, haal het bij mij weg")
    screen.reads("Je ziet dit signaal niet meer.", "1 signaal").meets("Werkvoorraad")


@pytest.mark.parametrize("width", [1280, 390])
def test_too_late_keeps_what_was_typed(come_in: ComeIn, cast: Cast, width: int) -> None:
    signal = filed(cast.sanne)
    screen = come_in(cast.bea, f"/werkvoorraad/{shown(signal.reference)}/", width=width).unfold("Urgentie")
    screen.page.locator("#urgency").get_by_label("Vandaag").check()
    screen.fill("Waarom?", "Vannacht gaan ze weer.")
    taken_up(signal, cast.omar)
    screen.press("Verander urgentie").reads("Er is nog niets bewaard.", "Dit is er gebeurd").shuts_nobody_out()
    screen.press("Verander urgentie").reads("De urgentie is veranderd.", "Vannacht gaan ze weer.")
