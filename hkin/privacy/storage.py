"""Where sealed files lie. Names are random, bytes arrive sealed, and a file is on the disk before its row commits."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, Any

from django.core.files.base import File
from django.core.files.storage import Storage
from django.utils import timezone
from django.utils.deconstruct import deconstructible

_NAME = re.compile(r"[0-9a-f]{2}/[0-9a-f]{30}")
_UNFINISHED = ".part"


@deconstructible(path="hkin.privacy.storage.SealedStorage")
class SealedStorage(Storage):
    """Takes bytes that are sealed already, keeps nothing of the name it was given."""

    def __init__(self, *, location: str | os.PathLike[str]) -> None:
        self._root = Path(location)

    def save(self, name: str | None, content: IO[Any], max_length: int | None = None) -> str:  # noqa: ARG002
        digits = secrets.token_hex(16)
        random_name = f"{digits[:2]}/{digits[2:]}"
        self._write(self._path(random_name), content if isinstance(content, File) else File(content))
        return random_name

    def open(self, name: str, mode: str = "rb") -> File[bytes]:
        if mode != "rb":
            raise ValueError("a sealed file is read, or saved anew")
        return File(self._path(name).open("rb"), name=name)

    def delete(self, name: str) -> None:
        self._path(name).unlink(missing_ok=True)

    def exists(self, name: str) -> bool:
        return self._path(name).is_file()

    def size(self, name: str) -> int:
        return self._path(name).stat().st_size

    def get_modified_time(self, name: str) -> datetime:
        return datetime.fromtimestamp(self._path(name).stat().st_mtime, tz=timezone.get_current_timezone())

    def sweep(self, *, known: Collection[str], older_than: timedelta) -> int:
        """Remove files no row knows: left behind when a transaction failed after the file was written."""
        limit = timezone.now().timestamp() - older_than.total_seconds()
        orphans = [path for path in self._files() if self._name(path) not in known and path.stat().st_mtime < limit]
        for path in orphans:
            path.unlink(missing_ok=True)
        return len(orphans)

    def _files(self) -> Iterator[Path]:
        return (path for path in self._root.glob("??/*") if path.is_file())

    def _name(self, path: Path) -> str:
        return path.relative_to(self._root).as_posix()

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise ValueError("not the name of a sealed file")
        return self._root / name

    def _write(self, path: Path, content: File[Any]) -> None:
        folder = path.parent
        self._root.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not folder.exists():
            folder.mkdir(mode=0o700, exist_ok=True)
            _flush_folder(self._root)
        unfinished = path.with_name(path.name + _UNFINISHED)
        try:
            with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            unfinished.rename(path)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise
        _flush_folder(folder)


def _flush_folder(folder: Path) -> None:
    """A rename is on the disk only when its folder is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
