"""What happened tells the people it concerns, once each, and only if it really happened."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hkin.outbox.actions import Recipient, forget, post_messages, try_again, withdraw, withdraw_letters
from hkin.outbox.models import Letter, Message
from tests.outbox.conftest import BRAM, KIND, SANNE, tomorrow

pytestmark = pytest.mark.django_db


def test_a_message_is_a_line_in_the_inbox_and_a_letter(post):
    post()
    assert Message.objects.inbox(SANNE).count() == Letter.objects.due().count() == 1


def test_the_same_effect_tells_a_person_only_once(post):
    post("question-1")
    post("question-1")
    assert (Message.objects.count(), Letter.objects.count()) == (1, 1)


def test_two_effects_for_one_person_are_two_letters(post):
    post("question-1")
    post("question-2")
    assert Letter.objects.count() == 2


def test_one_effect_for_two_people_is_two_letters(post):
    post("question-1")
    post("question-1", recipient_mark=BRAM)
    assert Letter.objects.count() == 2


def test_the_effect_itself_is_not_kept(post):
    post("signal 12 of sanne")
    assert b"sanne" not in bytes(Message.objects.get().effect)


def test_nobody_is_told_what_was_rolled_back(post):
    with suppress(ZeroDivisionError), transaction.atomic():
        post()
        _ = 1 / 0
    assert Message.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_posting_outside_a_transaction_is_refused():
    with pytest.raises(RuntimeError):
        post_messages(kind=KIND, effect="x", recipients=[], municipality_id=1)


def test_whoever_has_no_address_still_has_the_inbox(post):
    post(address=None)
    assert (Message.objects.count(), Letter.objects.count()) == (1, 0)


def test_a_shielded_reporter_gets_no_letter(post):
    post(by_mail="never")
    assert (Message.objects.count(), Letter.objects.count()) == (1, 0)


def test_a_kind_without_words_is_refused(post):
    with pytest.raises(LookupError):
        post(kind="unheard_of")


ELSEWHERE = ["//elsewhere.example/", "/\\elsewhere.example/", "https://elsewhere.example/", "signalen/"]


@pytest.mark.parametrize("path", ELSEWHERE)
def test_a_message_never_points_elsewhere(post, path):
    with pytest.raises(ValueError, match="path"):
        post(path=path)


@pytest.mark.parametrize("path", ELSEWHERE)
def test_the_database_keeps_no_path_that_points_elsewhere(post, path):
    post(path="/signalen/K7QM-3TXP/")
    with pytest.raises(IntegrityError):
        Message.objects.update(path=path)


def test_telling_thirty_people_costs_two_queries():
    people = [Recipient(mark=bytes([n] * 16), sealed_address=b"sealed") for n in range(30)]
    with CaptureQueriesContext(connection) as queries, transaction.atomic():
        post_messages(kind=KIND, effect="meeting", recipients=people, municipality_id=1)
    assert len([each for each in queries if "INSERT" in each["sql"]]) == 2


def test_a_reminder_for_tomorrow_is_not_shown_today(post):
    post(not_before=tomorrow())
    assert not Message.objects.inbox(SANNE).exists()


def test_a_reminder_for_tomorrow_is_not_sent_today(post):
    post(not_before=tomorrow())
    assert not Letter.objects.due().exists()


def test_a_withdrawn_letter_is_not_sent(post):
    post("question-1")
    withdraw(effect="question-1")
    assert not Letter.objects.due().exists()


def test_a_withdrawn_letter_forgets_the_address(post):
    post("question-1")
    withdraw(effect="question-1")
    assert Letter.objects.get().sealed_address is None


def test_a_withdrawn_reminder_never_appears(post, time_machine):
    post("reminder-1", not_before=tomorrow())
    withdraw(effect="reminder-1")
    time_machine.move_to(timezone.now() + timedelta(days=2))
    assert not Message.objects.inbox(SANNE).exists()


def test_withdrawing_leaves_what_was_already_shown(post):
    post("question-1")
    withdraw(effect="question-1")
    assert Message.objects.inbox(SANNE).count() == 1


def test_forgetting_a_signal_removes_its_messages_and_letters(post):
    post()
    forget(references=["K7QM-3TXP"])
    assert (Message.objects.count(), Letter.objects.count()) == (0, 0)


def test_somebody_who_may_no_longer_know_loses_only_their_own_lines(post):
    post()
    post(recipient_mark=BRAM)
    forget(references=["K7QM-3TXP"], recipient_marks=[BRAM])
    assert [bytes(message.recipient_mark) for message in Message.objects.all()] == [SANNE]


def test_no_letter_of_whatever_state_leaves_for_a_withdrawn_number(post):
    for number, state in enumerate([Letter.State.WAITING, Letter.State.DIGEST, Letter.State.UNDELIVERABLE]):
        post(f"question-{number}")
        Letter.objects.filter(pk=Letter.objects.latest("pk").pk).update(state=state)
    withdraw_letters(reference="K7QM-3TXP", recipient_mark=SANNE)
    assert try_again(municipality_ids=[1]) == 0
    assert set(Letter.objects.values_list("state", "sealed_address")) == {(Letter.State.WITHDRAWN, None)}
    assert Message.objects.inbox(SANNE).count() == 3


def test_withdrawing_a_number_leaves_other_letters(post):
    post(recipient_mark=BRAM)
    post("question-1", reference="8F7Y-55M7")
    withdraw_letters(reference="K7QM-3TXP", recipient_mark=SANNE)
    assert Letter.objects.due().count() == 2
