"""On the page of my signal I read what I wrote and what we said, and I do what I still can."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import gettext as _

from hkin.outbox.models import Letter
from hkin.privacy.models import Look
from network.cast import Cast
from signals.access import open_signal
from signals.actions.feedback import ask_reporter
from signals.actions.notes import add_note
from signals.models import Note, Signal
from signals.models.note import NoteKind
from signals.rules.lifecycle import Outcome, Status
from tests.signals.life import TEXT, asked, filed, handed_over, taken_up

QUERIES_AT_MOST = 26


@pytest.fixture
def sanne(cast: Cast, client: Client) -> Client:
    client.force_login(cast.sanne)
    return client


def address(name: str, signal: Signal, *more: object) -> str:
    return reverse(f"signals:{name}", args=[signal.reference, *more])


def page_of(client: Client, signal: Signal) -> str:
    answer = client.get(address("own_detail", signal))
    assert answer.status_code == 200
    return answer.content.decode()


def notes_of(signal: Signal) -> list[str]:
    return list(signal.notes.values_list("kind", flat=True))


# ---- reading -------------------------------------------------------------------------------------
def test_i_read_what_i_wrote(cast: Cast, sanne: Client) -> None:
    page = page_of(sanne, filed(cast.sanne))
    assert TEXT in page
    assert "Industrieweg 12, Oudeveen" in page


def test_i_read_what_the_team_said(cast: Cast, sanne: Client) -> None:
    signal = filed(cast.sanne)
    taken_up(signal, cast.omar)
    assert "We zijn met je signaal bezig." in page_of(sanne, signal)


def test_i_read_no_note_of_the_team(cast: Cast, sanne: Client) -> None:
    signal = filed(cast.sanne)
    add_note(signal.reference, by=cast.omar, text="Alleen voor ons: vraag het de wijkagent.")
    assert "wijkagent" not in page_of(sanne, signal)


def test_i_read_nobody_s_name_with_what_was_said(cast: Cast, sanne: Client) -> None:
    signal = filed(cast.sanne)
    taken_up(signal, cast.bea)
    assert cast.bea.name not in page_of(sanne, signal)


def test_i_see_in_which_role_somebody_looked(cast: Cast, sanne: Client) -> None:
    signal = filed(cast.sanne)
    open_signal(signal.reference, by=cast.bea, purpose="handle")
    page = page_of(sanne, signal)
    assert _("opened your signal") in page
    assert cast.bea.name not in page


def test_my_own_looks_are_not_counted_among_them(cast: Cast, sanne: Client) -> None:
    signal = filed(cast.sanne)
    page_of(sanne, signal)
    assert _("Nobody yet.") in page_of(sanne, signal)


@pytest.mark.parametrize("name", ["own_detail", "add", "correct", "shield", "withdraw"])
def test_ilse_cannot_open_it(cast: Cast, client: Client, name: str) -> None:
    signal = filed(cast.sanne)
    client.force_login(cast.ilse)
    assert client.get(address(name, signal)).status_code == 404


@pytest.mark.parametrize("name", ["own_detail", "add", "correct", "shield", "withdraw"])
def test_the_coordinator_who_reads_it_is_not_its_reporter(cast: Cast, client: Client, name: str) -> None:
    signal = filed(cast.sanne)
    client.force_login(cast.omar)
    assert client.get(address(name, signal)).status_code == 404


def test_a_refusal_is_written_down(cast: Cast, client: Client) -> None:
    signal = filed(cast.sanne)
    client.force_login(cast.ilse)
    client.get(address("own_detail", signal))
    assert Look.objects.filter(result="refused", signals=[signal.uuid]).exists()


def test_the_page_costs_the_same_however_much_was_said(cast: Cast, sanne: Client) -> None:
    signal = filed(cast.sanne)
    asked(signal, cast.omar)
    with CaptureQueriesContext(connection) as few:
        page_of(sanne, signal)
    for number in range(6):
        ask_reporter(signal.reference, by=cast.omar, question=f"Vraag {number}?")
    with CaptureQueriesContext(connection) as many:
        page_of(sanne, signal)
    assert len(few) == len(many)
    assert len(many) <= QUERIES_AT_MOST


# ---- answering -----------------------------------------------------------------------------------
def test_i_answer_the_question(cast: Cast, sanne: Client) -> None:
    signal = filed(cast.sanne)
    question = asked(signal, cast.omar)
    answer = sanne.post(address("answer", signal, question.pk), {"text": "Ze waren wit."}, follow=True)
    assert "Ze waren wit." in answer.content.decode()
    signal.refresh_from_db()
    assert signal.status == Status.IN_PROGRESS


def test_i_don_t_know_is_one_press(cast: Cast, sanne: Client) -> None:
    signal = filed(cast.sanne)
    question = asked(signal, cast.omar)
    answer = sanne.post(address("answer", signal, question.pk), {"text": "", "unknown": "1"}, follow=True)
    assert _("I don't know.").replace("'", "&#x27;") in answer.content.decode()
    assert NoteKind.ANSWER in notes_of(signal)


def test_an_empty_answer_is_asked_again(cast: Cast, sanne: Client) -> None:
    signal = filed(cast.sanne)
    question = asked(signal, cast.omar)
    answer = sanne.post(address("answer", signal, question.pk), {"text": "   "})
    assert answer.status_code == 422
    assert 'href="#id_text"' in answer.content.decode()


def test_what_was_too_long_is_still_there(cast: Cast, sanne: Client) -> None:
    signal = filed(cast.sanne)
    question = asked(signal, cast.omar)
    long = "woord " * 400
    answer = sanne.post(address("answer", signal, question.pk), {"text": long})
    assert answer.status_code == 422
    assert long.strip() in answer.content.decode()


def test_pressed_twice_it_is_said_once(cast: Cast, sanne: Client) -> None:
    signal = filed(cast.sanne)
    question = asked(signal, cast.omar)
    sent = {"text": "Ze waren wit.", "key": "0d1f2f1e-4f0a-4f63-8a38-0a9b7b7c6d5e"}
    sanne.post(address("answer", signal, question.pk), sent)
    again = sanne.post(address("answer", signal, question.pk), sent)
    assert again.status_code == 302
    assert notes_of(signal).count(NoteKind.ANSWER) == 1


def test_an_answer_that_comes_too_late_is_not_lost(cast: Cast, sanne: Client) -> None:
    signal = filed(cast.sanne)
    question = asked(signal, cast.omar)
    sanne.post(address("answer", signal, question.pk), {"text": "Ze waren wit."})
    late = sanne.post(address("answer", signal, question.pk), {"text": "Of toch grijs."})
    assert late.status_code == 409
    assert "Of toch grijs." in late.content.decode()


def test_a_question_of_another_signal_cannot_be_answered(cast: Cast, sanne: Client) -> None:
    signal, other = filed(cast.sanne), filed(cast.bram)
    question = asked(other, cast.omar)
    assert sanne.post(address("answer", signal, question.pk), {"text": "Ze waren wit."}).status_code == 409
    assert sanne.post(address("answer", other, question.pk), {"text": "Ze waren wit."}).status_code == 404


def test_a_number_that_looks_like_a_bsn_is_asked_about(cast: Cast, sanne: Client) -> None:
    signal = filed(cast.sanne)
    answer = sanne.post(address("add", signal), {"text": "Hij noemde 111222333 aan de balie."})
    assert answer.status_code == 422
    assert "111222333" in answer.content.decode()
    assert not signal.notes.exists()


# ---- adding, being wrong -------------------------------------------------------------------------
def test_i_add_something(cast: Cast, sanne: Client) -> None:
    signal = filed(cast.sanne)
    answer = sanne.post(address("add", signal), {"text": "Er stond ook een aanhanger."}, follow=True)
    assert "Er stond ook een aanhanger." in answer.content.decode()


def test_after_the_end_i_can_still_ask_something(cast: Cast, sanne: Client) -> None:
    signal = filed(cast.sanne)
    sanne.post(address("withdraw", signal))
    assert sanne.post(address("add", signal), {"text": "Ik heb nog een vraag."}).status_code == 302
    assert NoteKind.QUESTION in notes_of(signal)


def test_being_wrong_needs_no_words(cast: Cast, sanne: Client) -> None:
    signal = filed(cast.sanne)
    answer = sanne.post(address("correct", signal), {"text": ""}, follow=True)
    assert _("You let us know that you were wrong") in answer.content.decode()


def test_who_entered_it_for_a_colleague_passes_on_words_and_reads_nothing(cast: Cast, client: Client) -> None:
    signal = filed(cast.karin, on_behalf_of=cast.sanne)
    client.force_login(cast.karin)
    assert client.post(address("add", signal), {"text": "Sanne belde: het was woensdag."}).status_code == 302
    assert client.get(address("own_detail", signal)).url == address("receipt", signal)
    assert client.get(address("withdraw", signal)).status_code == 404
    note = Note.objects.get(signal=signal)
    assert note.author is None


def test_who_entered_it_for_a_colleague_does_not_answer_for_them(cast: Cast, client: Client) -> None:
    signal = filed(cast.karin, on_behalf_of=cast.sanne)
    question = asked(signal, cast.omar)
    client.force_login(cast.karin)
    assert client.post(address("answer", signal, question.pk), {"text": "Ze waren wit."}).status_code == 404


# ---- withdrawing, shielding ----------------------------------------------------------------------
def test_withdrawing_is_asked_first(cast: Cast, sanne: Client) -> None:
    signal = filed(cast.sanne)
    assert sanne.get(address("withdraw", signal)).status_code == 200
    signal.refresh_from_db()
    assert signal.status == Status.RECEIVED


def test_i_withdraw_while_nobody_took_it_up(cast: Cast, sanne: Client) -> None:
    signal = filed(cast.sanne)
    assert sanne.post(address("withdraw", signal)).url == reverse("signals:own_list")
    signal.refresh_from_db()
    assert (signal.status, signal.outcome) == (Status.CLOSED, Outcome.WITHDRAWN)


def test_once_it_is_taken_up_withdrawing_says_what_i_can_do_instead(cast: Cast, sanne: Client) -> None:
    signal = filed(cast.sanne)
    taken_up(signal, cast.omar)
    words = _("Somebody is working on it already. You can still let us know that you were wrong.")
    for answer in (
        sanne.get(address("withdraw", signal), follow=True),
        sanne.post(address("withdraw", signal), follow=True),
    ):
        assert words in answer.content.decode()
    signal.refresh_from_db()
    assert signal.status == Status.IN_PROGRESS


def test_i_shield_my_name_afterwards(cast: Cast, sanne: Client) -> None:
    signal = filed(cast.sanne)
    assert sanne.get(address("shield", signal)).status_code == 200
    sanne.post(address("shield", signal))
    signal.refresh_from_db()
    assert signal.is_shielded


def test_a_letter_that_still_waits_is_taken_back_when_i_shield_my_name(cast: Cast, sanne: Client) -> None:
    signal = taken_up(filed(cast.sanne), cast.omar)
    letters = Letter.objects.filter(kind="feedback_given")
    assert letters.due().count() == 1
    sanne.post(address("shield", signal))
    assert [(letter.state, letter.sealed_address) for letter in letters] == [(Letter.State.WITHDRAWN, None)]


def test_shielding_my_name_leaves_the_letters_of_colleagues(cast: Cast, sanne: Client) -> None:
    signal = taken_up(filed(cast.sanne), cast.omar)
    others = Letter.objects.open().exclude(recipient_mark=bytes(signal.reporter_mark))
    before = others.count()
    sanne.post(address("shield", signal))
    assert others.count() == before > 0


def test_after_shielding_no_letter_comes_any_more(cast: Cast, sanne: Client) -> None:
    signal = filed(cast.sanne)
    sanne.post(address("shield", signal))
    handed_over(signal, cast)
    ask_reporter(signal.reference, by=cast.omar, question="Welke kleur?")
    assert not Letter.objects.filter(kind__in=["question_asked", "feedback_given"]).exists()
