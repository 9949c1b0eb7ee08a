"""Omar asks the reporter a question or sends a word; the reporter hears it, and nobody else does."""

import pytest
from django.utils.translation import gettext as _

from network.cast import Cast
from signals.models.note import NoteKind
from signals.rules.lifecycle import Status, Verb
from tests.signals.heard import heard
from tests.signals.life import filed, taken_up
from tests.signals.team import address, moves_of, page_of, said_about, send


def test_a_question_waits_for_the_reporter(cast: Cast) -> None:
    signal = taken_up(filed(cast.sanne), cast.omar)
    send(cast.omar, "ask_reporter", signal, question="Welke kleur had de bus?")
    signal.refresh_from_db()
    assert said_about(signal, NoteKind.QUESTION) == ["Welke kleur had de bus?"]
    assert signal.status == Status.WAITING_FOR_REPORTER
    assert "question_asked" in heard(cast.sanne)


def test_a_word_goes_as_it_was_written(cast: Cast) -> None:
    signal = taken_up(filed(cast.sanne), cast.omar)
    send(cast.omar, "tell_reporter", signal, text="Er is nog geen nieuws.")
    assert said_about(signal, NoteKind.TO_REPORTER)[-1] == "Er is nog geen nieuws."
    assert "feedback_given" in heard(cast.sanne)


def test_a_word_is_prepared(cast: Cast) -> None:
    signal = taken_up(filed(cast.sanne), cast.omar)
    assert _("There is no news yet. We are still working on your signal.") in page_of(cast.omar, signal)


@pytest.mark.parametrize(("door", "field"), [("ask_reporter", "question"), ("tell_reporter", "text")])
def test_nothing_is_not_sent(cast: Cast, door: str, field: str) -> None:
    signal = taken_up(filed(cast.sanne), cast.omar)
    answer = send(cast.omar, door, signal, **{field: "  "})
    assert answer.status_code == 422
    assert f"id_{door}_{field}_error" in answer.content.decode()


@pytest.mark.parametrize("door", ["ask_reporter", "tell_reporter"])
def test_only_whoever_has_it_is_offered_to_talk(cast: Cast, door: str) -> None:
    signal = taken_up(filed(cast.sanne), cast.omar)
    assert address(door, signal) in page_of(cast.omar, signal)
    assert address(door, signal) not in page_of(cast.bea, signal)


def test_who_does_not_have_it_cannot_send(cast: Cast) -> None:
    signal = taken_up(filed(cast.sanne), cast.omar)
    assert send(cast.bea, "tell_reporter", signal, text="Hallo.").status_code == 409
    assert moves_of(signal, Verb.TELL_REPORTER) == 0


def test_a_word_sent_twice_is_said_once(cast: Cast) -> None:
    signal = taken_up(filed(cast.sanne), cast.omar)
    key = "0d2f6f0e-1f0e-4f66-9a6e-0c2f4a2b7c11"
    for _press in range(2):
        assert send(cast.omar, "tell_reporter", signal, text="Nog bezig.", key=key).status_code == 302
    assert said_about(signal, NoteKind.TO_REPORTER).count("Nog bezig.") == 1


def test_a_question_is_offered_open_by_its_address(cast: Cast) -> None:
    signal = taken_up(filed(cast.sanne), cast.omar)
    assert '<details class="hkin-move" id="ask_reporter" open>' in page_of(cast.omar, signal, "ask_reporter")
