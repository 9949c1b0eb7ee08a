"""A colleague finds the card of a department and prints it: one sheet, of the size that was chosen."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from network.cast import Cast
from tests.e2e.conftest import ComeIn

#: Points: a 72nd of an inch.
SIZES = {"Op A5": (420, 595), "Op A4": (595, 842)}


@pytest.mark.parametrize("width", [1280, 390])
def test_the_walk_to_a_card(come_in: ComeIn, cast: Cast, width: int) -> None:
    screen = come_in(cast.sanne, "/netwerk/", width=width)
    screen.page.get_by_role("link", name=re.compile("Waar let jij op.*Publieksplein")).click()
    screen.reads("Publieksplein / Burgerzaken", "Karin Postma").meets("Waar let jij op?")
    screen.follow("Op A4").meets("Waar let jij op?")


@pytest.mark.parametrize(("choice", "size"), SIZES.items())
def test_it_comes_on_one_sheet(come_in: ComeIn, cast: Cast, choice: str, size: tuple[int, int]) -> None:
    screen = come_in(cast.sanne, "/afdelingskaart/PUB/").follow(choice)
    expect(screen.page.get_by_role("link", name=choice, exact=True)).to_have_attribute("aria-current", "page")
    screen.page.wait_for_load_state()
    printed = screen.page.pdf(prefer_css_page_size=True)
    sheets = re.findall(rb"/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]", printed)
    assert [(round(float(wide)), round(float(high))) for wide, high in sheets] == [size]
