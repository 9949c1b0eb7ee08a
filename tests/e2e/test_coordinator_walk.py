"""The coordinator finds a signal, takes it up, sets it right, asks the reporter and a department, and ends others."""

import pytest

from network.cast import Cast
from signals.rules.reference import shown
from tests.e2e.conftest import ComeIn, Screen
from tests.signals.life import filed

PREMISES = "Malafide vastgoed en vastgoedfraude"
SEARCH = "Zoek op een woord, adres, kenteken of nummer"
RUBBISH = "Naast de glasbak ligt al een week grofvuil, met een oude bank en drie matrassen."


@pytest.mark.parametrize("width", [1280, 390])
def test_the_coordinator_finds_and_handles_a_signal(come_in: ComeIn, cast: Cast, width: int) -> None:
    filed(cast.sanne, themes=[cast.themes["T07"]])
    filed(cast.bram, text=RUBBISH, place="Plein 1, Oudeveen")
    screen = (
        come_in(cast.omar, width=width)
        .shuts_nobody_out()
        .choose("Werkvoorraad")
        .meets("Werkvoorraad")
        .reads("2 signalen")
    )

    search(screen, "xylofoon")
    screen.reads("Niets gevonden").shuts_nobody_out().follow("Wis zoeken en filters").reads("2 signalen")
    search(screen, "bestelbusjes")
    screen.reads("1 signaal").follow(PREMISES).meets(PREMISES)

    screen.press("Ik pak dit op").reads("Dit signaal is nu van jou.").shuts_nobody_out()

    screen.unfold("Kop").fill("Kop", "Nachtelijk laden bij een loods").press("Bewaar kop").reads("De kop is bewaard.")
    screen.unfold("Urgentie")
    screen.page.locator("#urgency").get_by_label("Vandaag").check()
    screen.press("Verander urgentie").reads("Schrijf in een paar woorden waarom.").shuts_nobody_out()
    screen.fill("Waarom?", "Vannacht gaan ze weer.").press("Verander urgentie").reads("De urgentie is veranderd.")
    screen.unfold("Thema")
    screen.page.locator("#theme select").select_option("T14")
    screen.fill("Waarom?", "Het gaat om een garage.").press("Verander thema").reads("Het thema is veranderd.")

    screen.follow("Vraag de melder").fill("Je vraag", "Welke kleur hadden de busjes?").shuts_nobody_out()
    screen.press("Verstuur vraag").reads("Je vraag staat klaar voor de melder.", "Je wacht op de melder")

    screen.follow("Vraag aan een afdeling").meets("Vraag aan een afdeling").press("Vraag het de afdeling")
    screen.reads("Schrijf je vraag.").shuts_nobody_out()
    screen.page.get_by_label("Welke afdeling?").select_option(label="Vastgoed & Grondzaken (Dirk Venema)")
    screen.fill("Wat vraag je?", "Is deze loods van de gemeente?").page.get_by_label("Weet ik nog niet").check()
    screen.fill("Wat moet de afdeling weten?", "Een loods lijkt anders gebruikt dan afgesproken.")
    screen.reads("Eerst: doel en grondslag").fill("Welke taak of bevoegdheid is dat?", "Beheer van eigen panden")
    screen.fill("Met welk doel gebruiken we deze gegevens?", "Nagaan wie de loods huurt")
    screen.page.get_by_label("Op welke grondslag?").select_option("environment")
    screen.press("Vraag het de afdeling").reads("Een afdeling is bezig", "Is deze loods van de gemeente?")
    screen.meets("Nachtelijk laden bij een loods")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_coordinator_ends_what_is_nothing_and_what_one_call_solved(come_in: ComeIn, cast: Cast, width: int) -> None:
    rubbish = filed(cast.bram, text=RUBBISH, place="Plein 1, Oudeveen")
    screen = come_in(cast.omar, f"/werkvoorraad/{shown(rubbish.reference)}/", width=width)
    screen.follow("Geen ondermijning? Rond het in één keer af").meets("Geen ondermijning")
    screen.press("Rond af en verstuur").reads("Kies waar het heen gaat.").shuts_nobody_out()
    screen.fill("Waarom is het geen ondermijning?", "Grofvuil.")
    screen.page.get_by_label("Naar een afdeling van ons").check()
    screen.page.get_by_label("Welke afdeling?").select_option("Openbare ruimte & afval")
    screen.reads("Jij belt ze: ze krijgen bericht dat je belt.").shuts_nobody_out().press("Rond af en verstuur")
    screen.reads("Het signaal is afgerond en de melder heeft bericht.", "Openbare ruimte & afval").shuts_nobody_out()
    screen.reads("Bel nu Maaike Faber, 088-0001156 (Openbare ruimte & afval).")

    filed(cast.sanne, themes=[cast.themes["T07"]])
    screen.open("/werkvoorraad/").page.get_by_role("button", name="Oppakken").click()
    screen.meets(PREMISES)
    screen.follow("Afronden").meets("Hoe rond je dit af?")
    screen.follow("Met een belletje opgelost").meets("Met een belletje opgelost")
    screen.fill("Wat is ervan gekomen?", "De eigenaar ruimt het op.").press("Rond af en verstuur")
    screen.reads("Kies ja of nee.").shuts_nobody_out().page.get_by_label("Nee", exact=True).check()
    screen.press("Rond af en verstuur")
    screen.reads("Afgerond: Opgelost met een belletje")

    screen.choose("Werkvoorraad").follow("Archief").meets("Archief").reads(PREMISES, "Geen ondermijning")
    screen.choose("Berichten").meets("Berichten").press("Alles is gelezen").reads("Je hebt alles gelezen.")


def search(screen: Screen, words: str) -> None:
    """The panel of filters is folded on a phone as long as it is not in use."""
    if not screen.page.get_by_label(SEARCH).is_visible():
        screen.unfold("Zoeken en filteren")
    screen.fill(SEARCH, words).press("Zoeken")
