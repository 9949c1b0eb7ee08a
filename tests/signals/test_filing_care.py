"""A number or a photo that tells too much is noticed before it is kept; nothing is blocked in silence."""

from io import BytesIO

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from hkin.privacy.sealing import open_key
from network.cast import Cast
from signals.models import Attachment, Signal
from tests.signals.filing_form import NEW, answers, signed_in

pytestmark = pytest.mark.django_db

BSN_TEXT = "Hij noemde 111222333 aan de balie en wilde niet zeggen waarom."


@pytest.fixture(autouse=True)
def sealed_files(settings, tmp_path) -> None:
    place = {"BACKEND": "hkin.privacy.storage.SealedStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = settings.STORAGES | {"sealed": place}


def asked_again(client: Client, sent: dict[str, object]) -> str:
    """The name of the field that asks about the number."""
    page = client.post(NEW, sent).content.decode()
    assert "Is •••" in page or "een BSN?" in page
    return next(part.split('"')[0] for part in page.split('name="') if part.startswith("number_"))


def text_of(signal: Signal) -> str:
    return open_key(signal.uuid).open("signal.text", signal.uuid, signal.sealed_text)


def photo() -> SimpleUploadedFile:
    file = BytesIO()
    Image.new("RGB", (8, 8), "teal").save(file, "JPEG", exif=_place_of_the_photo())
    return SimpleUploadedFile("bus.jpg", file.getvalue(), content_type="image/jpeg")


def _place_of_the_photo() -> Image.Exif:
    exif = Image.Exif()
    exif[0x010E] = "achter de sporthal"
    return exif


def test_a_bsn_is_asked_about_before_anything_is_filed(cast: Cast) -> None:
    asked_again(signed_in(cast.sanne), answers(text=BSN_TEXT))
    assert not Signal.objects.exists()


@pytest.mark.parametrize(("choice", "kept"), [("remove", False), ("keep", True)])
def test_the_reporter_decides_about_the_number(cast: Cast, choice: str, kept: bool) -> None:
    client, sent = signed_in(cast.sanne), answers(text=BSN_TEXT)
    field = asked_again(client, sent)
    client.post(NEW, sent | {field: choice})
    assert ("111222333" in text_of(Signal.objects.get())) is kept


def test_a_bsn_that_was_pointed_out_and_not_answered_is_made_unreadable(cast: Cast) -> None:
    signed_in(cast.sanne).post(NEW, answers(text=BSN_TEXT, numbers_shown="1"))
    assert "111222333" not in text_of(Signal.objects.get())


def test_a_bsn_cannot_be_a_subject(cast: Cast) -> None:
    sent = answers(subject_kind="other", subject_value="111222333")
    page = signed_in(cast.sanne).post(NEW, sent)
    assert page.status_code == 422
    assert "Dit lijkt op een BSN" in page.content.decode()


def test_a_photo_is_attached_at_once_and_goes_along(cast: Cast) -> None:
    client, sent = signed_in(cast.sanne), answers()
    page = client.post(NEW, sent | {"send": "", "attach": "1", "uploads": photo()}).content.decode()
    assert "bus.jpg" in page
    client.post(NEW, sent)
    assert Signal.objects.get().attachments.count() == 1


def test_the_copy_people_see_lost_what_the_camera_wrote(cast: Cast) -> None:
    client = signed_in(cast.sanne)
    client.post(NEW, answers(attach="1", uploads=photo()))
    row = Attachment.objects.get()
    sealer = open_key(row.uuid)
    with storages["sealed"].open(row.shown_file) as file:
        shown = sealer.open_bytes("attachment.shown", row.uuid, file.read())
    with storages["sealed"].open(row.original_file) as file:
        original = sealer.open_bytes("attachment.original", row.uuid, file.read())
    assert (b"sporthal" in shown, b"sporthal" in original) == (False, True)


def test_a_file_that_is_something_else_is_refused_and_the_answers_stay(cast: Cast) -> None:
    wrong = SimpleUploadedFile("foto.jpg", b"MZ\x90 not a photo", content_type="image/jpeg")
    response = signed_in(cast.sanne).post(NEW, answers(attach="1", uploads=wrong))
    assert response.status_code == 422
    assert "Dit bestand is iets anders" in response.content.decode()
    assert answers()["text"] in response.content.decode()


def test_a_removed_file_is_gone(cast: Cast) -> None:
    client, sent = signed_in(cast.sanne), answers(attach="1", uploads=photo())
    client.post(NEW, sent)
    client.post(NEW, answers(key=sent["key"], remove=str(Attachment.objects.get().uuid)))
    assert not Attachment.objects.exists()
