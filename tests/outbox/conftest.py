"""A mail server that misbehaves on request, a Redis that may be stopped, and workers that may be killed."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event
from time import monotonic
from urllib.parse import urlsplit

import pytest
from celery import current_app
from django.db import connection, transaction
from django.utils import timezone

from hkin.devstack.binaries import redis_program
from hkin.devstack.broker import free_port
from hkin.outbox import kinds, nudging
from hkin.outbox.actions import post_message
from hkin.outbox.models import Letter
from hkin.privacy.sealing import seal_address
from tests.outbox.mail_server import MailServer

ROOT = Path(__file__).resolve().parents[2]
SANNE = b"sanne".ljust(16, b".")
BRAM = b"bram".ljust(16, b".")
KIND = "door_opened"


@pytest.fixture(autouse=True)
def a_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(kinds._kinds, KIND, kinds.Kind(name=KIND))
    monkeypatch.setattr(nudging._Quiet, "until", 0.0)


@pytest.fixture
def post() -> Callable[..., None]:
    """Post one message in a transaction of its own."""

    def post(effect: str = "trail-1", *, address: str | None = "sanne@oudeveen.example", **others: object) -> None:
        told = {"kind": KIND, "recipient_mark": SANNE, "municipality_id": 1, "reference": "K7QM-3TXP"} | others
        with transaction.atomic():
            post_message(effect=effect, sealed_address=seal_address(address) if address else None, **told)

    return post


@pytest.fixture
def wait_until() -> Callable[..., None]:
    def wait_until(condition: Callable[[], object], seconds: float = 20) -> None:
        deadline = monotonic() + seconds
        pause = Event()
        while not condition():
            assert monotonic() < deadline, "It did not happen in time"
            pause.wait(0.02)

    return wait_until


@pytest.fixture
def mail_server(settings) -> Iterator[MailServer]:
    server = MailServer()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    yield server
    server.stop()


class OwnRedis:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.start()

    def start(self) -> None:
        command = [redis_program(), "--port", str(self.port), "--bind", "127.0.0.1", "--dir", self.folder, "--save", ""]
        self.process = subprocess.Popen([*command, "--daemonize", "no"], stdout=subprocess.PIPE, text=True)
        while "eady to accept connections" not in self.process.stdout.readline():
            assert self.process.poll() is None, "Redis did not start"

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()

    def hang(self) -> None:
        self.process.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        self.process.send_signal(signal.SIGCONT)


@pytest.fixture
def own_redis(tmp_path: Path, use_broker: Callable[[str], None]) -> Iterator[OwnRedis]:
    redis = OwnRedis(tmp_path)
    use_broker(redis.url)
    yield redis
    redis.stop()


@pytest.fixture
def use_broker() -> Iterator[Callable[[str], None]]:
    """Point this process at another broker."""
    before = current_app.conf.broker_url

    def use(url: str) -> None:
        current_app.conf.broker_url = url
        current_app._after_fork()  # forget the pools

    yield use
    use(before)


@pytest.fixture
def run(settings) -> Iterator[Callable[..., subprocess.Popen]]:
    """Start a process of HKIN on the test database, the test mail server and the broker of this process."""
    started: list[subprocess.Popen] = []

    def run(*command: str, process: str, **env: str) -> subprocess.Popen:
        address = urlsplit(os.environ["DATABASE_URL"])
        surroundings = os.environ | {
            "DATABASE_URL": address._replace(path=f"/{connection.settings_dict['NAME']}").geturl(),
            "REDIS_URL": current_app.conf.broker_url,
            "HKIN_PROCESS": process,
            "HKIN_MAIL_HOST": "127.0.0.1",
            "HKIN_MAIL_PORT": str(settings.EMAIL_PORT),
        }
        child = subprocess.Popen(
            [sys.executable, *command], env=surroundings | env, cwd=ROOT, start_new_session=True, stderr=subprocess.PIPE
        )
        started.append(child)
        return child

    yield run
    for child in started:
        kill(child)


def kill(process: subprocess.Popen) -> None:
    """The whole session at once, as a power cut would."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@pytest.fixture
def worker(run) -> Callable[[], subprocess.Popen]:
    def start() -> subprocess.Popen:
        return run("-m", "celery", "-A", "hkin", "worker", "-l", "ERROR", "-c", "1", process="worker")

    return start


def letter() -> Letter:
    return Letter.objects.get()


def lapse_lease() -> None:
    """As if the lease of every letter ended just now."""
    moment = timezone.now() - timedelta(seconds=1)
    Letter.objects.waiting().update(next_attempt_at=moment, queued_until=None)


def tomorrow() -> datetime:
    return timezone.now() + timedelta(days=1)
