"""A photo that people see carries nothing but the picture; what is no photo or PDF inside is refused."""

import struct
import zlib
from collections.abc import Callable
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image, ImageCms, PngImagePlugin

from signals.rules.attachments import AttachmentError, Clean, clean

PDF = b"%PDF-1.7\n1 0 obj<</Author(Jan de Vries)>>endobj\ntrailer<<>>\n%%EOF\n"
CANARY = b"Havendijk-canary"


def picture(mode: str = "RGB", size: tuple[int, int] = (4, 3)) -> Image.Image:
    """No two pixels alike, so a turned or mirrored copy differs."""
    made = Image.new("RGB", size)
    made.putdata([(x * 50 % 256, y * 70 % 256, (x + y) * 30 % 256) for y in range(size[1]) for x in range(size[0])])
    return made.convert(mode)


def written(kind: str, image: Image.Image | None = None, **options: object) -> bytes:
    target = BytesIO()
    (image or picture()).save(target, kind, **options)
    return target.getvalue()


def telling_exif(orientation: int = 1) -> Image.Exif:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.Artist] = CANARY.decode()
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = "N"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (52.0, 5.0, 1.0)
    return exif


def profile(space: str = "sRGB") -> bytes:
    """Without its moment of making, so that a test meets the same bytes each time."""
    made = ImageCms.ImageCmsProfile(ImageCms.createProfile(space)).tobytes()
    return made[:24] + bytes(12) + made[36:]


def telling_png() -> bytes:
    told = PngImagePlugin.PngInfo()
    told.add_text("Author", CANARY.decode())
    told.add_itxt("XML:com.adobe.xmp", CANARY.decode())
    return written("PNG", pnginfo=told, exif=telling_exif(), icc_profile=profile(), dpi=(300, 300))


TELLING: dict[str, Callable[[], bytes]] = {
    "jpg": lambda: written("JPEG", exif=telling_exif(), comment=CANARY, xmp=b"<x>" + CANARY, icc_profile=profile()),
    "png": telling_png,
    "webp": lambda: written("WEBP", exif=telling_exif(), xmp=b"<x>" + CANARY, icc_profile=profile(), lossless=True),
}


def opened(cleaned: Clean) -> Image.Image:
    image = Image.open(BytesIO(cleaned.shown))
    image.load()
    return image


def refused(data: bytes, name: str = "foto.jpg", **options: int) -> str:
    with pytest.raises(AttachmentError) as caught:
        clean(data, name, **options)
    assert str(caught.value.message)
    return caught.value.code


@pytest.mark.parametrize("ending", TELLING)
def test_a_photo_is_seen_without_what_the_camera_wrote(ending: str) -> None:
    original = TELLING[ending]()
    assert CANARY in original
    cleaned = clean(original, f"foto.{ending}")
    told = {"exif", "xmp", "icc_profile", "comment", "dpi", "Author", "XML:com.adobe.xmp", "photoshop"}
    assert (CANARY in cleaned.shown, dict(opened(cleaned).getexif())) == (False, {})
    assert set(opened(cleaned).info).isdisjoint(told)


@pytest.mark.parametrize("ending", TELLING)
def test_what_is_glued_behind_a_photo_is_gone(ending: str) -> None:
    assert CANARY not in clean(TELLING[ending]() + CANARY, "foto").shown


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_a_lossless_photo_keeps_every_pixel(kind: str) -> None:
    cleaned = clean(written(kind, lossless=True), "foto")
    assert opened(cleaned).convert("RGB").tobytes() == picture().tobytes()


def test_pixels_that_nobody_sees_are_kept_too() -> None:
    image = Image.new("RGBA", (4, 3), (10, 200, 30, 0))
    shown = opened(clean(written("WEBP", image, lossless=True, exact=True), "foto"))
    assert shown.getpixel((0, 0)) == (10, 200, 30, 0)


def test_a_jpeg_stays_nearly_the_same_picture() -> None:
    smooth = Image.linear_gradient("L").convert("RGB")
    shown = opened(clean(written("JPEG", smooth, quality=95), "foto")).convert("RGB")
    assert max(abs(a - b) for a, b in zip(smooth.tobytes(), shown.tobytes(), strict=True)) <= 3


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_a_png_of_every_colour_mode_keeps_its_pixels(mode: str) -> None:
    image = picture("L").convert("I;16") if mode == "I;16" else picture(mode)
    shown = opened(clean(written("PNG", image), "foto"))
    assert list(shown.convert("RGBA").get_flattened_data()) == list(
        Image.open(BytesIO(written("PNG", image))).convert("RGBA").get_flattened_data()
    )


def test_a_sixteen_bit_photo_keeps_its_depth() -> None:
    image = Image.new("I;16", (2, 1))
    image.putdata([258, 65000])
    assert list(opened(clean(written("PNG", image), "foto")).get_flattened_data()) == [258, 65000]


def test_a_transparent_colour_of_a_palette_stays_transparent() -> None:
    data = written("PNG", picture("P"), transparency=0)
    expected = Image.open(BytesIO(data)).convert("RGBA")
    assert opened(clean(data, "foto")).convert("RGBA").tobytes() == expected.tobytes()


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_a_jpeg_in_grey_or_for_print_can_be_seen(mode: str) -> None:
    assert opened(clean(written("JPEG", picture(mode)), "foto")).mode in {"L", "RGB"}


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_of_a_turned_phone_stands_upright(orientation: int) -> None:
    cleaned = clean(written("PNG", exif=telling_exif(orientation)), "foto")
    assert (cleaned.width, cleaned.height) == ((4, 3) if orientation < 5 else (3, 4))
    assert opened(cleaned).size == (cleaned.width, cleaned.height)


def test_the_colours_of_a_profile_are_carried_over_when_it_goes() -> None:
    swapped = profile().replace(b"rXYZ", b"----").replace(b"gXYZ", b"rXYZ").replace(b"----", b"gXYZ")
    data = written("PNG", Image.new("RGB", (4, 3), (255, 0, 0)), icc_profile=swapped)
    red, green, blue = opened(clean(data, "foto")).getpixel((0, 0))
    assert (red < 40, green > 215, blue < 40) == (True, True, True)


def test_a_profile_for_other_colours_is_no_reason_to_refuse() -> None:
    assert clean(written("JPEG", icc_profile=profile("LAB")), "foto").width == 4


def test_a_broken_profile_is_no_reason_to_refuse() -> None:
    assert clean(written("JPEG", icc_profile=b"no profile"), "foto").width == 4


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_of_a_moving_picture_the_first_frame_is_seen(kind: str) -> None:
    red, blue = Image.new("RGB", (4, 3), "red"), Image.new("RGB", (4, 3), "blue")
    data = written(kind, red, save_all=True, append_images=[blue], duration=100, lossless=True)
    shown = opened(clean(data, "foto"))
    assert (getattr(shown, "n_frames", 1), shown.convert("RGB").getpixel((0, 0))) == (1, (255, 0, 0))


def test_of_a_photo_with_a_hidden_second_one_only_the_first_is_kept() -> None:
    data = written("MPO", picture(), save_all=True, append_images=[picture(size=(9, 9))])
    assert opened(clean(data, "foto")).size == (4, 3)


def test_the_content_decides_the_type_and_not_the_name() -> None:
    cleaned = clean(written("PNG"), "rapport.pdf")
    assert (cleaned.content_type, cleaned.extension, cleaned.name) == ("image/png", ".png", "rapport.png")


def test_a_pdf_is_kept_as_it_is() -> None:
    cleaned = clean(PDF, "brief.PDF")
    assert (cleaned.content_type, cleaned.name, cleaned.shown) == ("application/pdf", "brief.pdf", PDF)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"MZ\x90\x00", "type"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "type"),
        (b"<html><script>alert(1)</script>", "type"),
        (b"GIF89a", "type"),
        (b"PK\x03\x04", "type"),
        (b"junk before %PDF-1.7 %%EOF", "type"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "heic"),
        (b"%PDF-1.7\nno end", "damaged"),
        (b"\xff\xd8\xff", "damaged"),
        (b"\x89PNG\r\n\x1a\n", "damaged"),
        (b"RIFF\x00\x00\x00\x00WEBP", "damaged"),
    ],
)
def test_what_is_no_photo_or_pdf_is_refused_with_a_reason(data: bytes, code: str) -> None:
    assert refused(data) == code


def test_a_file_of_exactly_the_limit_passes_and_one_byte_more_does_not() -> None:
    assert clean(PDF, "brief.pdf", most_bytes=len(PDF)).shown == PDF
    assert refused(PDF, most_bytes=len(PDF) - 1) == "too_large"


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize("side", [7_300, 12_000, 30_000])
def test_a_small_file_that_unpacks_to_an_enormous_picture_is_refused(side: int) -> None:
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(b"\x00" * 1000)), (b"IEND", b"")]
    bomb = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in chunks
    )
    assert refused(bomb) == "too_many_pixels"


def test_half_a_photo_is_refused() -> None:
    whole = written("JPEG", picture(size=(200, 200)))
    assert refused(whole[: len(whole) // 2]) == "damaged"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("C:\\fakepath\\foto.jpeg", "foto.png"),
        ("../../etc/passwd", "passwd.png"),
        ("", "attachment.png"),
        ("...", "attachment.png"),
        (".png", "png.png"),
        ("foto\u202egpj.exe", "fotogpj.png"),
        ("loods 14\n.png", "loods 14.png"),
        ("x" * 300, "x" * 96 + ".png"),
    ],
)
def test_a_file_name_has_no_path_no_tricks_and_the_right_ending(typed: str, name: str) -> None:
    assert clean(written("PNG"), typed).name == name


@pytest.mark.filterwarnings("ignore::UserWarning")
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(TELLING)), st.data())
def test_a_photo_with_wrong_bytes_is_cleaned_or_refused(ending: str, data: st.DataObject) -> None:
    content = bytearray(TELLING[ending]())
    for at in data.draw(st.lists(st.integers(12, len(content) - 1), min_size=1, max_size=8)):
        content[at] = data.draw(st.integers(0, 255))
    try:
        cleaned = clean(bytes(content), "foto")
    except AttachmentError:
        return
    assert opened(cleaned).size == (cleaned.width, cleaned.height)
