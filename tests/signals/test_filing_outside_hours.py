"""On a Saturday night the form says before sending that nobody reads, until when, and who can be called."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from network.cast import Cast
from network.models import Team
from network.reading_times import saturday_sentences
from tests.signals.filing_form import NEW, filed, post, signed_in

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
SATURDAY_NIGHT = datetime(2026, 11, 28, 23, 0, tzinfo=AMSTERDAM)
NO_ALARM = "Dit formulier is geen alarm. We lezen het pas maandag 30 november om 8.30 uur."


@pytest.fixture(autouse=True)
def on_saturday_night() -> Iterator[None]:
    with time_machine.travel(SATURDAY_NIGHT, tick=False):
        yield


@pytest.fixture
def on_call(cast: Cast) -> None:
    Team.objects.filter(municipality=cast.oudeveen, kind="integral").update(
        on_call_name="de piketdienst", on_call_phone="06-12345678"
    )
    Team.objects.filter(municipality=cast.oudeveen, kind="staff_safety").update(
        on_call_name="de beveiliging", on_call_phone="06-87654321"
    )


def form(cast: Cast) -> str:
    page: str = signed_in(cast.sanne).get(NEW).content.decode()
    return page


def receipt(cast: Cast, **answers: str) -> str:
    signal = filed(cast.sanne, **answers)
    page: str = signed_in(cast.sanne).get(f"/signalen/{signal.reference}/ontvangst/").content.decode()
    return page


def test_the_form_says_so_above_the_button(cast: Cast) -> None:
    page = form(cast)
    notice = page.index('class="hkin-alert hkin-alert--warning hkin-outside"')
    assert NO_ALARM in page[notice : page.index('name="send"')]


def test_the_form_says_it_again_after_something_was_wrong(cast: Cast) -> None:
    assert "hkin-outside" in post(cast.sanne, text="kort").content.decode()


@pytest.mark.usefixtures("on_call")
def test_the_form_names_who_can_be_called(cast: Cast) -> None:
    page = form(cast)
    danger, notice = page.index("hkin-danger"), page.index("hkin-outside")
    assert "Bel de piketdienst" in page[danger:notice]
    assert "Bel de piketdienst" in page[notice:]


def test_without_anybody_on_call_no_number_is_named(cast: Cast) -> None:
    assert "Kan het niet wachten" not in form(cast)


@pytest.mark.usefixtures("on_call")
def test_a_threat_names_the_hours_and_the_phone_of_staff_safety(cast: Cast) -> None:
    page = form(cast)
    assert "Zij lezen het pas maandag 30 november om 8.00 uur. Kan het niet wachten? Bel de beveiliging" in page


def test_a_victim_is_read_about_in_office_hours(cast: Cast) -> None:
    page = form(cast)
    officers = page[page.index("De aandachtsfunctionaris") :]
    assert "Zij lezen het pas maandag 30 november om 9.00 uur." in officers[:400]


def test_while_the_team_reads_the_form_says_nothing_of_waiting(cast: Cast) -> None:
    with time_machine.travel(datetime(2026, 11, 30, 10, 0, tzinfo=AMSTERDAM), tick=False):
        page = form(cast)
    assert "hkin-outside" not in page
    assert "pas maandag" not in page


@pytest.mark.usefixtures("on_call")
def test_the_receipt_names_who_can_be_called(cast: Cast) -> None:
    assert "We lezen weer maandag 30 november om 8.30 uur. Kan het niet wachten? Bel de piketdienst" in receipt(cast)


@pytest.mark.usefixtures("on_call")
def test_the_receipt_of_danger_says_it_beside_112(cast: Cast) -> None:
    page = receipt(cast, safety="danger")
    assert NO_ALARM in page
    assert page.count("Bel de piketdienst") == 1


@pytest.mark.usefixtures("on_call")
def test_the_receipt_of_a_signal_for_others_names_no_phone_of_the_team(cast: Cast) -> None:
    assert "piketdienst" not in receipt(cast, safety="victim")


def test_talking_first_says_when_the_team_is_there(cast: Cast) -> None:
    page = signed_in(cast.sanne).get("/overleg/").content.decode()
    assert "Het team is er weer maandag 30 november om 8.30 uur." in page


def test_the_form_says_what_the_settings_showed(cast: Cast) -> None:
    [sentence, _safety] = saturday_sentences(list(Team.objects.filter(municipality=cast.oudeveen).order_by("pk")))
    assert f"We lezen het pas {sentence.outside.opens}." in form(cast)
