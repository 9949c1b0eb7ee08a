"""Omar gives a signal a headline, another urgency or another theme, each with a reason that stays."""

import pytest
from django.utils.translation import gettext as _

from network.cast import Cast
from signals.access import Headlines
from signals.models import Signal
from signals.models.note import NoteKind
from signals.rules.lifecycle import Urgency, Verb
from signals.rules.safety import Safety
from tests.signals.life import filed
from tests.signals.team import detail_of, moves_of, page_of, said_about, send


def headline_of(signal: Signal) -> str:
    signal.refresh_from_db()
    return Headlines([signal]).of(signal)


def test_a_headline(cast: Cast) -> None:
    signal = filed(cast.sanne)
    assert send(cast.omar, "headline", signal, headline="  Busjes bij\n een loods ").status_code == 302
    assert headline_of(signal) == "Busjes bij een loods"


@pytest.mark.parametrize("typed", ["", "   ", "x" * 101, "BSN 123456782 in een loods"])
def test_a_headline_that_cannot_be_is_told_at_the_field(cast: Cast, typed: str) -> None:
    signal = filed(cast.sanne)
    answer = send(cast.omar, "headline", signal, headline=typed)
    assert answer.status_code == 422
    assert "id_headline_headline_error" in answer.content.decode()
    assert headline_of(signal) == ""


def test_what_was_typed_wrong_stands_there_still(cast: Cast) -> None:
    signal = filed(cast.sanne)
    answer = send(cast.omar, "urgency", signal, urgency="straks", reason="Morgen is de veiling.")
    assert answer.status_code == 422
    assert "Morgen is de veiling." in answer.content.decode()


def test_an_urgency_with_its_reason(cast: Cast) -> None:
    signal = filed(cast.sanne)
    send(cast.omar, "urgency", signal, urgency="today", reason="Vanavond wordt er geladen.")
    signal.refresh_from_db()
    assert signal.urgency == Urgency.TODAY
    assert detail_of(signal, Verb.SET_URGENCY) == "Vanavond wordt er geladen."


def test_without_a_reason_nothing_changes(cast: Cast) -> None:
    signal = filed(cast.sanne)
    assert send(cast.omar, "urgency", signal, urgency="today", reason="").status_code == 422
    signal.refresh_from_db()
    assert signal.urgency == Urgency.THIS_WEEK


def test_another_theme_proposes_another_department_and_moves_nothing(cast: Cast) -> None:
    signal = filed(cast.sanne)
    send(cast.omar, "theme", signal, theme="T07", reason="Het gaat om een verkoop.")
    page = page_of(cast.omar, signal)
    signal.refresh_from_db()
    assert cast.department("VAS").name in page
    assert (signal.lead_department, signal.route, signal.hand_overs.count()) == (cast.department("VAS"), "team", 0)


def test_a_theme_nobody_leads_is_a_warning_and_no_error(cast: Cast) -> None:
    signal = filed(cast.sanne)
    send(cast.omar, "theme", signal, theme="T16", reason="Het gaat om een park.")
    assert _("The directory has a hole here.") in page_of(cast.omar, signal)


@pytest.mark.parametrize("theme", ["", "T99", "x\x00"])
def test_a_theme_that_is_none_is_told_at_the_field(cast: Cast, theme: str) -> None:
    assert send(cast.omar, "theme", filed(cast.sanne), theme=theme, reason="Zomaar.").status_code == 422


def test_seen_is_written_down_once(cast: Cast) -> None:
    signal = filed(cast.sanne, safety=Safety.DANGER)
    send(cast.omar, "mark_seen", signal)
    signal.refresh_from_db()
    assert signal.seen_at is not None
    assert _("I have seen it") not in page_of(cast.omar, signal)


def test_a_note_is_for_colleagues(cast: Cast) -> None:
    signal = filed(cast.sanne)
    send(cast.bea, "note", signal, text="Gebeld met Vastgoed.")
    assert said_about(signal, NoteKind.INTERNAL) == ["Gebeld met Vastgoed."]


def test_a_note_sent_twice_is_written_once(cast: Cast) -> None:
    signal = filed(cast.sanne)
    key = "5b0b5a3e-37d1-4d1c-8c52-6f6f0f6e9f10"
    for _press in range(2):
        assert send(cast.bea, "note", signal, text="Gebeld.", key=key).status_code == 302
    assert moves_of(signal, Verb.NOTE) == 1
