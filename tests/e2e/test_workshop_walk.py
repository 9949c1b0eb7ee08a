"""A keeper opens a blind round, departments answer alone, and the table gets its agenda and one sheet of paper."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from network.actions.interests import ask_question, write_interest
from network.cast import Cast
from network.models import BlindRound, Interest
from network.models.matrix import Part
from tests.e2e.conftest import ComeIn, Screen
from tests.e2e.test_filing_walk import tab_to
from tests.network.workshop import THEME, fill_in
from tests.signals.filing_form import signed_in

SHEET = f"/netwerk/thema/{THEME}/"
#: A3 lying down, in points; Chromium rounds.
A3 = (1191, 842)


@pytest.mark.parametrize("width", [1280, 390])
def test_the_walk_of_a_workshop(come_in: ComeIn, cast: Cast, width: int) -> None:
    theme = cast.themes[THEME].name
    noor = come_in(cast.noor, SHEET, width=width).meets(theme)
    noor.follow("Blinde ronde openen").meets("Blinde ronde openen")
    noor.press("Ronde openen").reads("De ronde is open.", "nog niet").meets(theme)

    dirk = come_in(cast.dirk, "/netwerk/blinde-matrix/", width=width).meets("Blinde matrix")
    _own(dirk.follow(theme), "Invullen").meets(theme)
    dirk.page.get_by_label("Vastgoed & Grondzaken").select_option("lead")
    dirk.page.get_by_label("Veiligheid (Openbare Orde & Veiligheid)").select_option("lead")
    dirk.press("Ons antwoord bewaren").reads("Kies één trekker").shuts_nobody_out()
    dirk.page.get_by_label("Veiligheid (Openbare Orde & Veiligheid)").select_option("adviser")
    dirk.page.get_by_label("Bijzondere wetten & Bibob").select_option("niets")
    dirk.fill("Waarom denk je dat?", "Wij zien de akte als eerste.")
    dirk.press("Ons antwoord bewaren").reads("Jullie antwoord is bewaard.").meets(theme)

    fill_in(signed_in(cast.yusuf), cast, BlindRound.objects.get(), "BIJ", {"OOV": Part.LEAD})
    noor.page.reload()
    noor.reads("antwoord gegeven").reads_nothing_of("akte")
    noor.press("Ronde nu sluiten").reads("Agenda", "Wij zien de akte als eerste.").meets(theme)
    noor.follow("Themablad").reads("Waar we verschillen", "Bijzondere wetten").meets(theme)


def test_the_answer_is_given_with_the_keyboard_alone(come_in: ComeIn, cast: Cast) -> None:
    signed_in(cast.noor).post(
        "/netwerk/blinde-matrix/nieuw/",
        {"theme": THEME, "asked": "all", "closes_on_day": "31", "closes_on_month": "12", "closes_on_year": "2026"},
    )
    found = BlindRound.objects.get()
    screen = come_in(cast.dirk, f"/netwerk/blinde-matrix/{found.uuid}/VAS/")
    page, keys = screen.page, screen.page.keyboard
    tab_to(page, f"#id_part_{cast.department('VAS').pk}")
    keys.type("trekker")
    tab_to(page, "#id_why")
    keys.type("Wij verkopen het.")
    tab_to(page, "main form button")
    keys.press("Enter")
    screen.reads("Jullie antwoord is bewaard.")
    assert found.answers.get().parts == {str(cast.department("VAS").pk): "lead"}


@pytest.mark.parametrize("width", [1280, 390])
def test_a_department_says_what_is_at_stake_and_the_table_asks(come_in: ComeIn, cast: Cast, width: int) -> None:
    screen = come_in(cast.dirk, SHEET, width=width)
    _own(screen, "Schrijf jullie zin").meets("Vastgoed & Grondzaken")
    screen.fill("Wat staat er voor jullie op het spel bij dit thema?", "x" * 501)
    screen.press("Bewaar dit").reads("Gebruik hoogstens 500 tekens").shuts_nobody_out()
    screen.fill("Wat staat er voor jullie op het spel bij dit thema?", "Wij willen aan goede kopers verkopen.")
    screen.press("Bewaar dit").reads("Wij willen aan goede kopers verkopen.").meets(cast.themes[THEME].name)
    screen.follow("Stel een vraag").meets("Stel een vraag")
    screen.fill("Wat weten we nog niet?", "Wie belt de notaris?")
    screen.press("Vraag stellen").reads("Wie belt de notaris?")
    _own(screen, "Antwoord").meets("Een vraag beantwoorden")
    screen.fill("Wat is het antwoord?", "Wij bellen zelf.")
    screen.press("Antwoord").reads("Wij bellen zelf.").meets(cast.themes[THEME].name)


def _own(screen: Screen, begins: str) -> Screen:
    """The link with these first words; what it is about follows for who cannot see where it stands."""
    screen.page.get_by_role("main").get_by_role("link", name=re.compile(f"^{begins}")).click()
    return screen


def _full(cast: Cast) -> None:
    """Every party said something long, and the table asked much."""
    theme, place = cast.themes[THEME], cast.oudeveen
    sentence = ("Wij willen weten wie er koopt, en waarom, en met welk geld. " * 9)[:500]
    for department in place.departments.filter(responsibilities__theme=theme).distinct():
        Interest.objects.create(municipality=place, theme=theme, department=department, sentence=sentence, by=cast.noor)
    for number in range(8):
        text = f"Vraag {number}: " + "wie belt de notaris als de koper zwijgt? " * 8
        ask_question(by=cast.noor, municipality=place, theme=theme, text=text, asked_of=None)


@pytest.mark.parametrize("is_full", [False, True])
def test_the_sheet_is_one_a3_on_paper(come_in: ComeIn, cast: Cast, is_full: bool) -> None:
    if is_full:
        _full(cast)
    else:
        write_interest(
            by=cast.dirk, municipality=cast.oudeveen, theme=cast.themes[THEME], party=cast.department("VAS"),
            sentence="Wij willen aan goede kopers verkopen.", seen=0,
        )  # fmt: skip
    page = come_in(cast.dirk, SHEET).page
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    paper = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", paper)) == 1
    boxes = re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", paper)
    assert {tuple(round(float(side)) for side in box) for box in boxes} == {A3}


def test_without_javascript_a_round_is_opened_and_answered(cast: Cast, come_in: ComeIn) -> None:
    noor = come_in(cast.noor, f"/netwerk/blinde-matrix/nieuw/?thema={THEME}", java_script_enabled=False)
    noor.press("Ronde openen").reads("De ronde is open.")
    dirk = come_in(cast.dirk, "/netwerk/blinde-matrix/", java_script_enabled=False)
    _own(dirk.follow(cast.themes[THEME].name), "Invullen")
    dirk.press("Ons antwoord bewaren").reads("Jullie antwoord is bewaard.")
