"""Who furnishes a municipality fills in who is for what, sees what changes, and mends what runs dead."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from network.cast import Cast
from network.models import RoleGrant
from network.rules import Role
from tests.e2e.conftest import ComeIn
from tests.signals.life import filed, taken_up

GIDS, RIT = "/inrichten/veenwijk/gids/", "/inrichten/veenwijk/proefrit/"
LIST = "Afdeling; Contactpersoon; Mail; Vervanger"
WRONG = f"{LIST}\nPublieksplein; Tineke Bakker; tineke@veenwijk; Niemand Niet"
RIGHT = f"{LIST}\nPubliekszaken; ; tineke@veenwijk.example; Anna Bos\nBuitendienst; Anna Bos; anna@veenwijk.example;"
LABEL = "Afdeling; contactpersoon; mail; vervanger"


@pytest.mark.parametrize("width", [1280, 390])
def test_the_walk_of_the_fifth_step(come_in: ComeIn, cast: Cast, width: int) -> None:
    RoleGrant.objects.filter(municipality=cast.veenwijk, role=Role.CONTACT_PERSON, department__code="OPR").delete()
    screen = (
        come_in(cast.wil, GIDS, width=width).reads("Buitendienst heeft geen contactpersoon").meets("Wie is waarvoor")
    )

    screen.fill(LABEL, WRONG).press("Bekijk eerst wat er verandert")
    screen.reads("Er kloppen 3 dingen niet", "Bedoel je: Publiekszaken", "regel 2").meets("Wie is waarvoor")
    screen.fill(LABEL, RIGHT).press("Bekijk eerst wat er verandert")
    screen.reads("Dit verandert er", "Anna Bos wordt contactpersoon.").meets("Wie is waarvoor")
    screen.press("Ja, voer dit zo in").reads("1 nieuwe contactpersoon.", "Geen gaten.").meets("Wie is waarvoor")

    screen.page.get_by_label("Buitengebied", exact=True).uncheck()
    screen.unfold("Andere thema's").page.get_by_label("Vakantieparken en recreatie", exact=True).check()
    screen.press("Thema's bewaren").reads("De thema's zijn bewaard.").meets("Wie is waarvoor")
    expect(screen.page.get_by_label("Vakantieparken en recreatie", exact=True)).to_be_visible()
    screen.press("Verder naar de volgende stap").page.wait_for_url(lambda address: not address.endswith(GIDS))


def test_the_list_by_keyboard_alone(come_in: ComeIn, cast: Cast) -> None:
    screen = come_in(cast.wil, GIDS)
    field = screen.page.get_by_label(LABEL)
    field.focus()
    screen.page.keyboard.press("Control+A")
    screen.page.keyboard.type("Buitendienst; Anna Bos; anna@veenwijk.example;")
    screen.page.keyboard.press("Tab")
    screen.page.keyboard.press("Tab")
    screen.page.keyboard.press("Enter")
    screen.reads("Anna Bos wordt contactpersoon.")


def test_the_list_without_scripts(come_in: ComeIn, cast: Cast) -> None:
    screen = come_in(cast.wil, GIDS, java_script_enabled=False)
    screen.fill(LABEL, RIGHT).press("Bekijk eerst wat er verandert").reads("Dit verandert er")
    screen.press("Ja, voer dit zo in").reads("1 nieuwe contactpersoon.")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_walk_of_the_sixth_step(come_in: ComeIn, cast: Cast, width: int) -> None:
    here = RoleGrant.objects.filter(municipality=cast.veenwijk)
    officers = here.filter(role=Role.ATTENTION_OFFICER)
    officers.update(municipality=cast.oudeveen)
    screen = come_in(cast.wil, RIT, width=width)
    screen.reads("Een gewoon signaal", "Loopt dood: Niemand staat achter de aandachtsfunctionaris").meets("Proefrit")

    RoleGrant.objects.filter(user=cast.wil, role=Role.ATTENTION_OFFICER).update(municipality=cast.veenwijk)
    here.filter(role=Role.CONTACT_PERSON).exclude(user=cast.jelle).update(deputy=cast.jelle)
    screen.open(RIT).reads("Alles komt aan", "Er is een oefensignaal gemeld.").meets("Proefrit")
    signal = filed(cast.ilse)
    taken_up(signal, cast.jelle)
    screen.open(RIT).meets("Proefrit")
    expect(screen.page.locator("#oefensignaal").get_by_text("Klaar")).to_have_count(2)
    screen.press("De proefrit ging goed. Verder").reads("De proefrit is klaar: niets loopt dood.")
