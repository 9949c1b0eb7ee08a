"""A BSN that a colleague types by mistake is asked about in every text, and never stands there for others to read."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse

from network.cast import Cast
from signals.forms.numbers import number_field
from signals.models import Signal
from signals.models.note import NoteKind
from signals.rules.lifecycle import Verb
from signals.rules.numbers import Said
from tests.signals.life import filed, taken_up
from tests.signals.meeting_life import begun, item_of, scored
from tests.signals.team import address, detail_of, said_about, send, signed_in, words_of

pytestmark = pytest.mark.django_db

BSN = "111222333"
TYPED = f"Staat bekend onder {BSN} daar."
QUICK = {"goes": "elsewhere", "organisation": "De politie", "reason": "Ruis.", "feedback": "Bedankt."}
WAY = {"goes_to": "Veenwijk", "reason": "Ruis.", "feedback": "Bedankt.", "lesson": "Sneller bellen."}
TAKE_OUT, LEAVE = {number_field(BSN): Said.REMOVE.value}, {number_field(BSN): Said.KEEP.value}


def way(user: Any, signal: Signal, code: str, **given: str) -> HttpResponse:
    version = Signal.objects.get(pk=signal.pk).version
    return signed_in(user).post(reverse("signals:go_on", args=[signal.reference, code]), {"version": version, **given})


def is_asked(answer: HttpResponse) -> bool:
    """The text still stands there, and below it the question."""
    assert answer.status_code == 422, answer.status_code
    page = answer.content.decode()
    return f'name="{number_field(BSN)}"' in page and BSN in page


@pytest.mark.parametrize("field", ["organisation", "reason"])
def test_closing_it_quickly_asks(cast: Cast, field: str) -> None:
    signal = taken_up(filed(cast.sanne), cast.omar)
    assert is_asked(send(cast.omar, "quick_close", signal, **QUICK | {field: TYPED}))


def test_taken_out_it_stands_neither_in_the_trail_nor_with_the_reporter(cast: Cast) -> None:
    signal = taken_up(filed(cast.sanne), cast.omar)
    answer = send(cast.omar, "quick_close", signal, **QUICK | {"organisation": TYPED, "reason": TYPED}, **TAKE_OUT)
    assert answer.status_code == 302
    told = said_about(signal, NoteKind.TO_REPORTER)[-1] + detail_of(signal, Verb.CLOSE)
    assert BSN not in told
    assert "•••••••33 daar" in told


def test_what_is_something_else_stays(cast: Cast) -> None:
    signal = taken_up(filed(cast.sanne), cast.omar)
    send(cast.omar, "quick_close", signal, **QUICK | {"reason": TYPED}, **LEAVE)
    assert BSN in detail_of(signal, Verb.CLOSE)


@pytest.mark.parametrize("field", ["reason", "goes_to"])
def test_an_end_of_the_protocol_asks(cast: Cast, field: str) -> None:
    signal = taken_up(filed(cast.sanne), cast.omar)
    assert is_asked(way(cast.omar, signal, "not_our_territory", **WAY | {field: TYPED}))


def test_going_on_asks(cast: Cast) -> None:
    signal = taken_up(filed(cast.sanne), cast.omar)
    assert is_asked(way(cast.omar, signal, "to_weighing", **WAY | {"reason": TYPED}))


def test_a_note_asks(cast: Cast) -> None:
    signal = taken_up(filed(cast.sanne), cast.omar)
    assert is_asked(send(cast.omar, "note", signal, text=TYPED))


def test_the_minutes_of_a_meeting_ask(cast: Cast) -> None:
    signal = scored(cast)
    meeting = begun(cast)
    signal.refresh_from_db()

    where = reverse("signals:meeting_discuss", args=[meeting.reference, item_of(meeting, signal).reference])
    assert is_asked(signed_in(cast.omar).post(where, {"version": signal.version, "minutes": TYPED}))


def test_an_answer_of_a_weighing_asks_beside_a_sum_too(cast: Cast) -> None:
    signal = taken_up(filed(cast.sanne), cast.omar)
    where = reverse("signals:weighing", args=[signal.reference, "weighing-1"])
    given = {"version": Signal.objects.get(pk=signal.pk).version, "verdict": "no", "q_why_not": f"😀 =1+1 {BSN} doel"}
    assert is_asked(signed_in(cast.omar).post(where, given))


def test_a_form_without_a_number_asks_nothing(cast: Cast) -> None:
    signal = taken_up(filed(cast.sanne), cast.omar)
    assert send(cast.omar, "quick_close", signal, **QUICK).status_code == 302
    assert "number_" not in words_of(signed_in(cast.omar).get(address("team_detail", signal)))
