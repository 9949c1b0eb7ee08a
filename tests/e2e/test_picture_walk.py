"""Somebody sees who works with whom: in a picture by mouse or keyboard, and in the table that says the same."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from network.cast import Cast
from network.models import Department
from tests.e2e.conftest import ComeIn, Screen
from tests.e2e.test_filing_walk import tab_to
from tests.network.large_network import thousand_boxes

PICTURE = "/netwerk/beeld/"
CANVAS = "[data-picture-canvas]"
#: On a machine that does much else beside; what it really takes stands in docs/measurements.md.
SECONDS_ALLOWED = 10
#: In thirty frames on end; the boxes, not the pixels: those are drawn sharper later.
WHERE_THE_BOXES_STAND = """async () => {
    const boxes = document.querySelector("[data-picture-canvas]")._cyreg.cy.nodes();
    const seen = new Set();
    for (let frame = 0; frame < 30; frame += 1) {
        seen.add(JSON.stringify(boxes.map((box) => box.renderedPosition())));
        await new Promise((next) => requestAnimationFrame(next));
    }
    return [...seen];
}"""


def drawn(page: Page) -> None:
    expect(page.locator(CANVAS)).to_have_attribute("data-nodes", re.compile(r"^\d+$"), timeout=20_000)


def now(page: Page) -> str:
    return page.locator("[data-picture-now]").inner_text()


def test_the_picture_stands_above_its_table_on_a_wide_screen(come_in: ComeIn, cast: Cast) -> None:
    screen = come_in(cast.noor, PICTURE)
    drawn(screen.page)
    screen.reads("Vakantieparken en recreatie", "geen trekker", "Hetzelfde in een tabel")
    screen.meets("Het netwerk in beeld")
    expect(screen.page.get_by_text("heeft JavaScript nodig")).to_be_hidden()


def test_on_a_phone_the_table_comes_first_and_the_picture_is_a_button_away(come_in: ComeIn, cast: Cast) -> None:
    screen = come_in(cast.noor, PICTURE, width=390).meets("Het netwerk in beeld")
    expect(screen.page.locator(CANVAS)).to_be_hidden()
    screen.press("Tekening laten zien")
    drawn(screen.page)
    screen.shuts_nobody_out()
    screen.press("Tekening laten zien")
    expect(screen.page.locator(CANVAS)).to_be_hidden()


def test_a_filter_narrows_the_picture_and_the_table(come_in: ComeIn, cast: Cast) -> None:
    screen = come_in(cast.noor, PICTURE)
    screen.page.get_by_label("Thema", exact=True).select_option("T07")
    screen.press("Laat zien")
    drawn(screen.page)
    screen.reads("Vastgoed & Grondzaken").reads_nothing_of("Wijkteam, gebied")
    assert int(screen.page.locator(CANVAS).get_attribute("data-nodes") or 0) < 60
    screen.shuts_nobody_out()


def test_the_keyboard_alone_goes_from_a_theme_to_its_page(come_in: ComeIn, cast: Cast) -> None:
    screen = come_in(cast.noor, f"{PICTURE}?thema=T07")
    page, keys = screen.page, screen.page.keyboard
    drawn(page)
    tab_to(page, CANVAS)
    seen = set()
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight"):
        keys.press(key)
        seen.add(now(page).split(" ", 1)[0])
        if now(page).startswith("thema"):
            break
    assert {"persoon", "thema"} <= seen
    expect(page.get_by_role("link", name="Open de pagina: Malafide")).to_be_visible()
    screen.shuts_nobody_out()
    keys.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(cast.themes["T07"].name)


def test_who_is_alone_is_reached_by_the_arrows_too(come_in: ComeIn, cast: Cast) -> None:
    Department.objects.create(municipality=cast.oudeveen, code="AAA", name="Aardwarmte")
    screen = come_in(cast.noor, PICTURE)
    page, keys = screen.page, screen.page.keyboard
    drawn(page)
    tab_to(page, CANVAS)
    reached = []
    keys.press("ArrowRight")
    for _column in range(6):
        reached.append(now(page))
        keys.press("ArrowRight")
        if now(page).startswith("afdeling"):
            break
    for _row in range(40):
        reached.append(now(page))
        if "Aardwarmte" in now(page):
            break
        keys.press("ArrowUp")
    assert any("Aardwarmte (los)" in one for one in reached), reached


def test_without_javascript_the_table_alone_is_there(come_in: ComeIn, cast: Cast) -> None:
    screen = come_in(cast.noor, PICTURE, java_script_enabled=False)
    screen.reads("De tekening heeft JavaScript nodig", "Inkoop & aanbesteding")
    expect(screen.page.locator(CANVAS)).to_be_hidden()
    screen.page.get_by_role("link", name="Volgende").click()
    screen.reads("Hetzelfde in een tabel")


@pytest.mark.parametrize("reduced", ["reduce", "no-preference"])
def test_nothing_moves_by_itself(come_in: ComeIn, cast: Cast, reduced: str) -> None:
    screen = come_in(cast.noor, PICTURE, reduced_motion=reduced)
    drawn(screen.page)
    assert len(screen.page.evaluate(WHERE_THE_BOXES_STAND)) == 1


def test_a_thousand_boxes_are_drawn_and_stay_fluid(come_in: ComeIn, cast: Cast) -> None:
    thousand_boxes(cast.oudeveen, timezone.localdate() - timedelta(days=30))
    screen: Screen = come_in(cast.noor, PICTURE)
    page = screen.page
    drawn(page)
    canvas = page.locator(CANVAS)
    assert int(canvas.get_attribute("data-nodes") or 0) > 1000
    drawn_in = int(canvas.get_attribute("data-drawn-in") or 0)
    frames = page.evaluate(
        """async () => {
            const canvas = document.querySelector("[data-picture-canvas]");
            canvas.focus();
            const step = () => new Promise((next) => requestAnimationFrame(next));
            const begun = performance.now();
            for (let at = 0; at < 20; at += 1) {
                const key = at % 2 ? "ArrowDown" : "ArrowUp";
                canvas.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
                await step();
            }
            return (performance.now() - begun) / 20;
        }"""
    )
    print(f"drawn in {drawn_in} ms, {frames:.0f} ms a step")  # noqa: T201 (read with -s for docs/measurements.md)
    assert drawn_in < SECONDS_ALLOWED * 1000
    assert frames < 1000
    screen.shuts_nobody_out()
