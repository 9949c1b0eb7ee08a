"""A municipality is furnished: who it is, who sits where, when it reads; a village does it with its neighbour."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from network.actions.founding import begin_municipality
from network.actions.people import give_role
from network.cast import Cast
from network.models import Municipality, RoleGrant, Team
from network.rules import Role
from tests.e2e.conftest import ComeIn, Screen

WIDTHS = pytest.mark.parametrize("width", [1280, 390])


def begun(cast: Cast) -> Municipality:
    """Tom manages it; the machine is ready, for Oudeveen on it is live."""
    municipality = begin_municipality(name="Proefstad")
    give_role(by=None, person=cast.tom, role=Role.APPLICATION_MANAGER, municipality=municipality)
    return municipality


def name_for(screen: Screen, seat: str, name: str) -> None:
    first = name.partition(" ")[0].lower()
    screen.fill(f"{seat}: naam", name).fill(f"{seat}: e-mailadres", f"{first}@proefstad.example")


@WIDTHS
def test_the_walk_of_who_furnishes_a_municipality(come_in: ComeIn, cast: Cast, width: int) -> None:
    begun(cast)
    screen = come_in(cast.tom, "/inrichten/", width=width).meets("Inrichten")
    screen.follow("Proefstad").meets("Proefstad inrichten").reads("1 van de 7 stappen is klaar", "oefenstand")
    screen.follow("De machine").meets("De machine").follow("Alle stappen")

    screen.follow("Wie zijn wij").meets("Wie zijn wij")
    screen.fill("Naam van de gemeente", "").press("Bewaren en verder")
    screen.reads("Vul de naam van de gemeente in.").shuts_nobody_out()
    screen.fill("Naam van de gemeente", "Proefstad")
    screen.page.get_by_label("Hoeveel inwoners?").fill("80.000")
    screen.page.get_by_label("Baksteen").check()
    screen.press("Bewaren en het formulier bekijken").reads("Zo zien collega's het formulier.")
    screen.meets("Hier klopt iets niet")
    expect(screen.page.locator("html")).to_have_class(re.compile("baksteen-theme"))
    screen.follow("Alle stappen").reads("2 van de 7 stappen zijn klaar", "Gedaan door Tom Akkerman, vandaag")

    screen.follow("Zes mensen").meets("Zes mensen")
    name_for(screen, "Regisseur", "Rita Bos")
    name_for(screen, "Privacyfunctionaris", "Pim Kok")
    name_for(screen, "FG", "Pim Kok")
    screen.press("Bewaren en verder").reads("Eén persoon is nooit allebei").shuts_nobody_out()
    name_for(screen, "FG", "Hugo Mol")
    screen.press("Bewaren en later verder").meets("Proefstad inrichten")
    screen.follow("Zes mensen").reads("Rita Bos", "Uitgenodigd", "De regisseur heeft geen vervanger")
    screen.meets("Zes mensen")
    name_for(screen, "Vervanger van de regisseur", "Vera Tak")
    screen.press("Bewaren en verder").meets("Wanneer lezen wij")

    screen.page.get_by_label("Tot", exact=True).first.fill("8.00")
    screen.press("Bewaren en verder").reads("Deze tijd moet later zijn").shuts_nobody_out()
    screen.page.get_by_label("Tot", exact=True).first.fill("17.00")
    screen.page.get_by_label("Wie kun je buiten deze uren bellen?").first.fill("de piketdienst")
    screen.page.get_by_label("Op welk nummer?").first.fill("06-12345678")
    screen.page.keyboard.press("Tab")
    expect(screen.page.locator("#sentences")).to_contain_text("Bel de piketdienst: 06-12345678")
    screen.press("Bewaren en verder").reads("Bewaard: wanneer jullie lezen.").shuts_nobody_out()

    screen.open("/inrichten/proefstad/").meets("Proefstad inrichten").reads("4 van de 7 stappen zijn klaar")
    screen.follow("Termijnen: hoe lang mag iets duren?").meets("Termijnen")
    screen.page.get_by_label("Het team leest een signaal binnen (in leesdagen)").fill("9")
    screen.press("Deze termijnen bewaren").reads("Vul een getal in van 1 tot 5.").shuts_nobody_out()
    screen.page.get_by_label("Het team leest een signaal binnen (in leesdagen)").fill("2")
    screen.press("Deze termijnen bewaren").reads("Bewaard.", "Tom Akkerman").meets("Termijnen")


@WIDTHS
def test_a_village_shares_the_team_of_its_neighbour(come_in: ComeIn, cast: Cast, width: int) -> None:
    screen = come_in(cast.tom, "/inrichten/toevoegen/", width=width).meets("Gemeente toevoegen")
    screen.fill("Naam van de gemeente", "Klein Veen")
    screen.page.get_by_label("Alleen of met een buurgemeente?").select_option("Oudeveen")
    screen.press("Toevoegen").meets("Klein Veen inrichten")
    screen.follow("Wie zijn wij").page.get_by_label("Hoeveel inwoners?").fill("12.000")
    screen.press("Bewaren en verder").meets("Zes mensen")
    expect(screen.page.get_by_label("Regisseur en team van Oudeveen lezen ook onze signalen")).to_be_checked()
    name_for(screen, "Privacyfunctionaris", "Pim Kok")
    name_for(screen, "Ontvanger integriteit", "Ira Bal")
    name_for(screen, "Tweede ontvanger integriteit", "Ida Top")
    screen.press("Bewaren en verder").reads("Dit zijn de uren van Oudeveen").meets("Wanneer lezen wij")
    screen.press("Bewaren en verder").reads("Bewaard: wanneer jullie lezen.").shuts_nobody_out()
    village = Municipality.objects.get(slug="klein-veen")
    assert RoleGrant.objects.filter(municipality=village, user=cast.omar, role=Role.COORDINATOR).exists()
    assert str(Team.objects.get(municipality=village, kind="integral").opens_at) == "08:30:00"


@WIDTHS
def test_the_walk_of_closed_days(come_in: ComeIn, cast: Cast, width: int) -> None:
    screen = come_in(cast.wil, "/inrichten/veenwijk/lezen/", width=width)
    screen.follow("Eigen dagen waarop je dicht bent").meets("Dagen waarop je dicht bent")
    days = screen.page.get_by_role("group", name="Eerste dag dicht")
    for box, typed in (("Dag", "24"), ("Maand", "dec"), ("Jaar", str(timezone.localdate().year + 1))):
        days.get_by_label(box).fill(typed)
    screen.press("Dan zijn we dicht").reads("Bewaard: wanneer jullie dicht zijn.", "24 december").shuts_nobody_out()
    screen.page.get_by_role("button", name="Haal weg").click()
    screen.reads("Deze dag is weer een gewone dag.", "Die zijn er niet.").shuts_nobody_out()


def test_without_scripts_the_sentence_is_asked_for(come_in: ComeIn, cast: Cast) -> None:
    screen = come_in(cast.wil, "/inrichten/veenwijk/lezen/", java_script_enabled=False)
    screen.page.get_by_label("Wie kun je buiten deze uren bellen?").first.fill("de piketdienst")
    screen.page.get_by_label("Op welk nummer?").first.fill("06-12345678")
    screen.press("Laat eerst de zin zien").reads("Dit leest een melder op zaterdagavond", "Bel de piketdienst")
    assert Team.objects.get(municipality=cast.veenwijk, kind="integral").on_call_name == ""
    screen.press("Bewaren en verder").reads("Bewaard: wanneer jullie lezen.")


def test_by_keyboard_alone_a_seat_is_filled(come_in: ComeIn, cast: Cast) -> None:
    begun(cast)
    screen = come_in(cast.tom, "/inrichten/proefstad/mensen/")
    screen.page.get_by_label("Regisseur: naam", exact=True).focus()
    screen.page.keyboard.type("Rita Bos")
    screen.page.keyboard.press("Tab")
    screen.page.keyboard.type("rita@proefstad.example")
    screen.page.keyboard.press("Enter")
    screen.reads("Bewaard.").meets("Wie zijn wij")  # the first step that is left


@WIDTHS
def test_while_nobody_reads_the_form_says_so_before_sending(come_in: ComeIn, cast: Cast, width: int) -> None:
    Team.objects.filter(municipality=cast.oudeveen).update(
        reading_days=[_another_day()], on_call_name="de piketdienst", on_call_phone="06-12345678"
    )
    screen = come_in(cast.sanne, "/signalen/nieuw/", width=width)
    screen.reads("Nu leest niemand.", "Dit formulier is geen alarm.", "Bel de piketdienst").meets(
        "Hier klopt iets niet"
    )


def _another_day() -> int:
    """A weekday on which nobody reads now, whenever this runs."""
    return (timezone.localdate().weekday() + 2) % 7
