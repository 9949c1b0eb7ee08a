"""The keeper writes an indicator, a colleague checks it and it shows in the form; the mayor says what comes first."""

import pytest

from network.cast import Cast
from network.models import IndicatorDraft
from network.rules.indicators import CHECKLIST
from tests.e2e.conftest import ComeIn, Screen
from tests.network.theme_forms import TEXT, draft


def answer_everything(screen: Screen, fine: list[str]) -> Screen:
    for answer in fine:
        screen.page.get_by_label(answer, exact=True).check()
    return screen


FINE = [
    "Ja, dat zegt het",
    "Nee, ook niet via een omweg",
    "Nee, het geldt overal",
    "Ja, die staat erbij",
    "Nee, bij iedereen evenveel",
    "Ja, het voegt iets toe",
    "Ja, in het gewone werk",
]


@pytest.mark.parametrize("width", [1280, 390])
def test_an_indicator_is_written_checked_and_offered(come_in: ComeIn, cast: Cast, width: int) -> None:
    assert len(FINE) == len(CHECKLIST)
    noor = come_in(cast.noor, "/netwerk/themas/", width=width).meets("Thema's")
    noor.follow("Hennepteelt").reads("Wat we nooit doen", "Ramen structureel afgeplakt").meets("Hennepteelt")
    noor.follow("Kenmerk toevoegen").meets("Kenmerk toevoegen")
    noor.fill("Wat kan een collega merken?", "Poolse busjes met gasflessen")
    noor.fill("Waarom is het een kenmerk?", "Lachgas wordt zo verhandeld.")
    noor.fill("Wat kan het ook zijn?", "Iemand kampeert vaak.")
    noor.page.get_by_label("voorwerp", exact=True).check()
    noor.page.get_by_label("zwak", exact=True).check()
    noor.page.get_by_label("Publieksplein / Burgerzaken", exact=True).check()
    noor.press("Leg het voor aan een collega").reads("“Poolse” kan zeggen waar iemand vandaan komt.").shuts_nobody_out()
    noor.fill("Wat kan een collega merken?", TEXT)
    noor.press("Leg het voor aan een collega").reads("wacht op controle").meets("Een kenmerk zoals het geschreven is")

    fatma = (
        come_in(cast.fatma, width=width).reads("Kenmerk te controleren").follow(TEXT).meets("Controleer dit kenmerk")
    )
    fatma.press("Onderteken deze controle").reads("Beantwoord deze vraag.").shuts_nobody_out()
    answer_everything(fatma, FINE).press("Onderteken deze controle")
    fatma.reads("Het kenmerk is gepubliceerd.").meets("Controle van kenmerken")

    noor.open("/netwerk/themas/T01/").reads(TEXT, "door Fatma Özdemir").follow(TEXT).meets(TEXT)
    sanne = come_in(cast.sanne, "/signalen/nieuw/", width=width).unfold("Meer vertellen")
    sanne.page.locator("[name=indicator_words]").fill("lege gasflessen")
    sanne.press("Zoek").reads(TEXT).shuts_nobody_out()


@pytest.mark.parametrize("width", [1280, 390])
def test_an_objection_goes_back_to_the_writer(come_in: ComeIn, cast: Cast, width: int) -> None:
    address = f"/netwerk/themas/controle/{draft(cast).uuid}/"
    omar = come_in(cast.omar, address, width=width)
    answer_everything(omar, [*FINE[:2], "Ja, de plek is de reden", *FINE[3:]])
    omar.page.locator("[name=remark]").fill("De achterdeur maakt niet uit.")
    omar.press("Onderteken deze controle")
    omar.reads("Het is niet gepubliceerd.").meets("Controle van kenmerken")
    noor = come_in(cast.noor, address, width=width).reads("De achterdeur maakt niet uit.").shuts_nobody_out()
    noor.follow("Schrijf het opnieuw").reads("De achterdeur maakt niet uit.").meets("Kenmerk toevoegen")
    assert not IndicatorDraft.objects.exclude(published_as=None).exists()


@pytest.mark.parametrize("width", [1280, 390])
def test_the_mayor_says_what_comes_first(come_in: ComeIn, cast: Cast, width: int) -> None:
    marijke = come_in(cast.marijke, width=width).reads("Prioriteiten").follow("Prioriteiten kiezen").meets("Thema's")
    marijke.follow("Hennepteelt").follow("Geef prioriteit").meets("Geef prioriteit")
    marijke.press("Geef prioriteit").reads("Schrijf waarom dit nu voorgaat.").shuts_nobody_out()
    marijke.fill("Waarom gaat dit nu voor?", "Veel vragen van bewoners.").press("Geef prioriteit")
    marijke.reads("Het heeft nu prioriteit.", "Veel vragen van bewoners.").meets("Thema's")
    form = come_in(cast.sanne, "/signalen/nieuw/", width=width)
    form.reads("Hier letten we nu extra op:", "Hennepteelt").shuts_nobody_out()
    marijke.open("/netwerk/themas/T01/").follow("Stop de prioriteit").meets("Stop de prioriteit")
    marijke.fill("Waarom?", "Het is rustig.").press("Stop de prioriteit").reads("Het heeft geen prioriteit meer.")
    form.open("/signalen/nieuw/").reads_nothing_of("Hennepteelt.")


@pytest.mark.parametrize("width", [1280, 390])
def test_a_keeper_adds_a_theme_of_its_own_without_javascript(come_in: ComeIn, cast: Cast, width: int) -> None:
    noor = come_in(cast.noor, "/netwerk/themas/toevoegen/", width=width, java_script_enabled=False)
    noor.fill("Naam van het thema", "Lachgas").press("Voeg dit thema toe").reads("Het thema is toegevoegd.")
    noor.follow("Wijzig de bevoegdheden").fill("Bevoegdheid of instrument", "Waarschuwing").press(
        "Voeg deze bevoegdheid toe"
    )
    noor.reads("De bevoegdheid is toegevoegd.", "Waarschuwing").open("/netwerk/themas/").follow("Lachgas")
    noor.follow("Stop met dit thema").reads("0 cellen van de matrix stoppen vandaag.")
    noor.press("Verwijder dit thema").reads("Het thema is verwijderd.")


@pytest.mark.parametrize("width", [1280, 390])
def test_everybody_can_use_the_pages_of_a_keeper(come_in: ComeIn, cast: Cast, width: int) -> None:
    noor = come_in(cast.noor, "/netwerk/themas/T01/bevoegdheden/", width=width).meets("Bevoegdheden en instrumenten")
    noor.open("/netwerk/themas/T01/wijzigen/").meets("Deze woorden zijn ook van anderen")
    noor.open("/netwerk/themas/kenmerk/T01.1/wijzigen/").meets("Een kenmerk anders verwoorden")
    noor.open("/netwerk/themas/kenmerk/T01.1/stoppen/").meets("Niet meer gebruiken")
    noor.open("/netwerk/themas/toevoegen/").meets("Thema toevoegen")
