"""After the end a reporter can ask something once more; whoever answers finds it on the home page, and answers once."""

import re
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from network.cast import Cast
from network.working_days import AMSTERDAM
from signals.actions.closing import Ending, close_signal
from signals.actions.questions import ask_once_more, remind_of_questions
from signals.models import Signal
from signals.models.note import NoteKind
from signals.rules.lifecycle import Outcome, Status, Verb
from signals.rules.safety import Safety
from tests.signals.heard import heard, messages_of
from tests.signals.life import filed, taken_up
from tests.signals.team import ARCHIVE, QUEUE, address, moves_of, page_of, said_about, send, signed_in, words_of

QUESTION = "Wat gebeurt er nu met de loods?"
ANSWER = "Dat mogen we niet vertellen. Je signaal is wel gelezen en gewogen."


def closed(signal: Signal, by: Any, outcome: Outcome = Outcome.NOT_ORGANISED_CRIME) -> Signal:
    signal.refresh_from_db()
    ending = Ending(outcome=outcome, reason="Overlast.", feedback="We zijn klaar.")
    return close_signal(signal.reference, by=by, ending=ending, version=signal.version)


@pytest.fixture
def signal(cast: Cast) -> Signal:
    return closed(taken_up(filed(cast.sanne), cast.omar), cast.omar)


def ask(cast: Cast, signal: Signal, text: str = QUESTION) -> HttpResponse:
    return signed_in(cast.sanne).post(address("add", signal), {"text": text}, follow=True)


def page(user: Any, where: str) -> str:
    return words_of(signed_in(user).get(where))


def home(user: Any) -> str:
    return words_of(signed_in(user).get("/"))


# ---- asking ----------------------------------------------------------------------------------------------------------
def test_it_is_a_question_and_no_addition(cast: Cast, signal: Signal) -> None:
    assert _("What is your question?") in page_of(cast.sanne, signal, "add")
    page = words_of(ask(cast, signal))
    assert _("Your question") in page
    assert (said_about(signal, NoteKind.QUESTION), said_about(signal, NoteKind.ADDITION)) == ([QUESTION], [])
    assert moves_of(signal, Verb.REPORTER_ASKS) == 1


def test_an_open_signal_is_added_to_as_before(cast: Cast) -> None:
    signal = taken_up(filed(cast.sanne), cast.omar)
    assert _("What do you want to add?") in page_of(cast.sanne, signal, "add")
    ask(cast, signal, "Het waren er drie.")
    assert said_about(signal, NoteKind.ADDITION) == ["Het waren er drie."]


def test_the_reporter_reads_by_when_there_is_an_answer(cast: Cast, signal: Signal) -> None:
    page = words_of(ask(cast, signal))
    assert _("You read the answer here by %(day)s.").split("%")[0] in page
    signal.refresh_from_db()
    assert signal.next_word_on == signal.notes.to_answer().get().due_on


def test_it_stays_closed(cast: Cast, signal: Signal) -> None:
    ask(cast, signal)
    signal.refresh_from_db()
    assert signal.status == Status.CLOSED


def test_the_coordinator_hears_it_as_a_question(cast: Cast, signal: Signal) -> None:
    ask(cast, signal)
    assert ("reporter_asked" in heard(cast.omar), "reporter_added" in heard(cast.omar)) == (True, False)
    assert "reporter_asked" not in heard(cast.bea)


def test_it_stands_on_the_home_page_of_the_coordinator(cast: Cast, signal: Signal) -> None:
    assert _("Reporters who ask you something") not in home(cast.omar)
    ask(cast, signal)
    assert _("Reporters who ask you something") in home(cast.omar)
    assert _("Reporters who ask you something") in home(cast.bea)  # a member of the team may answer too
    assert _("Reporters who ask you something") not in home(cast.ilse)


def test_an_officer_finds_what_is_asked_of_them(cast: Cast) -> None:
    signal = filed(cast.sanne, safety=Safety.VICTIM, themes=[cast.themes["T04"]])
    closed(taken_up(signal, cast.aicha), cast.aicha, Outcome.NO_ACTION)
    ask_once_more(signal.reference, by=cast.sanne, question=QUESTION)
    assert _("Reporters who ask you something") in home(cast.aicha)
    assert _("Reporters who ask you something") not in home(cast.omar)


def asks() -> str:
    return _("The reporter asks something: answer by %(day)s").split("%")[0]


def test_the_lists_of_the_team_say_it_in_words(cast: Cast, signal: Signal) -> None:
    assert asks() not in page(cast.omar, ARCHIVE)
    assert "?asks=yes" not in page(cast.omar, QUEUE)
    ask(cast, signal)
    assert asks() in page(cast.omar, ARCHIVE)
    assert _("%(number)s reporter asks something after the end") % {"number": 1} in page(cast.omar, QUEUE)


def test_the_queue_leads_to_what_is_asked_and_nothing_else(cast: Cast, signal: Signal) -> None:
    closed(taken_up(filed(cast.sanne), cast.omar), cast.omar)
    ask(cast, signal)
    [address] = re.findall(r'href="([^"]+\?asks=yes)"', page(cast.omar, QUEUE))
    rows = signed_in(cast.omar).get(address).context["rows"]
    assert [row.signal.reference for row in rows] == [signal.reference]


def test_answered_the_lists_are_silent_again(cast: Cast, signal: Signal) -> None:
    ask(cast, signal)
    send(cast.omar, "answer_reporter", signal, text=ANSWER)
    assert asks() not in page(cast.omar, ARCHIVE)
    assert "?asks=yes" not in page(cast.omar, QUEUE)


# ---- answering -------------------------------------------------------------------------------------------------------
def test_it_is_answered_on_the_closed_page(cast: Cast, signal: Signal) -> None:
    ask(cast, signal)
    page = page_of(cast.omar, signal)
    assert QUESTION in page
    assert address("answer_reporter", signal) in page
    assert send(cast.omar, "answer_reporter", signal, text=ANSWER).status_code == 302
    assert ANSWER in page_of(cast.sanne, signal, "own_detail")
    assert heard(cast.sanne)[-1] == "feedback_given"


def test_answered_it_is_gone_from_the_list(cast: Cast, signal: Signal) -> None:
    ask(cast, signal)
    send(cast.omar, "answer_reporter", signal, text=ANSWER)
    signal.refresh_from_db()
    assert signal.next_word_on is None
    assert _("Reporters who ask you something") not in home(cast.omar)


def test_it_is_answered_once(cast: Cast, signal: Signal) -> None:
    ask(cast, signal)
    send(cast.omar, "answer_reporter", signal, text=ANSWER)
    assert address("answer_reporter", signal) not in page_of(cast.omar, signal)
    assert send(cast.omar, "answer_reporter", signal, text="En nog iets.").status_code == 409
    assert said_about(signal, NoteKind.TO_REPORTER)[-1] == ANSWER


def test_of_two_questions_the_second_still_waits(cast: Cast, signal: Signal) -> None:
    ask(cast, signal)
    ask(cast, signal, "En wie belt mij?")
    send(cast.omar, "answer_reporter", signal, text=ANSWER)
    assert _("Reporters who ask you something") in home(cast.omar)
    assert address("answer_reporter", signal) in page_of(cast.omar, signal)


@pytest.mark.parametrize("text", ["We kijken naar Havendijk 14 in Oudeveen.", "Mevrouw De Wit is gebeld.", ""])
def test_the_answer_names_nobody(cast: Cast, signal: Signal, text: str) -> None:
    ask(cast, signal)
    assert send(cast.omar, "answer_reporter", signal, text=text).status_code == 422


def test_nothing_is_answered_that_was_not_asked(cast: Cast, signal: Signal) -> None:
    assert address("answer_reporter", signal) not in page_of(cast.omar, signal)
    assert send(cast.omar, "answer_reporter", signal, text=ANSWER).status_code == 409


def test_of_the_answer_the_reporter_says_whether_it_helps(cast: Cast, signal: Signal) -> None:
    ask(cast, signal)
    send(cast.omar, "answer_reporter", signal, text=ANSWER)
    page = page_of(cast.sanne, signal, "own_detail")
    note = signal.notes.latest("pk")
    assert page.count(_("Does this reply help you?")) == 1
    assert reverse("signals:value_feedback", args=[signal.reference, note.pk]) in page


def test_ilse_answers_nothing(cast: Cast, signal: Signal) -> None:
    ask(cast, signal)
    assert send(cast.ilse, "answer_reporter", signal, text=ANSWER).status_code == 404


# ---- the day that was promised ---------------------------------------------------------------------------------------
def on_the_day(signal: Signal, time_machine: Any, *, after: int) -> None:
    """So many days after the one by which there would be an answer."""
    due_on = signal.notes.to_answer().get().due_on
    time_machine.move_to(datetime.combine(due_on + timedelta(days=after), time(7), AMSTERDAM), tick=False)
    remind_of_questions()


def test_when_it_passed_whoever_answers_is_reminded_once(cast: Cast, signal: Signal, time_machine: Any) -> None:
    ask(cast, signal)
    on_the_day(signal, time_machine, after=0)
    assert not messages_of(cast.omar, "reporter_waits")
    on_the_day(signal, time_machine, after=1)
    on_the_day(signal, time_machine, after=2)
    (message,) = messages_of(cast.omar, "reporter_waits")
    assert message.path == address("team_detail", signal)
    assert "reporter_waits" not in heard(cast.bea) + heard(cast.sanne)


def test_of_an_answered_question_nobody_is_reminded(cast: Cast, signal: Signal, time_machine: Any) -> None:
    ask(cast, signal)
    due_on = signal.notes.to_answer().get().due_on
    send(cast.omar, "answer_reporter", signal, text=ANSWER)
    time_machine.move_to(datetime.combine(due_on + timedelta(days=1), time(7), AMSTERDAM), tick=False)
    remind_of_questions()
    assert "reporter_waits" not in heard(cast.omar)
