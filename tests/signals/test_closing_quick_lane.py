"""What is no organised crime is done on one screen: why, where it goes, and a friendly word to the reporter."""

from typing import Any

import pytest
from django.utils.translation import gettext as _

from network.cast import Cast
from signals.models import Signal
from signals.models.note import NoteKind
from signals.rules.lifecycle import Outcome, Status, Verb
from tests.signals.heard import heard
from tests.signals.life import TEXT, filed, taken_up
from tests.signals.team import QUEUE, address, detail_of, listed, page_of, said_about, send, signed_in, words_of

ANSWERS = {"reason": "Verbouwing met vergunning.", "goes": "nowhere"}


def prepared(cast: Cast, signal: Signal) -> str:
    return str(signed_in(cast.omar).get(address("quick_close", signal)).context["form"]["feedback"].value())


def close(cast: Cast, signal: Signal, **more: Any):
    return send(cast.omar, "quick_close", signal, **{"feedback": prepared(cast, signal), **ANSWERS, **more})


def word_to_reporter(signal: Signal) -> str:
    return said_about(signal, NoteKind.TO_REPORTER)[-1]


def test_one_screen_closes_it(cast: Cast) -> None:
    signal = filed(cast.sanne)
    assert close(cast, signal).status_code == 302
    signal.refresh_from_db()
    assert (signal.status, signal.outcome) == (Status.CLOSED, Outcome.NOT_ORGANISED_CRIME)
    assert listed(cast.omar) == []


def test_it_needs_no_claim(cast: Cast) -> None:
    signal = filed(cast.sanne)
    close(cast, signal)
    signal.refresh_from_db()
    assert signal.owner is None


def test_the_screen_shows_the_text_of_the_signal(cast: Cast) -> None:
    assert TEXT in page_of(cast.omar, filed(cast.sanne), "quick_close")


def test_the_lane_is_reached_from_the_list_and_from_the_signal(cast: Cast) -> None:
    signal = filed(cast.sanne)
    lane = address("quick_close", signal)
    assert lane in words_of(signed_in(cast.omar).get(QUEUE))
    assert lane in page_of(cast.omar, signal)


def test_the_reporter_gets_the_friendly_words(cast: Cast) -> None:
    signal = filed(cast.sanne)
    close(cast, signal)
    assert _("Thank you for your signal. It is good that you filed it.") in word_to_reporter(signal)
    assert "feedback_given" in heard(cast.sanne)


def test_the_words_can_be_changed(cast: Cast) -> None:
    signal = filed(cast.sanne)
    close(cast, signal, feedback="Dank je wel, dit was een verbouwing.")
    assert word_to_reporter(signal) == "Dank je wel, dit was een verbouwing."


def test_a_department_it_goes_to_stands_in_the_words_and_in_the_trail(cast: Cast) -> None:
    signal = filed(cast.sanne)
    name = cast.department("OPR").name
    close(cast, signal, goes="department", department=name)
    assert name in word_to_reporter(signal)
    assert detail_of(signal, Verb.CLOSE) == f"Verbouwing met vergunning.\n{name}"


def test_another_organisation_does_too(cast: Cast) -> None:
    signal = filed(cast.sanne)
    close(cast, signal, goes="elsewhere", organisation="De woningcorporatie")
    assert "De woningcorporatie" in word_to_reporter(signal)


def test_a_destination_that_was_not_chosen_is_not_told(cast: Cast) -> None:
    signal = filed(cast.sanne)
    close(cast, signal, department=cast.department("OPR").name)
    assert cast.department("OPR").name not in word_to_reporter(signal)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"goes": ""}, "goes"),
        ({"goes": "weg"}, "goes"),
        ({"goes": "department"}, "department"),
        ({"goes": "department", "department": "Bestaat niet"}, "department"),
        ({"goes": "elsewhere"}, "organisation"),
        ({"feedback": ""}, "feedback"),
        ({"reason": "x" * 1001}, "reason"),
        ({"feedback": "x" * 2001}, "feedback"),
    ],
)
def test_a_wrong_answer_is_told_at_its_field_and_keeps_the_rest(cast: Cast, wrong: dict[str, str], field: str) -> None:
    signal = filed(cast.sanne)
    answer = close(cast, signal, **{"reason": "Buren bellen.", **wrong})
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    if "reason" not in wrong:
        assert "Buren bellen." in words_of(answer)
    signal.refresh_from_db()
    assert signal.status == Status.RECEIVED


def test_what_is_closed_already_goes_back_to_the_signal(cast: Cast) -> None:
    signal = filed(cast.sanne)
    close(cast, signal)
    assert signed_in(cast.omar).get(address("quick_close", signal))["Location"] == address("team_detail", signal)


def test_a_colleague_who_closed_it_first_costs_nobody_their_words(cast: Cast) -> None:
    signal = filed(cast.sanne)
    words = prepared(cast, signal)
    close(cast, signal)
    answer = send(cast.bea, "quick_close", signal, **ANSWERS, feedback=words + "\nEn nog iets van Bea.")
    assert answer.status_code == 409
    assert "En nog iets van Bea." in words_of(answer)
    assert len(said_about(signal, NoteKind.TO_REPORTER)) == 1


def test_who_decides_about_the_law_only_does_not_close(cast: Cast) -> None:
    signal = taken_up(filed(cast.sanne), cast.omar)
    assert signed_in(cast.fatma).get(address("quick_close", signal)).status_code == 404
