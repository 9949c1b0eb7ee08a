"""With Redis stopped or hung, telling people costs one short attempt, and the letters go out all the same."""

import json
from base64 import b64decode
from collections.abc import Iterator
from contextlib import suppress
from socket import socket
from threading import Thread
from time import monotonic

import pytest
from celery import current_app
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from redis import Redis

from hkin.outbox import nudging
from hkin.outbox.models import Letter
from tests.outbox.conftest import letter

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def attempts(use_broker) -> Iterator[list[int]]:
    """A broker that takes every call and never says a word; the list grows by one per call."""
    calls: list[int] = []
    with socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        held = []

        def take_calls() -> None:
            while True:
                try:
                    held.append(listener.accept()[0])
                except OSError:
                    return
                calls.append(1)

        Thread(target=take_calls, daemon=True).start()
        use_broker(f"redis://127.0.0.1:{listener.getsockname()[1]}/0")
        current_app.amqp.producer_pool  # noqa: B018  the imports of the first call are not what we count
        yield calls
        listener.shutdown(2)


def nudges(url: str) -> list[dict]:
    return [json.loads(each) for each in Redis.from_url(url).lrange("celery", 0, -1)]


def test_a_transaction_with_seven_letters_makes_one_nudge(post, own_redis):
    with transaction.atomic():
        for number in range(7):
            post(f"trail-{number}")
    assert [nudge["headers"]["task"] for nudge in nudges(own_redis.url)] == ["outbox.sweep"]


def test_a_letter_for_tomorrows_digest_makes_no_nudge(post, own_redis):
    post(by_mail="digest")
    assert nudges(own_redis.url) == []


def test_a_line_that_was_rolled_back_leaves_the_nudge_of_the_rest(post, own_redis):
    with transaction.atomic():
        with suppress(ZeroDivisionError), transaction.atomic():
            post("never happened")
            _ = 1 / 0
        post()
    assert len(nudges(own_redis.url)) == 1


def test_seven_letters_with_redis_hung_make_one_attempt(post, attempts):
    with transaction.atomic():
        for number in range(7):
            post(f"trail-{number}")
    assert len(attempts) == 1


def test_after_a_failed_attempt_the_next_transactions_make_none(post, attempts):
    for number in range(5):
        post(f"trail-{number}")
    assert len(attempts) == 1


def test_after_five_seconds_redis_is_asked_again(post, attempts, monkeypatch):
    post("trail-1")
    monkeypatch.setattr(nudging, "monotonic", lambda: monotonic() + nudging.QUIET_SECONDS)
    post("trail-2")
    assert len(attempts) == 2


@pytest.mark.parametrize("trouble", ["stop", "hang"])
def test_filing_hardly_notices_that_redis_is_away(post, own_redis, trouble):
    post("before")  # as a web process that has worked for a while
    getattr(own_redis, trouble)()
    started = monotonic()
    post("after")
    assert monotonic() - started < 0.5
    assert Letter.objects.due().count() == 2


def test_a_full_redis_does_not_stop_filing(post, own_redis):
    Redis.from_url(own_redis.url).config_set("maxmemory", "1")
    post()
    assert letter().state == Letter.State.WAITING


@pytest.mark.parametrize("trouble", ["stop", "hang"])
def test_without_redis_the_letter_is_delivered_all_the_same(post, own_redis, mail_server, trouble):
    getattr(own_redis, trouble)()
    post()
    call_command("deliver_due")
    assert len(mail_server.letters) == 1


def test_without_workers_the_letter_is_delivered_all_the_same(post, own_redis, mail_server, time_machine):
    post()
    call_command("deliver_due")
    assert mail_server.letters == []
    time_machine.move_to(timezone.now() + nudging.QUEUE_LEASE)
    call_command("deliver_due")
    assert len(mail_server.letters) == 1


def test_without_workers_the_queue_does_not_grow(post, own_redis):
    post()
    call_command("deliver_due")
    call_command("deliver_due")
    assert [nudge["headers"]["task"] for nudge in nudges(own_redis.url)].count("outbox.deliver") == 1


def test_an_emptied_redis_costs_time_and_no_letter(post, own_redis, mail_server, time_machine):
    post()
    call_command("deliver_due")
    Redis.from_url(own_redis.url).flushall()
    time_machine.move_to(timezone.now() + nudging.QUEUE_LEASE)
    call_command("deliver_due")
    assert len(mail_server.letters) == 1


def test_redis_holds_nothing_but_opaque_ids(post, own_redis):
    post(reference="K7QM-3TXP", path="/signalen/K7QM-3TXP/", address="sanne@oudeveen.example")
    nudging.sweep()
    deliver = next(each for each in nudges(own_redis.url) if each["headers"]["task"] == "outbox.deliver")
    args, kwargs, _ = json.loads(b64decode(deliver["body"]))
    assert (args, kwargs) == ([str(letter().uuid)], {})
    assert (deliver["headers"]["argsrepr"], deliver["headers"]["kwargsrepr"]) == ("(-)", "{-}")
