"""A form sent twice is done once, and a form with the key of somebody else's, or of another signal's, loses no word."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from network.cast import Cast
from signals.actions.feedback import add_to_signal
from signals.actions.notes import add_note
from signals.models import Meeting, Norm, Signal, Transfer
from signals.models.note import NoteKind
from tests.signals.life import filed, has_purpose, taken_up
from tests.signals.meeting_life import planned
from tests.signals.norms import NEW as NEW_NORM
from tests.signals.norms import typed as norm_typed
from tests.signals.norms import written
from tests.signals.team import address, day_of, said_about, send, signed_in, words_of
from tests.signals.test_meetings_planning import NEW as NEW_MEETING
from tests.signals.test_meetings_planning import typed as meeting_typed
from tests.signals.transferring import SUMMARY, typed
from tests.signals.weighing import scoring_asked, sheet_of, sheet_page
from tests.signals.weighing import typed as scores_typed

pytestmark = pytest.mark.django_db

MINE = "Ik belde met de eigenaar."


@pytest.fixture
def signal(cast: Cast) -> Signal:
    return taken_up(filed(cast.sanne), cast.omar)


def key_in(answer: Any, *, form: str = "form") -> str:
    return str(answer.context[form]["key"].value())


def test_the_key_of_a_colleague_keeps_what_was_typed(cast: Cast, signal: Signal) -> None:
    key = uuid4()
    add_note(signal.reference, by=cast.omar, text="Van Omar.", key=key)
    answer = send(cast.bea, "note", signal, text=MINE, key=key)
    assert answer.status_code == 409
    assert MINE in words_of(answer)
    assert send(cast.bea, "note", signal, text=MINE, key=key_in(answer)).status_code == 302
    assert said_about(signal, NoteKind.INTERNAL) == ["Van Omar.", MINE]


def test_the_key_of_another_signal_is_not_taken_for_a_second_press(cast: Cast, signal: Signal) -> None:
    key, other = uuid4(), taken_up(filed(cast.bram), cast.omar)
    assert send(cast.omar, "note", other, text="Over het andere.", key=key).status_code == 302
    answer = send(cast.omar, "note", signal, text=MINE, key=key)
    assert answer.status_code == 409
    assert MINE in words_of(answer)


def test_a_second_press_is_said_once(cast: Cast, signal: Signal) -> None:
    key = uuid4()
    assert [send(cast.omar, "note", signal, text=MINE, key=key).status_code for _press in range(2)] == [302, 302]
    assert said_about(signal, NoteKind.INTERNAL) == [MINE]


def test_the_key_of_what_a_reporter_added_stops_no_colleague(cast: Cast, signal: Signal) -> None:
    key = uuid4()
    add_to_signal(signal.reference, by=cast.sanne, text="Nog iets.", key=key)
    answer = send(cast.omar, "note", signal, text=MINE, key=key)
    assert answer.status_code == 409
    assert MINE in words_of(answer)


def test_a_reporter_is_heard_under_any_key(cast: Cast, signal: Signal) -> None:
    key, other = uuid4(), filed(cast.bram)
    add_to_signal(other.reference, by=cast.bram, text="Van Bram.", key=key)
    answer = signed_in(cast.sanne).post(address("add", signal), {"text": "Het waren er drie.", "key": key})
    assert answer.status_code == 302
    assert said_about(signal, NoteKind.ADDITION) == ["Het waren er drie."]


def test_a_transfer_is_shown_again_under_a_number_of_its_own(cast: Cast, signal: Signal) -> None:
    key = uuid4()
    add_note(signal.reference, by=cast.bea, text="Van Bea.", key=key)
    has_purpose(signal, cast.omar)
    shown: Any = send(cast.omar, "transfer", signal, show="1", **typed(cast), key=key)
    sent = typed(cast) | {"seen": shown.context["package"].digest, "send": "1"}
    again: Any = send(cast.omar, "transfer", signal, **sent, key=key)
    assert again.status_code == 409
    assert SUMMARY in words_of(again)
    fresh = dict(again.context["typed"])["key"]
    sent["seen"] = again.context["package"].digest
    assert send(cast.omar, "transfer", signal, **sent, key=fresh).status_code == 302
    assert Transfer.objects.get().uuid == fresh != key


def test_a_question_to_a_department_is_kept_under_a_new_key(cast: Cast, signal: Signal) -> None:
    key = uuid4()
    add_note(signal.reference, by=cast.bea, text="Van Bea.", key=key)
    has_purpose(signal, cast.omar)
    signal.refresh_from_db()
    page = reverse("signals:hand_over_new", args=[signal.reference])
    given = {
        "department": cast.department("VAS").pk,
        "question": "Is deze loods van ons?",
        "text": "Wij onderzoeken een loods.",
        "power": "",
        "version": signal.version,
        "key": key,
        **day_of("due_on"),
    }
    client = signed_in(cast.omar)
    answer = client.post(page, given)
    assert answer.status_code == 409, words_of(answer)
    assert "Is deze loods van ons?" in words_of(answer)
    assert client.post(page, given | {"key": key_in(answer)}).status_code == 302
    assert signal.hand_overs.count() == 1


def test_a_scorer_is_heard_under_any_key(cast: Cast, signal: Signal) -> None:
    key, other = uuid4(), filed(cast.bram)
    add_note(signal.reference, by=cast.omar, text="Van Omar.", key=key)
    sheet = sheet_of(scoring_asked(other, cast), cast.bea)
    other.refresh_from_db()
    assert sheet_page(cast.bea, sheet, scores_typed(other) | {"key": str(key)}).status_code == 302
    sheet.refresh_from_db()
    assert sheet.given_at is not None


def test_a_norm_agreement_is_kept_under_a_new_key(cast: Cast) -> None:
    key = written(cast, by=cast.bea).uuid
    answer = signed_in(cast.omar).post(NEW_NORM, norm_typed(cast) | {"key": key})
    assert (answer.status_code, Norm.objects.count()) == (409, 1)
    assert signed_in(cast.omar).post(NEW_NORM, norm_typed(cast) | {"key": key_in(answer)}).status_code == 302


def test_a_meeting_is_kept_under_a_new_key(cast: Cast) -> None:
    key = planned(cast, by=cast.omar).uuid
    Meeting.objects.update(planned_by=cast.bea)
    answer = signed_in(cast.omar).post(NEW_MEETING, meeting_typed(cast) | {"key": key})
    assert (answer.status_code, Meeting.objects.count()) == (409, 1)
    assert signed_in(cast.omar).post(NEW_MEETING, meeting_typed(cast) | {"key": key_in(answer)}).status_code == 302
