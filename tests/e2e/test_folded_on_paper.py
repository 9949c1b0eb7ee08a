"""What is folded on the screen is read on paper; a form that nobody opened stays away."""

from playwright.sync_api import expect

from network.cast import Cast
from signals.rules.reference import shown
from tests.e2e.conftest import ComeIn
from tests.signals.calibrating import address, scored
from tests.signals.life import filed, taken_up

ALIKE = {"bea": 1, "kees": 1, "joris": 1}


def test_a_protocol_folded_on_a_phone_is_printed_whole(come_in: ComeIn, cast: Cast) -> None:
    page = come_in(cast.merve, "/protocol/", width=390).page
    criterion = page.get_by_text("Levensgevaar")
    expect(criterion).to_be_hidden()
    page.emulate_media(media="print")
    expect(criterion).to_be_visible()


def test_a_table_folded_in_a_folded_criterion_is_printed(come_in: ComeIn, cast: Cast) -> None:
    page = come_in(cast.bea, address("", scored(cast, ALIKE))).page
    table = page.locator("main details details table").first
    expect(table).to_be_hidden()
    page.emulate_media(media="print")
    expect(table).to_be_visible()


def test_the_forms_of_a_signal_stay_folded(come_in: ComeIn, cast: Cast) -> None:
    signal = taken_up(filed(cast.sanne), cast.omar)
    page = come_in(cast.omar, f"/werkvoorraad/{shown(signal.reference)}/").page
    ending, form = page.locator(".hkin-standing .hkin-outcomes").last, page.locator(".hkin-move form").first
    page.emulate_media(media="print")
    expect(ending).to_be_visible()
    expect(form).to_be_hidden()
