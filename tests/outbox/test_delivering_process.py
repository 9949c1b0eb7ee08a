"""The process that looks after due letters outlives a database that goes away and a mail server that drips."""

from collections.abc import Callable, Iterator
from socket import create_server, socket
from threading import Event, Thread

import pytest
from django.core.management import call_command
from django.db import connection

from hkin.outbox.management.commands import deliver_due
from hkin.outbox.models import Heartbeat, Letter
from tests.outbox.conftest import letter

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def dripping_server(settings) -> Iterator[None]:
    """A mail server that greets with one byte at a time, and never finishes."""
    gone = Event()

    def drip(call: socket) -> None:
        while not gone.wait(0.05):
            call.send(b"2")

    with create_server(("127.0.0.1", 0)) as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.getsockname()
        Thread(target=lambda: drip(server.accept()[0]), daemon=True).start()
        yield
        gone.set()


@pytest.fixture
def forever(run) -> Callable[[], object]:
    return lambda: run("-m", "django", "deliver_due", "--forever", "--every", "0.1", process="deliver")


def break_connections_of_others() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def test_it_says_that_it_lives(mail_server, own_redis):
    call_command("deliver_due")
    assert Heartbeat.objects.get().name == "deliver"


def test_a_mail_server_that_drips_does_not_keep_it(post, own_redis, dripping_server, monkeypatch):
    monkeypatch.setattr(deliver_due, "SECONDS_PER_LETTER", 0.3)
    own_redis.stop()
    post()
    call_command("deliver_due")
    assert (letter().state, letter().attempts) == (Letter.State.WAITING, 1)


def test_it_goes_on_after_the_database_broke_its_connection(post, own_redis, mail_server, forever, wait_until):
    own_redis.stop()
    forever()
    wait_until(Heartbeat.objects.exists)
    break_connections_of_others()
    post()
    wait_until(lambda: letter().state == Letter.State.SENT)


def test_it_stops_when_asked(own_redis, mail_server, forever, wait_until):
    process = forever()
    wait_until(Heartbeat.objects.exists)
    process.terminate()
    assert process.wait(10) == 0
