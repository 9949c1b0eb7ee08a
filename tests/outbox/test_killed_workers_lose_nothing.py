"""Real processes are killed at the worst moments, and every letter still arrives."""

import signal

import pytest
from django.core.management import call_command

from hkin.outbox.models import Letter
from tests.outbox.conftest import kill, lapse_lease, letter

pytestmark = pytest.mark.django_db(transaction=True)

DIE_AFTER_COMMIT = """
import os, signal, django
django.setup()
from django.db import transaction
from hkin.outbox.actions import post_message
from hkin.privacy.sealing import seal_address
with transaction.atomic():
    transaction.on_commit(lambda: os.kill(os.getpid(), signal.SIGKILL))
    post_message(kind="digest_made", effect="trail-1", recipient_mark=b"sanne-----------", municipality_id=1,
                 sealed_address=seal_address("sanne@oudeveen.example"))
"""


def test_a_worker_takes_up_the_nudge_and_sends(post, own_redis, mail_server, worker, wait_until):
    worker()
    post()
    wait_until(lambda: letter().state == Letter.State.SENT)
    assert len(mail_server.letters) == 1


def test_a_worker_killed_while_the_mail_server_has_the_letter_loses_nothing(
    post, own_redis, mail_server, worker, wait_until
):
    first = worker()
    mail_server.on_letter = lambda: kill(first)
    post()
    wait_until(lambda: first.poll() is not None)
    assert (letter().state, letter().attempts) == (Letter.State.WAITING, 1)
    mail_server.on_letter = lambda: None
    lapse_lease()
    worker()
    call_command("deliver_due")
    wait_until(lambda: letter().state == Letter.State.SENT)
    first_copy, second_copy = mail_server.messages()
    assert first_copy["Message-ID"] == second_copy["Message-ID"]


def test_a_process_killed_between_commit_and_nudge_loses_nothing(own_redis, mail_server, run):
    dying = run("-c", DIE_AFTER_COMMIT, process="web")
    assert dying.wait(30) == -signal.SIGKILL
    own_redis.stop()
    call_command("deliver_due")
    assert len(mail_server.letters) == 1


def test_letters_posted_while_redis_was_away_go_out_after_it_returns(post, own_redis, mail_server, worker, wait_until):
    worker()
    post("before")
    wait_until(lambda: len(mail_server.letters) == 1)
    own_redis.stop()
    post("meanwhile")
    own_redis.start()
    call_command("deliver_due")
    wait_until(lambda: len(mail_server.letters) == 2)
