"""What may be attached, told by its content, and the copy that people see: the same picture without hidden data.

A photo is drawn again, so no EXIF, place, comment, profile or trailing bytes survive. A PDF cannot be cleaned without
a PDF library: its copy is the original, metadata and scripts included. Serve it as a download only, never inline.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageOps
from PIL.JpegImagePlugin import get_sampling

from signals.rules.names import squeezed

MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 52_000_000  # a phone of 50 megapixels; three such pictures in memory are what one upload costs
LONGEST_NAME = 100
_DAMAGED = _("This file is damaged. Open it yourself first, or choose another file.")

_SIGNATURES = (
    (re.compile(rb"\xff\xd8\xff"), "JPEG"),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "PNG"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "WEBP"),
    (re.compile(rb"%PDF-[12]\.[0-9]"), "PDF"),
    (re.compile(rb"....ftyp(?:hei[cfmsx]|hev[cmsx]|mif1|msf1)", re.DOTALL), "HEIC"),
)
_TYPES = {
    "JPEG": ("image/jpeg", ".jpg"),
    "PNG": ("image/png", ".png"),
    "WEBP": ("image/webp", ".webp"),
    "PDF": ("application/pdf", ".pdf"),
}
_MODES = {
    "JPEG": frozenset({"L", "RGB"}),
    "PNG": frozenset({"1", "I", "I;16", "L", "LA", "RGB", "RGBA"}),
    "WEBP": frozenset({"RGB", "RGBA"}),
}


@dataclass(frozen=True)
class Clean:
    """`shown` is the copy people see, `name` the file name without path and with the ending of the real type.

    Width and height are in pixels, 0 for a PDF.
    """

    content_type: str
    extension: str
    name: str
    shown: bytes
    width: int = 0
    height: int = 0


class AttachmentError(ValueError):
    def __init__(self, code: str, message: Promise) -> None:
        super().__init__(code)
        self.code = code
        self.message = message


def clean(data: bytes, file_name: str, *, most_bytes: int = MOST_BYTES) -> Clean:
    """The copy that people see. What is no JPEG, PNG, WebP or PDF inside is refused, whatever its name says."""
    if not data:
        raise AttachmentError("empty", _("This file is empty. Choose another file."))
    if len(data) > most_bytes:
        raise AttachmentError("too_large", _("This file is too large. Choose a smaller file."))
    kind = next((kind for signature, kind in _SIGNATURES if signature.match(data)), None)
    if kind == "HEIC":
        raise AttachmentError("heic", _("This is a HEIC photo. We cannot read it. Save it as JPEG and add it again."))
    if kind is None:
        raise AttachmentError("type", _("We accept photos (JPEG, PNG, WebP) and PDF. This file is something else."))
    content_type, extension = _TYPES[kind]
    name = _name(file_name, extension)
    if kind == "PDF":
        if b"%%EOF" not in data:
            raise AttachmentError("damaged", _DAMAGED)
        return Clean(content_type, extension, name, data)
    shown, width, height = _redrawn(data, kind)
    return Clean(content_type, extension, name, shown, width, height)


def _redrawn(data: bytes, kind: str) -> tuple[bytes, int, int]:
    """The first frame, upright, in plain colours, written anew."""
    try:
        with Image.open(BytesIO(data), formats=["JPEG", "MPO"] if kind == "JPEG" else [kind]) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise Image.DecompressionBombError
            encoding = _encoding(opened, data, kind)
            picture = _bare(opened, kind)
        written = BytesIO()
        picture.save(written, kind, **encoding)
    except Image.DecompressionBombError as bomb:
        raise AttachmentError("too_many_pixels", _("This photo is too large. Choose a smaller photo.")) from bomb
    except Exception as damage:  # a broken picture can raise nearly anything inside a decoder
        raise AttachmentError("damaged", _DAMAGED) from damage
    return written.getvalue(), picture.width, picture.height


def _encoding(opened: Image.Image, data: bytes, kind: str) -> dict[str, Any]:
    """Lossless stays lossless; what was lossy loses next to nothing, and does not grow to many times its size."""
    if kind == "PNG":
        return {"compress_level": 3}
    if kind == "JPEG":
        sampling = get_sampling(opened)
        return {"quality": 92, "subsampling": sampling if sampling in {0, 1, 2} else 0}
    is_lossless = b"VP8L" in data[12:4096]
    return (
        {"lossless": True, "exact": True, "quality": 20, "method": 1} if is_lossless else {"quality": 92, "method": 2}
    )


def _bare(opened: Image.Image, kind: str) -> Image.Image:
    """Pixels and nothing else: Pillow writes what lies in `info` into the new file."""
    profile = opened.info.get("icc_profile")
    picture = ImageOps.exif_transpose(opened)
    if picture.mode in {"P", "PA"} or "transparency" in picture.info:
        picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    picture = _in_plain_colours(picture, profile)
    if picture.mode not in _MODES[kind]:
        picture = picture.convert("RGBA" if kind != "JPEG" and picture.has_transparency_data else "RGB")
    picture.info = {}
    return picture


def _in_plain_colours(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """The profile itself can name a camera and goes; its colours are carried over to sRGB."""
    if not profile or picture.mode not in {"RGB", "RGBA", "CMYK"}:
        return picture
    try:
        own = ImageCms.ImageCmsProfile(BytesIO(profile))
        mode = "RGBA" if picture.mode == "RGBA" else "RGB"
        return ImageCms.profileToProfile(picture, own, ImageCms.createProfile("sRGB"), outputMode=mode) or picture
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture


def _name(typed: str, extension: str) -> str:
    last = squeezed(typed.replace("\\", "/").rpartition("/")[2])
    stem = PurePosixPath(last).stem.strip(". ") if last.strip(". ") else ""
    return (stem[: LONGEST_NAME - len(extension)] or "attachment") + extension
