"""The coordinator looks how signals are weighed, chooses another profile, and everybody can see what follows now."""

import pytest
from playwright.sync_api import expect

from network.cast import Cast
from network.models import Municipality
from signals.actions.own_protocol import load_protocol
from tests.e2e.conftest import ComeIn
from tests.e2e.test_filing_walk import tab_to
from tests.signals.life import filed
from tests.signals.protocols import text_of


@pytest.mark.parametrize("width", [1280, 390])
def test_the_coordinator_chooses_another_profile(come_in: ComeIn, cast: Cast, width: int) -> None:
    load_protocol(text_of("drie-fasen"), municipality=cast.oudeveen)
    filed(cast.sanne)
    screen = come_in(cast.omar, "/werkvoorraad/", width=width).follow("Hoe wij wegen")
    screen.meets("Hoe Oudeveen een signaal weegt").reads("Bronnenonderzoek", "Naar stap 2")
    screen.follow("Protocol kiezen").meets("Hoe wij wegen").reads("4 stappen · 8 criteria")
    screen.page.get_by_label("Waterdrecht: drie fasen").check()
    screen.fill("Hoeveel eigen oordelen zijn er minstens nodig? (niet verplicht)", "veel")
    screen.press("Deze keuze bewaren").meets("Hoe wij wegen").reads("Vul een getal in van 1 tot en met 20")
    screen.page.get_by_label("Hoeveel eigen oordelen").fill("2")
    screen.press("Deze keuze bewaren").meets("Hoe wij wegen").reads(
        "Bewaard.", "Waterdrecht: drie fasen (waterdrecht-1)"
    )
    assert Municipality.objects.get(slug="oudeveen").protocol_version == "waterdrecht-1"
    screen.open("/protocol/").meets("Hoe Oudeveen een signaal weegt").reads("Duiden", "Terug om opnieuw te wegen")
    screen.page.get_by_role("link", name="Modelprotocol model-1 loopt nog").click()
    screen.meets("Hoe Oudeveen een signaal weegt").reads("Nieuwe signalen volgen deze versie niet")


@pytest.mark.parametrize("width", [1280, 390])
def test_a_colleague_goes_through_the_picture_by_keyboard(come_in: ComeIn, cast: Cast, width: int) -> None:
    screen = come_in(cast.merve, "/protocol/", width=width).meets("Hoe Oudeveen een signaal weegt")
    tab_to(screen.page, "main a[href='#stap-3']")
    screen.page.keyboard.press("Enter")
    expect(screen.page.locator("#stap-3")).to_be_focused()
    expect(screen.page.locator("#stap-3")).to_be_in_viewport()


def test_on_a_phone_the_steps_are_folded_until_the_picture_opens_one(come_in: ComeIn, cast: Cast) -> None:
    screen = come_in(cast.merve, "/protocol/", width=390)
    criterion = screen.page.get_by_text("Levensgevaar")
    expect(criterion).to_be_hidden()
    screen.page.locator("main a[href='#stap-2']").click()
    expect(criterion).to_be_visible()


def test_without_javascript_it_is_all_there(come_in: ComeIn, cast: Cast) -> None:
    screen = come_in(cast.merve, "/protocol/", width=390, java_script_enabled=False)
    screen.reads("Stap 4. Aanpak", "Weging 3: hoe zwaar is het?", "Levensgevaar")


@pytest.mark.parametrize("width", [1280, 390])
def test_seven_phases_stay_readable(come_in: ComeIn, cast: Cast, width: int) -> None:
    cast.oudeveen.protocol_version = load_protocol(text_of("zeven-fasen"), municipality=cast.oudeveen).protocol.code
    cast.oudeveen.save()
    come_in(cast.merve, "/protocol/", width=width).meets("Hoe Oudeveen een signaal weegt").reads("Stap 7. Evaluatie")
