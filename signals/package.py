"""What goes to another organisation, as one file: a PDF to read, the same as JSON, and the attachments beside them."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.utils.translation import gettext as _

TEMPLATE = Path(__file__).resolve().parent / "data" / "transfer.typ"
#: Of the JSON. What reads it there breaks when a key goes or means something else: then this counts on.
FORMAT = "hkin-transfer/1"
#: A ZIP remembers when each file was made; ours says nothing of the clock of this machine.
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Line:
    label: str
    value: str


@dataclass(frozen=True)
class Chapter:
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Attached:
    """The copy without hidden data; its hash stands in the JSON, so that of the JSON covers it."""

    file: str
    size: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Package:
    """`format` and `day` (ISO 8601) are for a machine that reads the JSON; people read the day in `head`."""

    format: str = FORMAT
    title: str
    number: str
    day: str
    notice: str
    practice: str  # empty when it is real
    head: tuple[Line, ...]
    chapters: tuple[Chapter, ...]
    attachments: tuple[Attached, ...] = ()

    def as_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.as_json().encode()).hexdigest()


def attached(number: int, content_type: str, content: bytes) -> Attached:
    """The name says nothing: people put names of people in names of files."""
    ending = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}.get(content_type, "pdf")
    name = _("attachment-%(number)s.%(ending)s") % {"number": number, "ending": ending}
    return Attached(file=name, size=len(content), sha256=hashlib.sha256(content).hexdigest())


def read_package(text: str) -> Package:
    kept = json.loads(text)
    head = tuple(Line(**line) for line in kept["head"])
    chapters = tuple(Chapter(one["title"], tuple(Line(**line) for line in one["lines"])) for one in kept["chapters"])
    files = tuple(Attached(**one) for one in kept["attachments"])
    return Package(**{**kept, "head": head, "chapters": chapters, "attachments": files})


def as_pdf(package: Package) -> bytes:
    """By the norm for accessible PDF. What was written goes in as data, so that it can be no markup.

    A sign that none of the fonts has is shown as a box, which that norm does not know.
    """
    words = {
        **asdict(package),
        "files_title": _("Attachments"),
        "page": _("page"),
        "language": "nl",
    }
    fonts = [str(folder) for folder in settings.POSTER_FONTS]
    made: dict[str, Any] = {
        "font_paths": fonts,
        "ignore_system_fonts": True,
        "sys_inputs": {"words": json.dumps(words)},
    }
    try:
        pdf: bytes = typst.compile(str(TEMPLATE), **made, pdf_standards="ua-1")
    except typst.TypstError:
        pdf = typst.compile(str(TEMPLATE), **made)
    return pdf


def as_zip(package: Package, contents: Sequence[bytes]) -> bytes:
    """`contents` of the attachments, in the order of the package."""
    files = [
        (_("transfer.pdf"), as_pdf(package)),
        (_("transfer.json"), package.as_json().encode()),
        *zip((one.file for one in package.attachments), contents, strict=True),
    ]
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files:
            file.writestr(zipfile.ZipInfo(name, _LONG_AGO), content, zipfile.ZIP_DEFLATED)
    return held.getvalue()
