"""A letter goes out once, and whatever the mail server does, it is not lost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hkin.devstack.broker import free_port
from hkin.outbox.delivery import MAX_ATTEMPTS, claim, deliver, mark_failed
from hkin.outbox.models import Letter
from tests.outbox.conftest import lapse_lease, letter

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESS = "sanne@oudeveen.example"


def attempt() -> Letter:
    deliver(letter().uuid)
    return letter()


def test_a_letter_arrives_at_the_address(post, mail_server):
    post(address=ADDRESS)
    attempt()
    assert mail_server.addressees() == [ADDRESS]


def test_a_sent_letter_forgets_the_address(post, mail_server):
    post()
    assert (attempt().state, letter().sealed_address) == (Letter.State.SENT, None)


def test_a_sent_letter_is_not_sent_again(post, mail_server):
    post()
    attempt()
    attempt()
    assert len(mail_server.letters) == 1


def test_two_workers_with_the_same_letter_send_it_once(post, mail_server):
    post()
    claim(letter().uuid)
    attempt()
    assert mail_server.letters == []


def test_a_withdrawn_letter_stays_home(post, mail_server):
    post()
    Letter.objects.update(state=Letter.State.WITHDRAWN, sealed_address=None)
    attempt()
    assert mail_server.letters == []


def test_a_busy_mail_server_is_asked_again_later(post, mail_server):
    mail_server.answer_to_data = "451 later"
    post()
    failed = attempt()
    assert (failed.state, failed.attempts, failed.error) == (Letter.State.WAITING, 1, "SMTPDataError 451")


def test_after_a_busy_mail_server_the_letter_arrives(post, mail_server):
    mail_server.answer_to_data = "451 later"
    post()
    attempt()
    mail_server.answer_to_data = "250 kept"
    lapse_lease()
    attempt()
    assert len(mail_server.letters) == 1


def test_both_attempts_carry_the_same_message_id(post, mail_server):
    mail_server.drops = True
    post()
    attempt()
    lapse_lease()
    attempt()
    first, second = mail_server.messages()
    assert first["Message-ID"] == second["Message-ID"]


def test_a_failed_letter_is_not_tried_again_at_once(post, mail_server):
    mail_server.answer_to_data = "451 later"
    post()
    attempt()
    assert not Letter.objects.due().exists()


def test_an_unknown_mailbox_is_given_up_at_once(post, mail_server):
    mail_server.refusals[ADDRESS] = "550 no such user"
    post(address=ADDRESS)
    assert (attempt().state, letter().error) == (Letter.State.UNDELIVERABLE, "SMTPRecipientsRefused 550")


def test_a_full_mailbox_is_tried_again(post, mail_server):
    mail_server.refusals[ADDRESS] = "452 full"
    post(address=ADDRESS)
    assert attempt().state == Letter.State.WAITING


def test_after_twelve_attempts_a_person_must_look_at_it(post, mail_server):
    mail_server.answer_to_data = "554 spam"
    post()
    for _ in range(MAX_ATTEMPTS):
        lapse_lease()
        attempt()
    assert letter().state == Letter.State.UNDELIVERABLE


def test_a_letter_that_always_kills_its_worker_is_given_up(post, mail_server):
    post()
    for _ in range(MAX_ATTEMPTS + 1):
        lapse_lease()
        claim(letter().uuid)  # and nothing comes after it
    assert (letter().state, letter().error) == (Letter.State.UNDELIVERABLE, "NeverFinished")


def test_a_mail_server_that_is_away_for_a_night_costs_no_letter(post, mail_server, settings):
    post()
    settings.EMAIL_PORT = free_port()
    for _ in range(MAX_ATTEMPTS + 8):
        lapse_lease()
        attempt()
    settings.EMAIL_PORT = mail_server.port
    lapse_lease()
    assert attempt().state == Letter.State.SENT


def test_a_mail_server_that_stays_away_for_days_is_shown_to_a_person(post, settings):
    settings.EMAIL_BACKEND, settings.EMAIL_PORT = "django.core.mail.backends.smtp.EmailBackend", free_port()
    post()
    Letter.objects.update(not_before=timezone.now() - timedelta(days=4), attempts=MAX_ATTEMPTS - 1)
    assert (attempt().state, letter().error) == (Letter.State.UNDELIVERABLE, "MailServerAway ConnectionRefusedError")


def test_a_mail_server_that_hangs_does_not_keep_the_letter(post, mail_server, settings):
    mail_server.hangs, settings.EMAIL_TIMEOUT = True, 0.2
    post()
    assert (attempt().state, letter().error) == (Letter.State.WAITING, "SMTPServerDisconnected")


def test_an_answer_that_comes_too_late_does_not_undo_a_sent_letter(post, mail_server):
    post()
    slow = claim(letter().uuid)
    lapse_lease()
    attempt()
    mark_failed(slow, TimeoutError())
    assert letter().state == Letter.State.SENT


def test_what_went_wrong_never_holds_an_address(post, mail_server):
    mail_server.refusals[ADDRESS] = f"550 no such user {ADDRESS}"
    post(address=ADDRESS)
    assert "sanne" not in attempt().error


def test_one_good_address_does_not_wait_for_150_dead_ones(post, mail_server):
    for number in range(150):
        mail_server.refusals[f"dead{number}@gone.example"] = "451 later"
        post(f"trail-{number}", address=f"dead{number}@gone.example")
    Letter.objects.update(attempts=6)
    for uuid in Letter.objects.due().values_list("uuid", flat=True):
        deliver(uuid)
    post("good", address=ADDRESS)
    deliver(Letter.objects.due().get().uuid)
    assert mail_server.addressees() == [ADDRESS]
