"""An application manager invites a colleague, gives a role, and closes the account of who leaves."""

import pytest
from playwright.sync_api import expect

from network.actions.joint import agree
from network.cast import Cast
from network.models import JointAct, User
from tests.e2e.conftest import ComeIn, Screen
from tests.e2e.test_filing_walk import tab_to
from tests.signals.life import filed, taken_up

WHY = "Besluit van 3 november"


def find(screen: Screen, words: str, name: str) -> Screen:
    screen.choose("Mensen").meets("Mensen")
    search = screen.page.get_by_label("Zoek een collega")
    if not search.is_visible():
        screen.unfold("Zoeken en filteren")
    search.fill(words)
    screen.press("Zoeken").shuts_nobody_out()
    return screen.follow(name).meets(name)


def choose_role(screen: Screen, role: str, place: str = "Oudeveen") -> Screen:
    screen.follow("Geef een rol").meets("Geef een rol")
    screen.page.get_by_label("Gemeente").select_option(label=place)
    screen.page.get_by_label(role, exact=True).check()
    return screen.press("Volgende")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_walk_of_invitation_role_and_leaving(come_in: ComeIn, cast: Cast, width: int) -> None:
    taken_up(filed(cast.sanne), cast.bea)
    screen = come_in(cast.tom, width=width)

    screen.choose("Mensen").follow("Nodig een collega uit").meets("Nodig een collega uit")
    screen.press("Uitnodigen").reads("Vul een naam in.").shuts_nobody_out()
    screen.fill("Naam", "Nieuwe Collega").fill("E-mailadres", "nieuw@oudeveen.example")
    screen.page.get_by_label("Afdeling").select_option(label="Publieksplein / Burgerzaken (Oudeveen)")
    screen.press("Uitnodigen").reads("krijgt een mail met een link", "Uitgenodigd").meets("Nieuwe Collega")

    find(screen, "merve", "Merve Aydin")
    choose_role(screen, "Teamlid").meets("Teamlid").reads("Een collega kijkt mee.")
    screen.press("Geef deze rol").reads("Kies een team.").shuts_nobody_out()
    screen.page.get_by_label("Team").select_option(label="Integraal team")
    screen.fill("Waarom?", WHY).press("Geef deze rol")
    screen.reads("Deze rol wacht tot een collega instemt.", "Merve Aydin: Teamlid").meets("Merve Aydin")
    agree(act=JointAct.objects.get(), by=cast.omar)
    screen.page.reload()
    screen.reads("Teamlid, Integraal team", "Rol gegeven").shuts_nobody_out()

    find(screen, "schouten", "Bea Schouten")
    screen.follow("Deze collega vertrekt").meets("Bea Schouten vertrekt").reads("1 opgepakt signaal")
    screen.page.get_by_label("Teamlid, Integraal team", exact=True).select_option(
        label="Kees van Rooij, Adviseur veiligheid"
    )
    screen.fill("Waarom?", WHY).press("Sluit dit account")
    screen.reads("Bea Schouten is vertrokken.", "Vertrokken", "Overgedragen", WHY).meets("Bea Schouten")
    assert not User.objects.get(pk=cast.bea.pk).is_active


def test_a_role_without_javascript(come_in: ComeIn, cast: Cast) -> None:
    screen = come_in(cast.tom, f"/mensen/{cast.merve.key}/rol/", java_script_enabled=False)
    screen.page.get_by_label("Bestuurder", exact=True).check()
    screen.press("Volgende").fill("Waarom?", WHY).press("Geef deze rol")
    screen.reads("De rol is gegeven.", "Bestuurder")


def test_a_role_ends_with_the_keyboard_alone(come_in: ComeIn, cast: Cast) -> None:
    screen = come_in(cast.tom, f"/mensen/{cast.marijke.key}/")
    page, keys = screen.page, screen.page.keyboard
    tab_to(page, "a[href$='/stoppen/']")
    keys.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Beëindig een rol")
    tab_to(page, "#id_reason")
    keys.type(WHY)
    keys.press("Enter")
    screen.reads("De rol eindigt.", "Rol beëindigd")
