"""The top of every page keeps to the screen: on a tablet, with large text, and in colours that the reader chose."""

import pytest
from playwright.sync_api import expect

from network.cast import Cast
from tests.e2e.conftest import LARGE, SIDEWAYS, ComeIn


@pytest.mark.parametrize(("width", "text"), [(768, ""), (1280, LARGE)])
def test_the_header_keeps_to_the_screen(come_in: ComeIn, cast: Cast, width: int, text: str) -> None:
    screen = come_in(cast.fatma, "/berichten/", width=width)
    if text:
        screen.page.evaluate(text)
    expect(screen.page.get_by_role("button", name="Uitloggen").first).to_be_in_viewport()
    assert screen.page.evaluate(SIDEWAYS) <= 0


def test_where_you_are_is_seen_in_colours_of_your_own(come_in: ComeIn, cast: Cast) -> None:
    screen = come_in(cast.fatma, "/berichten/")
    screen.page.emulate_media(forced_colors="active")
    lines = screen.page.locator(".hkin-nav--wide .hkin-nav__link").evaluate_all(
        "links => links.map(link => [link.hasAttribute('aria-current'), getComputedStyle(link).borderBlockEndColor])"
    )
    here = {colour for is_here, colour in lines if is_here}
    elsewhere = {colour for is_here, colour in lines if not is_here}
    assert len(here) == len(elsewhere) == 1
    assert here != elsewhere
