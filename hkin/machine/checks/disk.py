"""Can sealed files be kept, by us alone, and is there room for more?"""

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hkin.machine.checks.line import Check, green, red

FOLDER = _("Folder of attachments")
ROOM = _("Room on the disk")
LEAST_BYTES = 2 * 1024**3
LEAST_PART = 0.05
LEAST_FILES = 20_000


def sealed_root() -> Path:
    sealed = cast(dict[str, Any], settings.STORAGES["sealed"])
    return Path(sealed["OPTIONS"]["location"])


def look() -> Iterator[Check]:
    root = sealed_root()
    yield _folder(root)
    yield _room(_nearest(root))


def _folder(root: Path) -> Check:
    place = _nearest(root)
    if not _can_write(place):
        todo = _("Make %(folder)s, owned by the account of HKIN, with mode 0700.") % {"folder": root}
        return red("sealed_root", FOLDER, _("HKIN cannot write in %(folder)s.") % {"folder": place}, todo)
    if place == root and stat.S_IMODE(root.stat().st_mode) & 0o077:
        text = _("Others on this server can look into %(folder)s.") % {"folder": root}
        return red("sealed_root", FOLDER, text, _("Do: chmod 0700 %(folder)s.") % {"folder": root})
    if place != root:
        return green("sealed_root", FOLDER, _("HKIN makes %(folder)s with the first attachment.") % {"folder": root})
    return green("sealed_root", FOLDER, _("Only HKIN can read and write %(folder)s.") % {"folder": root})


def _room(place: Path) -> Check:
    usage, files = shutil.disk_usage(place), os.statvfs(place)
    gigabytes = {"free": f"{usage.free / 1024**3:.0f}"}
    if usage.free < LEAST_BYTES or usage.free < LEAST_PART * usage.total:
        return red("disk", ROOM, _("Only %(free)s GB is free.") % gigabytes, _("Clear the disk, or make it larger."))
    if files.f_files and files.f_favail < LEAST_FILES:
        text = _("The disk can hold only %(count)s more files.") % {"count": files.f_favail}
        return red("disk", ROOM, text, _("Clear away small files, or make the disk larger."))
    return green("disk", ROOM, _("%(free)s GB is free.") % gigabytes)


def _can_write(folder: Path) -> bool:
    """By doing it: rights alone say nothing about a disk that is full or closed."""
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"HKIN")
    except OSError:
        return False
    return True


def _nearest(path: Path) -> Path:
    """The folder itself, or the one it will be made in."""
    return next((folder for folder in [path, *path.parents] if folder.exists()), Path("/"))
