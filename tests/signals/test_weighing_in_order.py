"""What was answered before the sources were, or was answered otherwise, opens no way: it is asked again first."""

import pytest

from network.cast import Cast
from signals.models import Signal
from signals.models.research import Found
from signals.protocols import facts_of
from signals.rules.lifecycle import Outcome, Status
from tests.signals.life import filed, taken_up
from tests.signals.meeting_life import begun, item_of
from tests.signals.researching import answered, in_research, questioned
from tests.signals.team import page_of, signed_in, words_of
from tests.signals.test_meetings_live import now
from tests.signals.test_weighing_by_questions import OURS, answer, page
from tests.signals.test_weighing_ways_out import at, take

ENOUGH = {"verdict": "yes", "q_why": "De treffer klopt met wat de melder zag."}
SOURCES, WEIGHING = "Treffer of geen treffer", "Weging 4: bevestigen de treffers het genoeg?"


@pytest.fixture
def signal(cast: Cast) -> Signal:
    return in_research(cast)


def ahead_is_open(cast: Cast, signal: Signal) -> bool:
    return at(signal, "to_approach") in page_of(cast.omar, signal)


def test_before_a_source_answered_nobody_weighs_what_it_said(cast: Cast, signal: Signal) -> None:
    row = questioned(signal, cast)
    shown = words_of(signed_in(cast.omar).get(page(signal, "weighing-4")))
    assert f"Nog niet klaar: {SOURCES}." in shown
    assert 'name="verdict"' not in shown
    signal.refresh_from_db()
    typed = {"version": signal.version, "key": "", **ENOUGH}
    refused = signed_in(cast.omar).post(page(signal, "weighing-4"), typed)
    assert refused.status_code == 409
    assert ENOUGH["q_why"] in words_of(refused)
    assert "weighing-4" not in facts_of(signal)
    answered(row, cast.jasper)
    assert answer(cast.omar, signal, "weighing-4", **ENOUGH).status_code == 302


def test_the_panel_leads_there_only_when_it_can_be_answered(cast: Cast, signal: Signal) -> None:
    row = questioned(signal, cast)
    assert page(signal, "weighing-4") not in page_of(cast.omar, signal)
    answered(row, cast.jasper)
    assert page(signal, "weighing-4") in page_of(cast.omar, signal)


def test_a_source_that_answers_later_asks_the_weighing_again(cast: Cast, signal: Signal) -> None:
    answered(questioned(signal, cast), cast.jasper)
    answer(cast.omar, signal, "weighing-4", **ENOUGH)
    assert ahead_is_open(cast, signal)
    later = questioned(signal, cast, "Uitkeringen")
    assert facts_of(signal)["weighing-4"] == "waiting"
    answered(later, cast.hassan, Found.NO_HIT)
    assert not ahead_is_open(cast, signal)
    assert f"Nog niet klaar: {WEIGHING}" in page_of(cast.omar, signal)
    assert take(cast.omar, signal, "to_approach").status_code == 409
    answer(cast.omar, signal, "weighing-4", **ENOUGH)
    assert ahead_is_open(cast, signal)


def test_an_end_does_not_wipe_out_what_was_answered_otherwise(cast: Cast) -> None:
    signal = taken_up(filed(cast.sanne), cast.omar)
    answer(cast.omar, signal, "weighing-2a", **OURS)
    refused = take(cast.omar, signal, "not_municipal", goes_to="De provincie")
    assert refused.status_code == 409
    assert "kwam uit op “Ja”. Deze weg vraagt “Nee, het hoort bij een ander”." in words_of(refused)
    signal.refresh_from_db()
    assert (signal.status, facts_of(signal)["weighing-2a"]) == (Status.IN_PROGRESS, "yes")


def test_answered_anew_that_end_is_open(cast: Cast) -> None:
    signal = taken_up(filed(cast.sanne), cast.omar)
    answer(cast.omar, signal, "weighing-2a", **OURS)
    answer(cast.omar, signal, "weighing-2a", verdict="no", q_whose="De provincie.")
    assert take(cast.omar, signal, "not_municipal", goes_to="De provincie").status_code == 302
    signal.refresh_from_db()
    assert signal.outcome == Outcome.NOT_MUNICIPAL


def test_the_screen_of_the_meeting_counts_it_the_same(cast: Cast, signal: Signal) -> None:
    answered(questioned(signal, cast), cast.jasper)
    answer(cast.omar, signal, "weighing-4", **ENOUGH)
    answered(questioned(signal, cast, "Uitkeringen"), cast.hassan)
    meeting = begun(cast)
    talk = now(cast.omar, meeting, item_of(meeting, signal)).context["talk"]
    assert [one.label for one in talk.to_answer] == [WEIGHING]
    assert talk.answered == ()
    assert "Naar de aanpak, met regie van het team" not in [way.label for way in talk.open_ways]
