"""An application manager sends themselves a test mail and types its code back, on a phone too and without scripts."""

from __future__ import annotations

import re

import pytest

from hkin.machine.fingerprints import index_fingerprint, ring_fingerprint
from hkin.machine.proofs import KEYS_WRITTEN_DOWN, MAIL_ARRIVED, proven
from network.cast import Cast
from tests.e2e.conftest import ComeIn
from tests.outbox.mail_server import MailServer


@pytest.mark.parametrize(("width", "scripts"), [(1280, True), (390, True), (390, False)])
def test_the_walk_of_who_looks_after_the_machine(
    come_in: ComeIn, cast: Cast, mail_server: MailServer, width: int, scripts: bool
) -> None:
    screen = come_in(cast.tom, "/beheer/machine/", width=width, java_script_enabled=scripts)
    screen.reads("Dit moet je nog doen", "Niemand liet nog zien dat mail aankomt.")
    if scripts:
        screen.meets("De machine")

    screen.press("Stuur mij een proefmail").reads("oudeveen.example")
    code = re.search(r"\b\d{6}\b", mail_server.messages()[-1].get_content())[0]
    screen.fill("Code uit de proefmail", "nee").press("Deze code staat in de mail")
    screen.reads("Dit is niet de code van een mail van vandaag.")
    if scripts:
        screen.shuts_nobody_out()
    screen.fill("Code uit de proefmail", code).press("Deze code staat in de mail").reads("Bedankt.")
    assert proven(MAIL_ARRIVED).by_name == cast.tom.name

    screen.reads_nothing_of(ring_fingerprint(), index_fingerprint())
    screen.fill("Vingerafdruk van de zegelsleutels", ring_fingerprint())
    screen.fill("Vingerafdruk van de indexsleutel", index_fingerprint()).press("Dit staat op papier").reads("Bedankt.")
    assert proven(KEYS_WRITTEN_DOWN).by_name == cast.tom.name


def test_the_page_can_be_used_by_keyboard_alone(come_in: ComeIn, cast: Cast, mail_server: MailServer) -> None:
    page = come_in(cast.tom, "/beheer/machine/").page
    for _press in range(60):
        page.keyboard.press("Tab")
        if "Stuur mij een proefmail" in page.evaluate("document.activeElement.textContent"):
            break
    page.keyboard.press("Enter")
    page.get_by_label("Code uit de proefmail").wait_for()
    assert mail_server.addressees() == [cast.tom.email]
