"""Omar asks his team for scores, bea and joris weigh each on their own, and then all of them read where they differ."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from network.cast import Cast
from signals.models import ScoreSheet, Signal
from signals.protocols import protocol_of
from signals.rules.protocol import TaskKind
from signals.rules.reference import shown
from tests.e2e.conftest import ComeIn, Screen
from tests.signals.life import filed
from tests.signals.weighing import asked_again, ready_to_score, scored, scoring_asked

MOST_KEYS = 60


@pytest.fixture
def signal(cast: Cast) -> Signal:
    """Of Oudeveen, where two scores are enough today."""
    cast.oudeveen.minimum_scores = 2
    cast.oudeveen.save()
    return Signal.objects.get(pk=ready_to_score(filed(cast.sanne, themes=[cast.themes["T07"]]), cast).pk)


def weigh(screen: Screen, level: str, *, severity: str) -> None:
    for group in screen.page.get_by_role("radiogroup").all():
        legend = group.locator("legend").inner_text()
        if legend.startswith("Wat zou je doen"):
            group.get_by_label("Naar bronnenonderzoek").check()
        else:
            chosen = severity if legend.startswith("Ernst") else level
            group.locator(f'input[value="{chosen}"]').check()


@pytest.mark.parametrize("width", [1280, 390])
def test_the_walk_of_a_team_that_weighs(come_in: ComeIn, cast: Cast, signal: Signal, width: int) -> None:
    page = f"/werkvoorraad/{shown(signal.reference)}/oordelen/"
    omar = come_in(cast.omar, page, width=width).meets("Eigen oordelen").reads("Vraag om oordelen")
    for name in ("Bea Schouten", "Joris Blok"):
        expect(omar.page.get_by_label(name)).to_be_checked()
    for name in ("Kees van Rooij", "Omar de Vries", "Wil Huisman", "Joris Blok"):
        omar.page.get_by_label(name).uncheck()
    omar.press("Vraag deze collega’s").reads("Vraag minstens 2 collega’s").shuts_nobody_out()
    omar.page.get_by_label("Joris Blok").check()
    omar.press("Vraag deze collega’s").reads("Je collega’s zijn gevraagd", "Wie is gevraagd", "nog niet")
    omar.shuts_nobody_out()

    bea = come_in(cast.bea, width=width).reads("Te wegen")
    bea.page.get_by_role("main").locator('a[href^="/oordelen/"]').click()
    bea.meets("Geef je oordeel").reads("Industrieweg 12", "Malafide vastgoed", "Levensgevaar")
    weigh(bea, "2", severity="unknown")
    bea.page.locator('input[name="advice"]:checked').evaluate("one => { one.checked = false }")
    bea.press("Geef mijn oordeel").reads("Kies wat je zou doen").shuts_nobody_out()
    weigh(bea, "2", severity="3")
    bea.page.locator("summary", has_text="Schrijf waarom").nth(3).click()
    bea.fill("Waarom dit oordeel bij ‘Ernst: het gevolg als het waar is’?", "Er slapen mensen.")
    bea.press("Geef mijn oordeel").reads("Je oordeel is binnen.").meets("Jouw oordeel").reads("Er slapen mensen.")

    joris = come_in(cast.joris, page, width=width).reads_nothing_of("Bea Schouten", "Er slapen mensen.")
    joris.follow("Geef je oordeel").meets("Geef je oordeel")
    weigh(joris, "2", severity="0")
    joris.press("Geef mijn oordeel").reads("Je oordeel is binnen.").reads_nothing_of("Er slapen mensen.")

    omar.open(page).reads("Iedereen gaf een oordeel.").reads_nothing_of("Er slapen mensen.").shuts_nobody_out()
    omar.press("Zet de oordelen naast elkaar").reads("De oordelen staan nu naast elkaar.")
    omar.reads("2 oordelen, minimum 2", "Van 0 tot 3", "gesprekspunt", "Er slapen mensen.", "Joris Blok")
    omar.page.locator(".hkin-scores__who > summary").click()
    omar.shuts_nobody_out()
    joris.open(page).reads("Er slapen mensen.", "Bea Schouten").shuts_nobody_out()


def press(page: Page, key: str, counted: list[str]) -> None:
    page.keyboard.press(key)
    counted.append(key)


def test_weighing_one_signal_by_keyboard_alone_takes_few_presses(come_in: ComeIn, cast: Cast, signal: Signal) -> None:
    """From the start page to a score that is in: every criterion of the definition, heavy and light by turns."""
    round_ = asked_again(signal, cast, cast.bea, cast.joris)
    task = protocol_of(signal).first_of(TaskKind.SCORES)
    assert task is not None
    page = come_in(cast.bea, f"/oordelen/{shown(round_.sheets.get(scorer=cast.bea).reference)}/").page
    counted: list[str] = []
    press(page, "Tab", counted)  # to the content
    press(page, "Enter", counted)
    for number, criterion in enumerate(task.criteria):
        to(page, f"level_{criterion.code}", counted)
        choose(page, number % 4, counted)
    to(page, "advice", counted)
    press(page, "ArrowUp", counted)  # the last: no advice yet
    while not page.evaluate("document.activeElement.matches('.hkin-scores button')"):
        press(page, "Tab", counted)
    press(page, "Enter", counted)
    expect(page.get_by_role("main")).to_contain_text("Je oordeel is binnen.")
    given = ScoreSheet.objects.get(scorer=cast.bea)
    assert given.given_at is not None
    assert len(counted) < MOST_KEYS, counted


def to(page: Page, name: str, counted: list[str]) -> None:
    """With Tab to the first choice of this group."""
    while not page.evaluate("name => document.activeElement.name === name", name):
        press(page, "Tab", counted)
        assert len(counted) < MOST_KEYS, f"{name} is never reached"


def choose(page: Page, level: int, counted: list[str]) -> None:
    """Space for the first; else the arrows, down or round the top, whichever is nearer."""
    if level == 0:
        press(page, "Space", counted)
    for _turn in range(min(level, 5 - level)):
        press(page, "ArrowDown" if level <= 2 else "ArrowUp", counted)


def test_a_partner_weighs_without_the_rest_of_the_signal(come_in: ComeIn, cast: Cast, signal: Signal) -> None:
    cast.oudeveen.scoring_partner = cast.veenwijk
    cast.oudeveen.save()
    round_ = scoring_asked(Signal.objects.get(pk=filed(cast.sanne).pk), cast, cast.bea, cast.jelle)
    scored(round_, cast.bea, 3)
    jelle = come_in(cast.jelle, width=390).reads("Te wegen", "Oudeveen")
    jelle.page.get_by_role("main").locator('a[href^="/oordelen/"]').click()
    jelle.meets("Geef je oordeel").reads("Industrieweg 12").reads_nothing_of("Sanne Kuipers", "Bea Schouten")
    weigh(jelle, "1", severity="1")
    jelle.press("Geef mijn oordeel").reads("Je oordeel is binnen.").shuts_nobody_out()
