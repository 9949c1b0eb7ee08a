"""Without a mouse the coordinator finds a signal in the queue, takes it up and writes a note."""

from playwright.sync_api import expect

from network.cast import Cast
from tests.e2e.conftest import ComeIn
from tests.e2e.test_filing_walk import tab_to
from tests.signals.life import filed

PREMISES = "Malafide vastgoed en vastgoedfraude"


def test_the_queue_and_taking_up_with_the_keyboard_alone(come_in: ComeIn, cast: Cast) -> None:
    filed(cast.sanne)
    filed(cast.sanne, themes=[cast.themes["T07"]])
    screen = come_in(cast.omar, "/werkvoorraad/").reads("2 signalen")
    page, keys = screen.page, screen.page.keyboard

    tab_to(page, "#id_q")
    keys.type("bestelbusjes")
    tab_to(page, "#id_theme")
    keys.type("Malafide vastgoed")
    keys.press("Enter")
    tab_to(page, ".hkin-filter button")
    keys.press("Enter")
    screen.reads("1 signaal")
    tab_to(page, "a.hkin-table__title")
    keys.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(PREMISES)

    tab_to(page, ".hkin-next button")
    keys.press("Enter")
    screen.reads("Dit signaal is nu van jou.")
    tab_to(page, "#note > summary")
    keys.press("Enter")
    tab_to(page, "#note textarea")
    keys.type("De brandweer kent deze loods.")
    tab_to(page, "#note button")
    keys.press("Enter")
    screen.reads("Je notitie is bewaard.", "De brandweer kent deze loods.")
