"""A photo for a contact card: a small square JPEG that we draw ourselves, so that nothing hidden comes along."""

from __future__ import annotations

from io import BytesIO
from typing import BinaryIO

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

MOST_BYTES = 5 * 1024 * 1024
MOST_PIXELS = 30_000_000
#: Each line of a picture costs memory beside its pixels.
MOST_SIDE = 20_000
SIDE = 240
_QUALITY = 82
_FORMATS = ("JPEG", "PNG", "WEBP")
_REDUCIBLE = {"L", "RGB", "RGBA"}


class PhotoRefused(Exception):
    """`why` says what to do, for whoever chose the file."""

    def __init__(self, why: str | Promise) -> None:
        super().__init__(why)
        self.why = why


def small_photo(file: BinaryIO, size: int) -> bytes:
    """`size` in bytes, as the upload says. What lies beside the picture in the middle is cut off."""
    if size > MOST_BYTES:
        raise PhotoRefused(_("This photo is too large. Choose one of at most 5 MB."))
    try:
        with Image.open(file, formats=_FORMATS) as image:
            if image.width * image.height > MOST_PIXELS or max(image.size) > MOST_SIDE:
                raise PhotoRefused(_("This photo has too many pixels. Make it smaller first."))
            return _drawn_again(image)
    except PhotoRefused:
        raise
    except Exception as error:  # a damaged file raises whatever its decoder likes
        raise PhotoRefused(_("This is not a photo that we can read. Choose a JPG, PNG or WebP file.")) from error


def _drawn_again(image: Image.Image) -> bytes:
    upright = ImageOps.exif_transpose(_reduced(image))
    square = ImageOps.fit(upright.convert("RGBA"), (SIDE, SIDE))
    plain = Image.new("RGB", square.size, "white")
    plain.paste(square, mask=square.getchannel("A"))
    written = BytesIO()
    plain.save(written, "JPEG", quality=_QUALITY)
    return written.getvalue()


def _reduced(image: Image.Image) -> Image.Image:
    """To little more than is needed, before the steps that each make a full copy."""
    image.draft("RGB", (2 * SIDE, 2 * SIDE))
    times = min(image.size) // (2 * SIDE)
    whole = image if image.mode in _REDUCIBLE else image.convert("RGBA")
    return whole.reduce(times) if times > 1 else whole
