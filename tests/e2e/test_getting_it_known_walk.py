"""The coordinator makes it known, a colleague says what does not work well, and the manager reads that."""

import pytest

from network.cast import Cast
from tests.e2e.conftest import ComeIn


@pytest.mark.parametrize("width", [1280, 390])
def test_the_walk_of_getting_it_known(come_in: ComeIn, cast: Cast, width: int) -> None:
    screen = come_in(cast.omar, "/inrichten/oudeveen/bekend/", width=width).meets("Bekend maken").shuts_nobody_out()
    with screen.page.expect_download() as started:
        screen.page.get_by_role("link", name="Download de affiche (PDF)").click()
    assert started.value.suggested_filename == "affiche-oudeveen.pdf"
    screen.follow("Schrijf je eigen woorden").press("Bewaar dit").shuts_nobody_out()
    screen.fill("Wat is ondermijning bij ons?", "Schuren die niet van de boer zijn.")
    screen.press("Bewaar dit").reads("Schuren die niet van de boer zijn.").shuts_nobody_out()

    colleague = come_in(cast.sanne, "/wat-is-ondermijning/", width=width).reads("Schuren die niet van de boer zijn.")
    colleague.shuts_nobody_out()
    colleague.page.get_by_role("contentinfo").get_by_role("link", name="Werkt dit niet handig?").click()
    colleague.meets("Werkt dit niet handig?").press("Versturen").shuts_nobody_out()
    colleague.fill("Wat werkt er niet handig?", "De letters zijn klein.").press("Versturen")
    colleague.reads("De beheerder van HKIN leest het.")

    manager = come_in(cast.tom, "/beheer/opmerkingen/", width=width).reads(
        "De letters zijn klein.", "network:definition"
    )
    manager.reads_nothing_of("Sanne").shuts_nobody_out()
    manager.page.get_by_role("button", name="Klaar").click()
    manager.reads("Niemand zei iets").shuts_nobody_out()
