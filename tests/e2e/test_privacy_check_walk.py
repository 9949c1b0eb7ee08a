"""A source is asked: the privacy officer decides, the source holder says hit, and what it knows moves after that."""

from __future__ import annotations

import pytest

from network.cast import Cast
from signals.models import SourceQuestion
from signals.rules.reference import shown
from tests.e2e.conftest import ComeIn, Screen
from tests.signals.researching import in_research

TITLE = "Onze bronnen vragen"
WHY = "Wonen er meer mensen dan de loods toelaat?"
LIMITS = "Alleen hoeveel mensen op dit adres staan."
QUESTION = "Staan er meer dan vier mensen op Industrieweg 12?"
CONTENT = "Er staan elf mensen ingeschreven."
ANSWERS = {
    "Op welke grondslag zijn deze gegevens verzameld?": "Wet BRP.",
    "Past het nieuwe gebruik bij het doel waarvoor ze verzameld zijn?": "Ja, controle van adressen.",
    "Is het nodig voor het doel van het team?": "Ja, anders weten we niet wie er woont.",
    "Staat wat het voor de inwoner betekent in verhouding tot dat doel?": "Ja, alleen een aantal.",
    "Is er geen lichtere weg naar hetzelfde doel?": "Nee, eerst treffer of geen treffer.",
}


def decide(screen: Screen) -> None:
    """All five questions by keyboard, then the limits."""
    screen.press("Besluit bewaren").reads("Geef in een paar woorden antwoord op deze vraag.").shuts_nobody_out()
    for label, answer in ANSWERS.items():
        screen.fill(label, answer)
    screen.page.get_by_label("Toegestaan, binnen deze grenzen").check()
    screen.page.locator("#id_limits").fill(LIMITS)
    screen.shuts_nobody_out().press("Besluit bewaren").reads("Je besluit is bewaard.").meets("Toetsen")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_walk_of_privacy_officer_and_source_holder(come_in: ComeIn, cast: Cast, width: int) -> None:
    signal = in_research(cast)
    research = f"/werkvoorraad/{shown(signal.reference)}/bronnen/"
    team = come_in(cast.omar, research, width=width).meets(TITLE)
    team.unfold("BRP · ").fill("Wat wil je weten, en waarom van deze bron?", WHY)
    team.press("Vraag de privacyfunctionaris").reads("Toets 1 wacht").meets(TITLE)

    officer = come_in(cast.fatma, width=width).shuts_nobody_out().choose("Toetsen").meets("Toetsen")
    officer.page.get_by_role("link", name="BRP").click()
    officer.meets("Mag deze bron gevraagd worden?").reads(
        WHY, "Eerst treffer of geen treffer", "Wet basisregistratie personen"
    )
    officer.reads_nothing_of("Sanne")
    decide(officer)

    team.open(research).reads("Mag gevraagd worden", LIMITS)
    team.fill("Wat moet de bronhouder nakijken?", QUESTION).press("Vraag: treffer of geen treffer")
    team.reads("Gevraagd, nog geen antwoord").meets(TITLE)

    holder = come_in(cast.jasper, width=width).shuts_nobody_out().choose("Vragen aan onze bronnen")
    holder.meets("Vragen aan onze bronnen").follow("BRP").meets("Een vraag aan BRP").reads(QUESTION, LIMITS)
    holder.reads_nothing_of("bestelbusjes", shown(signal.reference), "Sanne")
    holder.unfold("Ik kan dit niet nakijken").shuts_nobody_out()
    holder.press("Treffer").reads("Je zei: treffer").meets("Een vraag aan BRP").reads_nothing_of(QUESTION)

    team.open(research).reads("Treffer").unfold("Vragen wat de bron weet")
    team.fill("Wat moet je van deze treffer weten, en waarom?", "Hoeveel mensen staan er?")
    team.press("Vraag de privacyfunctionaris").reads("Je vroeg wat de bron weet.").meets(TITLE)
    officer.open("/toetsen/").page.get_by_role("link", name="BRP").click()
    officer.meets("Mag wat deze bron weet naar het team?")
    decide(officer)

    row = SourceQuestion.objects.get()
    holder.open(f"/bronvragen/{shown(row.reference)}/").fill("Wat staat er in je bron?", CONTENT)
    holder.shuts_nobody_out().press("Dit aan het team geven").reads("Dank je wel. Het team krijgt bericht.")
    holder.reads_nothing_of(CONTENT)
    team.open(research).reads(CONTENT).meets(TITLE)
    officer.open("/toetsen/?toon=besloten").reads("Tweede besluit").meets("Toetsen")


@pytest.mark.parametrize("width", [1280, 390])
def test_a_department_writes_its_source_down(come_in: ComeIn, cast: Cast, width: int) -> None:
    screen = (
        come_in(cast.karin, "/netwerk/bronnen/", width=width)
        .meets("Bronnen")
        .reads("Wet basisregistratie personen", "Jasper Hoekstra")
    )
    screen.page.get_by_role("link", name="Bron toevoegen Publieksplein").click()
    screen.meets("Bron toevoegen").press("Bewaren").reads("Noem de wet van jullie taak.").shuts_nobody_out()
    screen.fill("Naam", "Reisdocumenten").fill("Op welke grondslag zijn de gegevens verzameld?", "Paspoortwet")
    screen.press("Bewaren").reads("Reisdocumenten staat in het register.", "Paspoortwet").meets("Bronnen")
