"""Attachments for the demo: a drawn photo with the hidden data of a camera, and a one-page PDF."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageDraw

_PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj
4 0 obj<</Length 52>>stream
BT /F 18 Tf 40 120 Td (Verslag van een schouw) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
%%EOF
"""
_MAKE = 0x010F  # a field of a photo's hidden data


def example_file(name: str) -> bytes:
    return _PDF if name.endswith(".pdf") else _photo(name)


def _photo(name: str) -> bytes:
    """A grey shed under a sky; the shade differs by name."""
    shade = 90 + sum(name.encode()) % 90
    picture = Image.new("RGB", (960, 640), (170, 195, 215))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 430, 960, 640), fill=(110, 125, 90))
    draw.rectangle((210, 230, 760, 480), fill=(shade, shade, shade + 8))
    draw.polygon([(190, 230), (485, 120), (780, 230)], fill=(80, 70, 66))
    draw.rectangle((430, 320, 560, 480), fill=(58, 58, 62))
    hidden = Image.Exif()
    hidden[_MAKE] = "Demo"
    written = BytesIO()
    picture.save(written, "JPEG", quality=80, exif=hidden)
    return written.getvalue()
