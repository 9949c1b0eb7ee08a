"""Where scripts are switched off, the team and a department do the same work."""

from network.cast import Cast
from signals.models import HandOver
from signals.rules.reference import shown
from tests.e2e.conftest import ComeIn
from tests.signals.life import filed, handed_over

PREMISES = "Malafide vastgoed en vastgoedfraude"


def test_the_coordinator_finds_takes_up_asks_and_closes(come_in: ComeIn, cast: Cast) -> None:
    filed(cast.sanne)
    filed(cast.sanne, themes=[cast.themes["T07"]])
    screen = come_in(cast.omar, "/werkvoorraad/", width=390, java_script_enabled=False).reads("2 signalen")
    screen.page.get_by_label("Thema").select_option(label=PREMISES)
    screen.press("Zoeken").reads("1 signaal").follow(PREMISES).press("Ik pak dit op").reads(
        "Dit signaal is nu van jou."
    )
    screen.follow("Vraag de melder").fill("Je vraag", "Welke kleur hadden de busjes?").press("Verstuur vraag")
    screen.reads("Je wacht op de melder")
    screen.follow("Geen ondermijning? Rond het in één keer af").fill("Waarom is het geen ondermijning?", "Verbouwing.")
    screen.page.get_by_label("Naar een andere organisatie").check()
    screen.fill("Welke organisatie?", "De verhuurder").press("Rond af en verstuur").reads("Afgerond: Geen ondermijning")


def test_the_department_says_no_with_a_reason(come_in: ComeIn, cast: Cast) -> None:
    handed_over(filed(cast.sanne), cast)
    question = shown(HandOver.objects.get().reference)
    screen = come_in(cast.dirk, f"/toegewezen/{question}/", width=390, java_script_enabled=False)
    screen.unfold("Nee, want").press("Nee, dat doen we niet").reads("Schrijf waarom niet.")
    screen.fill("Waarom niet?", "Deze loods is niet van ons.").press("Nee, dat doen we niet").reads("Jullie zeiden nee")
