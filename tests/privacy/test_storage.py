"""An attachment is on the disk before its signal is, under a name that says nothing."""

import os
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from hkin.privacy.storage import SealedStorage

WEEK = timedelta(days=7)


@pytest.fixture
def storage(tmp_path: Path) -> SealedStorage:
    return SealedStorage(location=tmp_path / "sealed")


def paths(tmp_path: Path) -> list[Path]:
    return [path for path in (tmp_path / "sealed").rglob("*") if path.is_file()]


def make_old(path: Path) -> None:
    os.utime(path, (1, 1))


def test_what_was_saved_opens(storage: SealedStorage) -> None:
    name = storage.save("foto van de loods.jpg", ContentFile(b"sealed bytes"))
    with storage.open(name) as file:
        assert file.read() == b"sealed bytes"


def test_the_name_on_disk_says_nothing(storage: SealedStorage, tmp_path: Path) -> None:
    name = storage.save("foto van de loods.jpg", ContentFile(b"x"))
    assert re.fullmatch(r"[0-9a-f]{2}/[0-9a-f]{30}", name)
    assert [path.relative_to(tmp_path / "sealed").as_posix() for path in paths(tmp_path)] == [name]


def test_only_the_owner_of_the_process_may_read(storage: SealedStorage, tmp_path: Path) -> None:
    storage.save("x", ContentFile(b"x"))
    (file,) = paths(tmp_path)
    modes = [path.stat().st_mode & 0o777 for path in (file, file.parent, file.parent.parent)]
    assert modes == [0o600, 0o700, 0o700]


def test_the_same_name_twice_is_two_files(storage: SealedStorage) -> None:
    assert storage.save("x", ContentFile(b"1")) != storage.save("x", ContentFile(b"2"))


def test_a_deleted_file_is_gone_and_deleting_again_is_no_error(storage: SealedStorage) -> None:
    name = storage.save("x", ContentFile(b"x"))
    storage.delete(name)
    storage.delete(name)
    assert not storage.exists(name)


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "ab/../../x", "foto.jpg", ""])
def test_a_name_can_not_lead_elsewhere(storage: SealedStorage, name: str) -> None:
    with pytest.raises(ValueError, match="not the name"):
        storage.open(name)


def test_a_broken_write_leaves_nothing(storage: SealedStorage, tmp_path: Path) -> None:
    class Breaks(ContentFile):
        def chunks(self, chunk_size=None):
            yield b"half"
            raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        storage.save("x", Breaks(b""))
    assert paths(tmp_path) == []


def test_the_sweep_removes_old_files_no_row_knows(storage: SealedStorage, tmp_path: Path) -> None:
    known, orphan = storage.save("x", ContentFile(b"1")), storage.save("x", ContentFile(b"2"))
    for path in paths(tmp_path):
        make_old(path)
    assert storage.sweep(known={known}, older_than=WEEK) == 1
    assert (storage.exists(known), storage.exists(orphan)) == (True, False)


def test_the_sweep_leaves_a_file_whose_row_is_still_being_written(storage: SealedStorage) -> None:
    name = storage.save("x", ContentFile(b"1"))
    assert storage.sweep(known=set(), older_than=WEEK) == 0
    assert storage.exists(name)


def test_the_sweep_removes_what_a_killed_process_left_half(storage: SealedStorage, tmp_path: Path) -> None:
    name = storage.save("x", ContentFile(b"1"))
    half = tmp_path / "sealed" / (name + "0.part")
    half.write_bytes(b"half")
    make_old(half)
    assert storage.sweep(known={name}, older_than=WEEK) == 1


def test_a_sealed_file_has_no_address(storage: SealedStorage) -> None:
    with pytest.raises(NotImplementedError):
        storage.url("ab/cd")


def test_the_site_has_a_sealed_storage() -> None:
    assert isinstance(storages["sealed"], SealedStorage)
