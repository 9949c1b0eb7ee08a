"""Red when attachments cannot be kept, when there is no fresh copy, or when what must go did not go."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from hkin.machine.checks import State, disk
from hkin.machine.models import Proof
from hkin.machine.proofs import BACKUP_MADE, BACKUP_RESTORED, prove
from hkin.privacy.models import RetentionRun
from hkin.privacy.retention import forget, rules
from tests.machine.conftest import Found

pytestmark = pytest.mark.django_db


@pytest.fixture
def root(settings: Any, tmp_path: Path) -> Path:
    place = tmp_path / "sealed"
    place.mkdir(mode=0o700)
    settings.STORAGES = settings.STORAGES | {
        "sealed": {"BACKEND": "hkin.privacy.storage.SealedStorage", "OPTIONS": {"location": str(place)}}
    }
    return place


def hours_ago(hours: int) -> float:
    return (timezone.now() - timedelta(hours=hours)).timestamp()


def test_a_folder_for_us_alone_is_fine(root: Path, found: Found) -> None:
    assert found("sealed_root").state is State.GREEN


def test_a_folder_that_others_can_read_is_red(root: Path, found: Found) -> None:
    root.chmod(0o750)
    assert found("sealed_root").state is State.RED


def test_a_folder_that_will_be_made_is_fine(root: Path, found: Found) -> None:
    root.rmdir()
    assert found("sealed_root").state is State.GREEN


def test_a_folder_on_a_disk_that_cannot_be_written_is_red(settings: Any, found: Found) -> None:
    settings.STORAGES = settings.STORAGES | {"sealed": {"OPTIONS": {"location": "/proc/sealed"}}}
    assert found("sealed_root").state is State.RED


def test_a_disk_with_room_is_fine_and_one_without_is_red(found: Found, monkeypatch: pytest.MonkeyPatch) -> None:
    assert found("disk").state is State.GREEN
    monkeypatch.setattr(disk, "LEAST_BYTES", 10**18)
    assert found("disk").state is State.RED


def test_a_disk_that_can_hold_few_more_files_is_red(found: Found, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "LEAST_FILES", 10**18)
    assert found("disk").state is State.RED


# ---- the copy ------------------------------------------------------------------------------------
@pytest.fixture
def mark(settings: Any, tmp_path: Path) -> Path:
    settings.BACKUP_MARK = str(tmp_path / "made")
    return tmp_path / "made"


def test_without_a_mark_there_is_no_copy(mark: Path, found: Found) -> None:
    assert found("backup").state is State.RED


def test_a_mark_of_this_night_is_fine(mark: Path, found: Found) -> None:
    mark.touch()
    assert found("backup").state is State.GREEN


def test_a_mark_of_two_days_ago_is_red(mark: Path, found: Found) -> None:
    mark.touch()
    os.utime(mark, (hours_ago(48), hours_ago(48)))
    assert found("backup").state is State.RED


def test_a_copy_may_be_told_by_a_command(found: Found) -> None:
    call_command("note_backup", verbosity=0)
    assert found("backup").state is State.GREEN


def test_a_copy_that_was_told_too_long_ago_is_red(found: Found) -> None:
    prove(BACKUP_MADE, by_name="backup")
    Proof.objects.update(at=timezone.now() - timedelta(days=2))
    assert found("backup").state is State.RED


def test_a_copy_that_was_never_put_back_is_something_to_do(found: Found) -> None:
    assert found("backup_restored").state is State.GREY


def test_who_put_a_copy_back_is_named(found: Found) -> None:
    call_command("note_restore", by="Tom Bos", detail="op de testserver")
    line = found("backup_restored")
    assert (line.state, "Tom Bos" in line.text) == (State.GREEN, True)


def test_after_a_year_it_is_time_to_try_again(found: Found) -> None:
    prove(BACKUP_RESTORED, by_name="Tom")
    Proof.objects.update(at=timezone.now() - timedelta(days=400))
    assert found("backup_restored").state is State.GREY


# ---- forgetting ----------------------------------------------------------------------------------
def test_a_site_that_never_forgot_is_red(found: Found) -> None:
    assert found("forgetting").state is State.RED


def test_after_the_night_of_forgetting_it_is_fine(found: Found) -> None:
    call_command("forget", verbosity=0)
    assert found("forgetting").state is State.GREEN


def test_counting_only_is_not_forgetting(found: Found) -> None:
    call_command("forget", simulate=True)
    assert found("forgetting").state is State.RED


def test_one_rule_that_stays_behind_is_red_and_named(found: Found) -> None:
    call_command("forget", verbosity=0)
    behind = rules()[0]
    RetentionRun.objects.filter(rule=behind.name).update(at=timezone.now() - timedelta(days=3))
    line = found("forgetting")
    assert (line.state, str(behind.label) in line.text) == (State.RED, True)


def test_a_rule_tells_how_much_it_destroyed() -> None:
    forget(rules()[0])
    assert RetentionRun.objects.get().gone == 0
