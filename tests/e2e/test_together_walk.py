"""Two people open the name of a shielded reporter, and two people make a municipality live."""

import pytest

from network.cast import Cast
from network.models import JointAct, Municipality
from network.rules.joint import Arrangement
from signals.rules.reference import shown
from tests.e2e.conftest import ComeIn, Screen
from tests.e2e.test_filing_walk import tab_to
from tests.network.joint import arranged
from tests.network.ready import made_ready
from tests.signals.life import filed
from tests.signals.team import address

PREMISES = "Malafide vastgoed en vastgoedfraude"
OPEN_NAME = "De naam van een melder openen"
WHY = "De melder werd gisteren opgewacht bij de balie."


def ask(screen: Screen) -> Screen:
    screen.unfold("Vraag om de naam").page.get_by_label("De melder of iemand anders loopt gevaar").check()
    return screen.fill("Waarom?", WHY).shuts_nobody_out().press("Vraag om de naam")


@pytest.mark.parametrize("width", [1280, 390])
def test_two_people_open_a_name_and_the_reporter_sees_it(come_in: ComeIn, cast: Cast, width: int) -> None:
    signal = filed(cast.sanne, is_shielded=True, themes=[cast.themes["T07"]])
    number, name = shown(signal.reference), cast.sanne.name
    omar = come_in(cast.omar, address("team_detail", signal), width=width).meets(PREMISES).reads_nothing_of(name)
    omar.unfold("Vraag om de naam").press("Vraag om de naam").reads(
        "Kies waarvoor de naam nodig is."
    ).shuts_nobody_out()
    omar.open(address("team_detail", signal))
    ask(omar).reads("Je hebt om de naam gevraagd.").follow("Bekijk wat je vroeg").meets(OPEN_NAME)
    omar.reads("Jij kunt dit niet alleen.", cast.fatma.name).reads_nothing_of(name)

    fatma = come_in(cast.fatma, width=width).choose("Samen beslissen").meets("Samen beslissen").reads(number)
    fatma.follow(f"{OPEN_NAME} · {number}").meets(OPEN_NAME).reads(cast.omar.name, WHY).reads_nothing_of(name)
    fatma.page.get_by_label("Nee, ik ben het er niet mee eens").check()
    fatma.press("Versturen").reads("Schrijf in een paar woorden waarom.").shuts_nobody_out()
    fatma.page.get_by_label("Ja, ik ben het ermee eens").check()
    fatma.press("Versturen").reads("Je bent akkoord.").meets("Samen beslissen").reads_nothing_of(name)

    omar.open(address("team_detail", signal)).meets(PREMISES).reads_nothing_of(name)
    omar.press("Open de naam").meets(f"Wie {number} meldde").reads(name)

    sanne = come_in(cast.sanne, width=width).choose("Berichten").reads("Iemand opende je naam. Kijk wie, en waarom")
    sanne.open(address("own_detail", signal)).shuts_nobody_out()
    sanne.reads("Wie opende je naam?", "De regisseur, samen met de privacyfunctionaris", WHY)


@pytest.mark.parametrize("width", [1280, 390])
def test_a_partner_sees_the_reason_and_not_the_signal(come_in: ComeIn, cast: Cast, width: int) -> None:
    arranged(cast.veenwijk, Arrangement.PARTNER, cast.oudeveen)
    signal = filed(cast.ilse, is_shielded=True, themes=[cast.themes["T07"]])
    wil = come_in(cast.wil, address("team_detail", signal), width=width)
    ask(wil).follow("Bekijk wat je vroeg").reads("gemeente Oudeveen", "Zij zien je reden, niet het signaal.")
    act = JointAct.objects.get()
    omar = come_in(cast.omar, f"/samen/{act.uuid}/", width=width).meets(OPEN_NAME)
    omar.reads("Jij ziet de reden, niet het signaal.", WHY, "Veenwijk").reads_nothing_of(PREMISES, "Naar het signaal")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_second_press_comes_too_late(come_in: ComeIn, cast: Cast, width: int) -> None:
    signal = filed(cast.sanne, is_shielded=True)
    ask(come_in(cast.omar, address("team_detail", signal)))
    page = f"/samen/{JointAct.objects.get().uuid}/"
    both = [come_in(user, page, width=width) for user in (cast.fatma, cast.wil)]
    for screen in both:
        screen.page.get_by_label("Ja, ik ben het ermee eens").check()
        screen.press("Versturen")
    both[0].reads("Je bent akkoord.")
    both[1].reads("Je bent te laat.", cast.fatma.name).shuts_nobody_out()


@pytest.mark.parametrize("width", [1280, 390])
def test_two_people_go_live(come_in: ComeIn, cast: Cast, width: int) -> None:
    made_ready(cast.veenwijk, cast.wil)
    page = f"/inrichten/{cast.veenwijk.slug}/verder/"
    wil = come_in(cast.wil, page, width=width).meets("Wat nog moet").reads("Alles op de lijst is geregeld.")
    wil.press("We gaan live").reads("Schrijf in een paar woorden waarom.").shuts_nobody_out()
    wil.fill("Waarom nu?", "De proef is klaar.").press("We gaan live").reads("De privacyfunctionaris kijkt mee.")
    assert not Municipality.objects.get(pk=cast.veenwijk.pk).is_live

    fatma = come_in(cast.fatma, width=width).choose("Samen beslissen").follow("Live gaan").meets("Live gaan")
    fatma.reads("De proef is klaar.", "Terug kan niet.").follow("Naar de lijst").meets("Wat nog moet")
    fatma.page.go_back()
    fatma.page.get_by_label("Ja, ik ben het ermee eens").check()
    fatma.press("Versturen").reads("Je bent akkoord.")

    wil.open(page).reads("is live sinds", "Elk signaal is nu echt.").shuts_nobody_out()
    assert Municipality.objects.get(pk=cast.veenwijk.pk).is_live


@pytest.mark.parametrize("width", [1280, 390])
def test_a_line_is_written_and_what_is_open_is_named(come_in: ComeIn, cast: Cast, width: int) -> None:
    screen = come_in(cast.wil, f"/inrichten/{cast.veenwijk.slug}/verder/", width=width).meets("Wat nog moet")
    screen.reads("Nog niet in HKIN").follow("De DPIA is gedaan").meets("De DPIA is gedaan")
    screen.fill("Wie besloot het?", "M. van Loon").press("Bewaren").reads("Vul in waar het besluit ligt.")
    screen.shuts_nobody_out().fill("Waar ligt het besluit?", "Z-2026-0042")
    boxes = screen.page.get_by_role("group", name="Op welke dag?")
    for label, typed in (("Dag", "2"), ("Maand", "november"), ("Jaar", "2026")):
        boxes.get_by_label(label, exact=True).fill(typed)
    screen.press("Bewaren").meets("Wat nog moet").reads("M. van Loon, 2 november 2026.")
    screen.fill("Waarom nu?", "We willen graag.").press("We gaan live").reads(
        "Nog niet geregeld:", "Het privacyprotocol"
    )
    screen.shuts_nobody_out()


@pytest.mark.parametrize("width", [1280, 390])
def test_a_municipality_chooses_who_looks_along_and_its_terms(come_in: ComeIn, cast: Cast, width: int) -> None:
    screen = come_in(cast.wil, f"/inrichten/{cast.veenwijk.slug}/tweede-paar-ogen/", width=width)
    screen.meets("Het tweede paar ogen").page.get_by_label("Iemand van een andere gemeente").first.check()
    screen.press("Bewaren").reads("Kies de gemeente die meekijkt.").shuts_nobody_out()
    screen.page.get_by_label("Welke gemeente?").first.select_option(label="Oudeveen")
    screen.press("Bewaren").reads("Bewaard. Iedereen die mag meekijken, hoort het.").shuts_nobody_out()
    screen.open(f"/inrichten/{cast.veenwijk.slug}/bewaartermijnen/").meets("Bewaartermijnen")
    screen.fill("Geen treffer", "99").press("Dit zijn onze termijnen").reads("van 1 tot en met 84").shuts_nobody_out()
    screen.fill("Geen treffer", "6").press("Dit zijn onze termijnen").reads("Deze termijnen zijn nu van jullie.")


def test_with_the_keyboard_alone_somebody_agrees(come_in: ComeIn, cast: Cast) -> None:
    signal = filed(cast.sanne, is_shielded=True)
    ask(come_in(cast.omar, address("team_detail", signal)))
    screen = come_in(cast.fatma, f"/samen/{JointAct.objects.get().uuid}/")
    tab_to(screen.page, "input[name=decision]")
    screen.page.keyboard.press("Space")
    tab_to(screen.page, "main form button")
    screen.page.keyboard.press("Enter")
    screen.reads("Je bent akkoord.")


def test_without_scripts_a_name_is_asked_agreed_and_opened(come_in: ComeIn, cast: Cast) -> None:
    signal = filed(cast.sanne, is_shielded=True)
    omar = come_in(cast.omar, address("team_detail", signal), width=390, java_script_enabled=False)
    omar.unfold("Vraag om de naam").page.get_by_label("Een rechter of de officier van justitie vraagt erom").check()
    omar.fill("Waarom?", WHY).press("Vraag om de naam").reads("Je hebt om de naam gevraagd.")
    page = f"/samen/{JointAct.objects.get().uuid}/"
    fatma = come_in(cast.fatma, page, width=390, java_script_enabled=False)
    fatma.page.get_by_label("Ja, ik ben het ermee eens").check()
    fatma.press("Versturen").reads("Je bent akkoord.")
    omar.open(address("team_detail", signal)).press("Open de naam").reads(cast.sanne.name)


def test_somebody_from_elsewhere_meets_nothing(come_in: ComeIn, cast: Cast) -> None:
    signal = filed(cast.sanne, is_shielded=True)
    ask(come_in(cast.omar, address("team_detail", signal)))
    for path in ("/samen/", f"/samen/{JointAct.objects.get().uuid}/", f"/inrichten/{cast.oudeveen.slug}/verder/"):
        come_in(cast.ilse, path).meets("Je kunt deze pagina niet openen.").reads_nothing_of(WHY)
