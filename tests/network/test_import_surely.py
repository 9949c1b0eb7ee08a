"""A file that was brought in is worked on once, whoever is killed, and waits when nobody is there to do it."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from subprocess import Popen

import pytest
from django.db import connection, transaction
from django.utils import timezone

from network.actions import importing, importing_doing
from network.actions.importing import bring_in, pick_up_imports, say_yes, work_on
from network.actions.importing_progress import Progress
from network.cast import Cast
from network.models import Department, EntryLink, ImportRun, Municipality
from network.models.importing import ImportState
from network.retention import RULES
from tests.network.importing import DEPARTMENTS, PEOPLE, brought_in, done, sheet
from tests.outbox.conftest import OwnRedis, kill, own_redis, run, use_broker, wait_until, worker
from tests.signals.filing_form import signed_in

__all__ = ["own_redis", "run", "use_broker", "wait_until", "worker"]

WATER = sheet(DEPARTMENTS, {"code": "WAT", "name": "Water"})
ANNA = {"email": "anna@oudeveen.example", "name": "Anna", "department": "VAS"}

Start = Callable[[], Popen[bytes]]


def state(file: ImportRun) -> str:
    return ImportRun.objects.get(pk=file.pk).state


@pytest.fixture
def water(cast: Cast) -> ImportRun:
    return bring_in(by=cast.noor, municipality=cast.oudeveen, kind=DEPARTMENTS, content=WATER)


# ---- with a worker of its own --------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_a_real_worker_reads_it_and_does_it(
    own_redis: OwnRedis, worker: Start, wait_until: Callable[..., None], cast: Cast
) -> None:
    worker()
    file = bring_in(by=cast.noor, municipality=cast.oudeveen, kind=DEPARTMENTS, content=WATER)
    wait_until(lambda: state(file) == ImportState.CHECKED, 60)
    say_yes(by=cast.noor, run=file)
    wait_until(lambda: state(file) == ImportState.DONE, 60)
    assert Department.objects.filter(code="WAT").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_killed_halfway_leaves_nothing_half_and_another_goes_on(
    own_redis: OwnRedis, worker: Start, wait_until: Callable[..., None], cast: Cast
) -> None:
    file = brought_in(cast, DEPARTMENTS, WATER)
    with transaction.atomic():
        Municipality.objects.select_for_update().get(pk=cast.oudeveen.pk)  # the worker waits for this, in the middle
        first = worker()
        other = connection.copy()
        with other.cursor() as cursor:  # as the page does, seen by the worker at once
            cursor.execute("UPDATE network_importrun SET state = 'to_do', tries = 0 WHERE id = %s", [file.pk])
        other.close()
        importing._publish(file)
        wait_until(lambda: ImportRun.objects.get(pk=file.pk).leased_until is not None, 60)
        kill(first)
    assert (state(file), Department.objects.filter(code="WAT").count()) == (ImportState.TO_DO, 0)
    ImportRun.objects.update(
        leased_until=timezone.now() - timedelta(seconds=1), nudged_at=timezone.now() - timedelta(60)
    )
    worker()
    pick_up_imports()
    wait_until(lambda: state(file) == ImportState.DONE, 60)
    assert Department.objects.filter(code="WAT").count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_a_broker_the_file_waits_and_the_page_says_so(
    own_redis: OwnRedis, worker: Start, wait_until: Callable[..., None], cast: Cast
) -> None:
    own_redis.stop()
    file = bring_in(by=cast.noor, municipality=cast.oudeveen, kind=DEPARTMENTS, content=WATER)
    ImportRun.objects.update(created_at=timezone.now() - timedelta(minutes=1), nudged_at=timezone.now() - timedelta(60))
    response = signed_in(cast.noor).get(f"/netwerk/invoeren/bestand/{file.uuid}/")
    assert response.status_code == 200
    assert b"hkin-progress" in response.content
    assert response.context["is_left"]
    own_redis.start()
    worker()
    ImportRun.objects.update(nudged_at=timezone.now() - timedelta(minutes=1))
    pick_up_imports()
    wait_until(lambda: state(file) == ImportState.CHECKED, 60)


# ---- one at a time -------------------------------------------------------------------------------
@pytest.mark.django_db
def test_who_comes_second_does_nothing(water: ImportRun) -> None:
    assert water.claim(until=timezone.now() + importing.LEASE)
    work_on(str(water.uuid))
    assert state(water) == ImportState.TO_CHECK


@pytest.mark.django_db
def test_a_file_that_is_gone_is_no_work() -> None:
    work_on("6a1cf5a8-5f0c-4f0f-9f0a-2f4a5c2f7c11")


@pytest.mark.django_db
def test_what_goes_wrong_halfway_leaves_nothing_and_is_given_up_after_five_times(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = brought_in(cast, DEPARTMENTS, WATER)
    say_yes(by=cast.noor, run=file)

    def stumble(*_: object, **__: object) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr(importing_doing, "write_down", stumble)
    for _ in range(6):
        assert not Department.objects.filter(code="WAT").exists()
        with suppress(RuntimeError):
            work_on(str(file.uuid))
    assert state(file) == ImportState.BROKEN


@pytest.mark.django_db
def test_a_keeper_who_stopped_being_one_brings_nothing_in(cast: Cast) -> None:
    file = brought_in(cast, DEPARTMENTS, WATER)
    say_yes(by=cast.noor, run=file)
    cast.noor.grants.update(until_on=timezone.localdate() - timedelta(days=1))
    work_on(str(file.uuid))
    work_on(str(file.uuid))
    assert (state(file), Department.objects.filter(code="WAT").count()) == (ImportState.BROKEN, 0)


@pytest.mark.django_db
def test_invitations_go_on_where_they_stopped(cast: Cast) -> None:
    file = done(cast, PEOPLE, ANNA, invites=True)
    ImportRun.objects.filter(pk=file.pk).update(state=ImportState.TO_INVITE)
    work_on(str(file.uuid))
    assert (state(file), EntryLink.objects.filter(user__email=ANNA["email"]).count()) == (ImportState.DONE, 1)


@pytest.mark.django_db(transaction=True)
def test_how_far_it_is_can_be_seen_before_it_is_done(cast: Cast) -> None:
    file = brought_in(cast, DEPARTMENTS, WATER)
    other = connection.copy()
    with Progress(file) as progress, transaction.atomic():
        Department.objects.filter(municipality=cast.oudeveen).update(cluster="x")
        progress.tick(7)
        with other.cursor() as cursor:
            cursor.execute("SELECT done FROM network_importrun WHERE id = %s", [file.pk])
            assert cursor.fetchone() == (7,)
    other.close()


@pytest.mark.django_db(transaction=True)
def test_who_files_does_not_wait_for_an_import(cast: Cast) -> None:
    other = connection.copy()
    with transaction.atomic():
        importing.lock_matrix(cast.oudeveen)
        with other.cursor() as cursor:
            cursor.execute("SET lock_timeout = '1s'")
            cursor.execute("SELECT 1 FROM network_municipality WHERE id = %s FOR KEY SHARE", [cast.oudeveen.pk])
    other.close()


@pytest.mark.django_db
def test_a_file_is_erased_after_seven_days(cast: Cast) -> None:
    file = brought_in(cast, DEPARTMENTS, WATER)
    rule = next(rule for rule in RULES if rule.name == "old_imports")
    assert not rule.due(None, file.created_at + timedelta(days=7)).exists()
    assert rule.due(None, file.created_at + timedelta(days=7, seconds=1)).exists()
