"""The keeper changes the matrix in place: by keyboard, on a phone, without scripts; it prints on one A3."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from network.actions.matrix import change_cell
from network.cast import Cast
from network.matrix import Cell, Content
from network.models import Responsibility
from network.models.matrix import Part
from network.rules.levels import Level
from tests.e2e.conftest import ComeIn
from tests.e2e.test_filing_walk import tab_to
from tests.network.matrix_form import VAS, stands

MATRIX = "/netwerk/matrix/"
TITLE = "Wie doet wat voor welk thema"
TO_GRID = "[data-grid] td > a"
THEME = "Malafide vastgoed en vastgoedfraude"
A3 = (1190.55, 841.89)  # points, on its side


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.getAttribute('href') || document.activeElement.id"))


def walk_to(page: Page, address: str) -> None:
    """With the arrow keys, from the first cell."""
    for key in ("ArrowDown", "ArrowRight"):
        for _step in range(60):
            theme, department = focused(page).split("/")[1:3]
            if (theme, department)[key == "ArrowRight"] == address.split("/")[1 + (key == "ArrowRight")]:
                break
            page.keyboard.press(key)
    assert focused(page) == address


def tab_until(page: Page, selector: str) -> None:
    for _step in range(60):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(selector)


def test_a_lead_is_chosen_with_the_keyboard_alone(come_in: ComeIn, cast: Cast) -> None:
    screen = come_in(cast.noor, MATRIX).meets(TITLE)
    page, keys = screen.page, screen.page.keyboard
    page.evaluate("window.stays = true")
    tab_to(page, TO_GRID)
    walk_to(page, "cel/T07/OOV/")
    expect(page.locator(":focus")).to_have_attribute("aria-label", re.compile(rf"{THEME}: Veiligheid.*adviseur"))

    keys.press("Enter")
    expect(page.locator("#cel-titel")).to_be_focused()
    tab_until(page, "#cel input[name=part]")
    for _key in range(2):
        keys.press("ArrowUp")
    screen.reads("Vastgoed & Grondzaken is nu trekker van dit thema.", "Die afdeling gaat door als uitvoerder.")
    screen.shuts_nobody_out()
    tab_until(page, "#cel button.nl-button--primary")
    keys.press("Enter")

    expect(page.locator("#live")).to_contain_text("Vastgoed & Grondzaken gaat door als uitvoerder.")
    expect(page.locator(":focus")).to_have_attribute("href", "cel/T07/OOV/")
    expect(page.locator('td > a[href="cel/T07/OOV/"]')).to_contain_text("T")
    expect(page.locator('td > a[href="cel/T07/VAS/"]')).to_contain_text("U")
    assert page.evaluate("window.stays"), "the page was loaded again"
    screen.shuts_nobody_out()


def test_escape_closes_a_cell_and_gives_the_focus_back(come_in: ComeIn, cast: Cast) -> None:
    page = come_in(cast.sanne, MATRIX).page
    tab_to(page, TO_GRID)
    here = focused(page)
    page.keyboard.press("Enter")
    expect(page.locator("#cel-titel")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#cel")).to_be_empty()
    assert focused(page) == here


def test_on_a_phone_one_theme_stands_there_as_a_list(come_in: ComeIn, cast: Cast) -> None:
    screen = come_in(cast.noor, f"{MATRIX}?thema=T07", width=390).meets(TITLE)
    page, keys = screen.page, screen.page.keyboard
    expect(page.locator("[data-grid]")).to_have_count(0)
    tab_to(page, '[data-lines] a[href="cel/T07/VAS/"]')
    keys.press("Enter")
    expect(page.locator("#cel-titel")).to_be_focused()
    screen.shuts_nobody_out()
    tab_until(page, "#cel input[name=part]")
    keys.press("ArrowDown")
    tab_until(page, "#cel button.nl-button--primary")
    keys.press("Enter")
    expect(page.locator('[data-lines] a[href="cel/T07/VAS/"]')).to_contain_text("uitvoerder")
    expect(page.locator('[data-lines] a[href="cel/T07/VAS/"]')).to_be_focused()
    screen.shuts_nobody_out()


def test_without_a_choice_a_phone_begins_with_the_first_theme(come_in: ComeIn, cast: Cast) -> None:
    screen = come_in(cast.sanne, MATRIX, width=390).meets(TITLE)
    expect(screen.page.locator("[data-grid]")).to_be_hidden()
    screen.reads("Hennepteelt", "trekker, tactisch")
    screen.page.get_by_role("link", name="Synthetische drugs").click()
    screen.reads("Synthetische drugs, opslag en dumping").meets(TITLE)


def test_the_second_keeper_sees_the_conflict_and_keeps_what_they_typed(come_in: ComeIn, cast: Cast) -> None:
    screen = come_in(cast.noor, MATRIX)
    page = screen.page
    page.locator('td > a[href="cel/T07/VAS/"]').click()
    page.get_by_label("Geïnformeerd", exact=True).check()
    _was_first(cast)
    screen.press("Bewaren").reads("Iemand was je voor.", "adviseur").shuts_nobody_out()
    expect(page.get_by_label("Geïnformeerd", exact=True)).to_be_checked()
    screen.press("Bewaren")
    expect(page.locator('td > a[href="cel/T07/VAS/"]')).to_contain_text("I")


def test_what_is_wrong_stands_at_its_place(come_in: ComeIn, cast: Cast) -> None:
    screen = come_in(cast.noor, MATRIX)
    screen.page.locator('td > a[href="cel/T07/VAS/"]').click()
    screen.page.locator("#cel").get_by_label("Jaar").first.fill("2020")
    screen.press("Bewaren").reads("Deze dag is geweest.").shuts_nobody_out()
    expect(screen.page.locator("[data-error-summary]")).to_be_focused()


def test_without_scripts_a_cell_is_a_page(come_in: ComeIn, cast: Cast) -> None:
    screen = come_in(cast.noor, MATRIX, java_script_enabled=False)
    screen.page.locator('td > a[href="cel/T07/VAS/"]').click()
    expect(screen.page.get_by_role("heading", level=1)).to_contain_text(THEME)
    screen.page.get_by_label("Adviseur", exact=True).check()
    screen.press("Bewaren").reads("is Vastgoed & Grondzaken adviseur")
    expect(screen.page.locator('td > a[href="cel/T07/VAS/"]')).to_contain_text("A")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_days_before_can_be_read(come_in: ComeIn, cast: Cast, width: int) -> None:
    _was_first(cast)
    screen = come_in(cast.sanne, "/netwerk/matrix/verloop/", width=width).reads("Was trekker, wordt adviseur")
    screen.meets("Wat er veranderde in de matrix")
    screen.open("/netwerk/matrix/op/?dag=2026-03-03&thema=T07").meets("De matrix op 3 maart 2026")
    screen.reads("Vastgoed & Grondzaken")
    screen.open("/netwerk/matrix/cel/T07/VAS/").meets(f"{THEME} · Vastgoed & Grondzaken")


@pytest.mark.parametrize("path", [MATRIX, f"{MATRIX}op/?dag=2026-03-03"])
def test_it_prints_on_one_sheet_of_a3(come_in: ComeIn, cast: Cast, path: str) -> None:
    screen = come_in(cast.noor, path)
    printed = screen.page.pdf(prefer_css_page_size=True)
    sheets = [tuple(map(float, size)) for size in re.findall(rb"/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]", printed)]
    assert [pytest.approx(A3, abs=1)] == sheets


def _was_first(cast: Cast) -> None:
    row: Responsibility | None = stands(cast)
    change_cell(
        by=cast.noor,
        municipality=cast.oudeveen,
        cell=Cell(cast.themes["T07"].pk, cast.department(VAS).pk, Level.TACTICAL),
        content=Content(Part.ADVISER),
        seen=row.pk if row else None,
    )
