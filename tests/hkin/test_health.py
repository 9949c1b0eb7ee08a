"""A monitor asks one address whether colleagues can file, and whether messages arrive; it learns nothing else."""

from collections.abc import Iterator
from datetime import timedelta
from time import monotonic
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from hkin import health
from hkin.outbox.jobs import beat
from hkin.outbox.models import Heartbeat, Letter
from network.cast import Cast
from signals.actions.intake import mark_seen
from signals.rules.safety import Safety
from tests.outbox.conftest import OwnRedis, own_redis, use_broker  # noqa: F401 (fixtures)
from tests.signals.life import TEXT, filed

PAGE = "/gezond/"


@pytest.fixture(autouse=True)
def asked_anew() -> Iterator[None]:
    yield
    health._require_migrations.cache_clear()


@pytest.fixture
def alive(db: None, own_redis: OwnRedis) -> OwnRedis:  # noqa: F811
    beat(*health.PROCESSES)
    return own_redis


def ask() -> HttpResponse:
    return Client().get(PAGE)


def test_when_all_is_well_there_is_nothing_to_say(alive: OwnRedis) -> None:
    answer = ask()
    assert answer.status_code == 200
    assert (answer.json()["can_file"], answer.json()["warnings"]) == (True, [])


def test_no_login_is_asked_and_nothing_is_kept(alive: OwnRedis) -> None:
    answer = ask()
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_can_only_be_read(db: None, method: str) -> None:
    assert getattr(Client(), method)(PAGE).status_code == 405


@pytest.mark.parametrize("trouble", ["stop", "hang"])
def test_without_the_broker_filing_still_works_and_the_answer_comes_within_a_second(
    alive: OwnRedis, trouble: str
) -> None:
    getattr(alive, trouble)()
    started = monotonic()
    answer = ask()
    assert monotonic() - started < 1
    assert (answer.status_code, answer.json()["warnings"]) == (200, ["broker"])


@pytest.mark.parametrize("name", health.PROCESSES)
def test_a_process_that_is_quiet_is_a_warning(alive: OwnRedis, name: str) -> None:
    Heartbeat.objects.filter(name=name).update(at=timezone.now() - timedelta(minutes=4))
    answer = ask()
    assert (answer.status_code, answer.json()["warnings"]) == (200, [name])
    assert answer.json()[name]["age_seconds"] in range(239, 250)


def test_a_process_that_never_lived_is_a_warning(alive: OwnRedis) -> None:
    Heartbeat.objects.filter(name="worker").delete()
    assert ask().json()["worker"] == {"ok": False, "age_seconds": None}


def test_a_message_that_waits_too_long_is_a_warning(alive: OwnRedis, cast: Cast) -> None:
    filed(cast.sanne, safety=Safety.DANGER)
    Letter.objects.update(not_before=timezone.now() - timedelta(minutes=6))
    assert ask().json()["warnings"] == ["oldest_waiting_message"]


def test_an_urgent_signal_that_nobody_saw_is_yes_or_no(alive: OwnRedis, cast: Cast) -> None:
    signal = filed(cast.sanne, safety=Safety.DANGER)
    assert ask().json()["unseen_urgent"] is True
    mark_seen(signal.reference, by=cast.omar)
    assert ask().json()["unseen_urgent"] is False


def test_it_shows_facts_and_nothing_of_a_signal(alive: OwnRedis, cast: Cast) -> None:
    signal = filed(cast.sanne, safety=Safety.DANGER)
    said = ask().content.decode()
    for words in (signal.reference, str(signal.uuid), "Oudeveen", "sanne", TEXT.split()[0]):
        assert words not in said


@pytest.mark.parametrize("setting", ["SEAL_KEYS", "INDEX_KEY"])
def test_without_keys_nobody_can_file(alive: OwnRedis, settings: Any, setting: str) -> None:
    setattr(settings, setting, "")
    answer = ask()
    assert (answer.status_code, answer.json()["keys"]["ok"]) == (503, False)


def test_without_a_migration_nobody_can_file(alive: OwnRedis) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'signals'")
    answer = ask()
    assert (answer.status_code, answer.json()["migrations"]["ok"]) == (503, False)


@pytest.mark.django_db(transaction=True)
def test_without_a_database_nobody_can_file(monkeypatch: pytest.MonkeyPatch) -> None:
    connection.close()
    with monkeypatch.context() as away:
        away.setitem(connection.settings_dict, "HOST", "127.0.0.1")
        away.setitem(connection.settings_dict, "PORT", "9")
        answer = ask()
    connection.close()
    assert (answer.status_code, answer.json()["database"]["ok"]) == (503, False)
