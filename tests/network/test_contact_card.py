"""A colleague writes on a card what to call them for; colleagues of the same municipality read it, and nobody else."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from network.cast import Cast
from network.models import Absence, ContactCard, RoleGrant, Theme, User
from network.rules.photos import MOST_BYTES, MOST_SIDE, SIDE, PhotoRefused, small_photo
from tests.signals.filing_form import signed_in

OWN = "/mijn-kaart/"


def page(viewer: User, person: User) -> Any:
    return signed_in(viewer).get(f"/netwerk/collega/{person.key}/")


def text(viewer: User, person: User) -> str:
    return str(page(viewer, person).content.decode())


def photo(form: str = "JPEG", size: tuple[int, int] = (800, 600), **more: Any) -> bytes:
    written = BytesIO()
    Image.new("RGB", size, "teal").save(written, form, **more)
    return written.getvalue()


def upload(content: bytes, name: str = "ik.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


# ---- what colleagues see -------------------------------------------------------------------------
def test_the_card_says_what_to_call_for(cast: Cast) -> None:
    shown = text(cast.sanne, cast.stefan)
    assert "Een adres waar te veel mensen staan" in shown
    assert "bestuursrecht" in shown


def test_the_phone_is_a_link(cast: Cast) -> None:
    assert 'href="tel:088-0001128"' in text(cast.sanne, cast.dirk)


def test_who_wrote_nothing_can_still_be_called(cast: Cast) -> None:
    assert "Bel en vraag het." in text(cast.sanne, cast.dirk)


def test_roles_and_deputy_are_named(cast: Cast) -> None:
    shown = text(cast.sanne, cast.dirk)
    assert "Contactpersoon, Vastgoed &amp; Grondzaken" in shown
    assert "Lotte Scholten" in shown


def test_an_absence_is_told_with_its_days_and_who_answers(cast: Cast) -> None:
    Absence.objects.all().delete()
    today = timezone.localdate()
    Absence.objects.create(user=cast.dirk, from_on=today, until_on=today + timedelta(days=2), deputy=cast.lotte)
    shown = text(cast.sanne, cast.dirk)
    assert "Afwezig" in shown
    assert 'href="tel:088-0001129"' in shown


def test_a_head_of_department_stands_at_the_tactical_level(cast: Cast) -> None:
    assert str(page(cast.sanne, cast.loes).context["page"].level) == "tactisch"


def test_ilse_does_not_read_the_card_of_another_municipality(cast: Cast) -> None:
    assert page(cast.ilse, cast.dirk).status_code == 404


def test_who_left_has_no_page(cast: Cast) -> None:
    User.objects.filter(pk=cast.dirk.pk).update(is_active=False)
    assert page(cast.sanne, cast.dirk).status_code == 404


def test_whose_roles_here_ended_has_no_page(cast: Cast) -> None:
    RoleGrant.objects.filter(user=cast.dirk).update(until_on=timezone.localdate() - timedelta(days=1))
    assert page(cast.sanne, cast.dirk).status_code == 404


def test_a_card_costs_a_fixed_number_of_queries(
    client: Client, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(cast.sanne, backend="allauth.account.auth_backends.AuthenticationBackend")
    with django_assert_max_num_queries(15):
        client.get(f"/netwerk/collega/{cast.omar.key}/")


# ---- one's own card ------------------------------------------------------------------------------
def test_all_of_it_is_by_choice(cast: Cast) -> None:
    assert signed_in(cast.sanne).post(OWN, {}).status_code == 302


def test_a_card_is_written(cast: Cast) -> None:
    answers = {"comes_for": "Paspoorten", "languages": ["law"], "days": ["0", "3"], "themes": [cast.themes["T10"].pk]}
    signed_in(cast.sanne).post(OWN, answers)
    card = ContactCard.objects.get(user=cast.sanne)
    assert (card.comes_for, card.languages, card.days, card.themes.get().code) == ("Paspoorten", ["law"], [0, 3], "T10")


@pytest.mark.parametrize("link", ["javascript:alert(1)", "http://chat.example/sanne"])
def test_a_chat_link_that_is_not_safe_is_refused(cast: Cast, link: str) -> None:
    response = signed_in(cast.sanne).post(OWN, {"comes_for": "Paspoorten", "chat_url": link})
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["chat_url"])
    assert "Paspoorten" in response.content.decode()


def test_a_theme_of_another_municipality_is_shown_there_only(cast: Cast) -> None:
    theirs = Theme.objects.create(municipality=cast.veenwijk, code="E1", name="Kwartelfokkerij")
    ContactCard.objects.get_or_create(user=cast.wil)[0].themes.add(theirs)
    assert ["Kwartelfokkerij" in text(viewer, cast.wil) for viewer in (cast.sanne, cast.ilse)] == [False, True]


# ---- the photo -----------------------------------------------------------------------------------
def test_a_photo_is_drawn_again_small_and_without_what_lies_in_it(cast: Cast) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Camera van Sanne"
    signed_in(cast.sanne).post(OWN, {"photo": upload(photo(exif=exif))})
    kept = bytes(ContactCard.objects.get(user=cast.sanne).photo or b"")
    assert b"Camera" not in kept
    assert Image.open(BytesIO(kept)).size == (SIDE, SIDE)


def test_colleagues_see_the_photo_and_no_browser_keeps_it(cast: Cast) -> None:
    signed_in(cast.sanne).post(OWN, {"photo": upload(photo())})
    response = signed_in(cast.merve).get(f"/netwerk/collega/{cast.sanne.key}/foto/")
    assert (response.status_code, response["Content-Type"]) == (200, "image/jpeg")
    assert "no-store" in response["Cache-Control"]


def test_ilse_does_not_get_the_photo(cast: Cast) -> None:
    signed_in(cast.sanne).post(OWN, {"photo": upload(photo())})
    assert signed_in(cast.ilse).get(f"/netwerk/collega/{cast.sanne.key}/foto/").status_code == 404


def test_without_signing_in_there_is_no_photo(client: Client, cast: Cast) -> None:
    signed_in(cast.sanne).post(OWN, {"photo": upload(photo())})
    assert client.get(f"/netwerk/collega/{cast.sanne.key}/foto/").status_code == 302


def test_the_photo_is_taken_away(cast: Cast) -> None:
    client = signed_in(cast.sanne)
    client.post(OWN, {"photo": upload(photo())})
    client.post(OWN, {"without_photo": "on"})
    assert ContactCard.objects.get(user=cast.sanne).photo is None


def test_saving_without_a_new_photo_keeps_the_old_one(cast: Cast) -> None:
    client = signed_in(cast.sanne)
    client.post(OWN, {"photo": upload(photo())})
    client.post(OWN, {"comes_for": "Paspoorten"})
    assert ContactCard.objects.get(user=cast.sanne).photo


@pytest.mark.parametrize("content", [b"geen foto", b"\xff\xd8\xff" + b"x" * 50, photo()[:200], b"GIF89a" + b"\0" * 40])
def test_what_is_no_photo_is_refused_with_what_to_do(cast: Cast, content: bytes) -> None:
    response = signed_in(cast.sanne).post(OWN, {"photo": upload(content)})
    assert response.status_code == 422
    assert "Kies een JPG-, PNG- of WebP-bestand." in response.content.decode()


def test_a_photo_that_is_too_large_is_refused() -> None:
    with pytest.raises(PhotoRefused):
        small_photo(BytesIO(photo()), MOST_BYTES + 1)


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_read() -> None:
    with pytest.raises(PhotoRefused):
        small_photo(BytesIO(photo("PNG", (6000, 6000))), 1000)


def test_a_picture_of_very_many_lines_is_refused_before_it_is_read() -> None:
    with pytest.raises(PhotoRefused):
        small_photo(BytesIO(photo("PNG", (1, MOST_SIDE + 1))), 1000)


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_large_photo_that_was_held_sideways_is_turned_and_made_small(form: str) -> None:
    picture = Image.new("RGB", (3000, 2000), "teal")
    picture.paste("white", (0, 0, 3000, 1000))  # what is above here stands right when turned
    held = Image.Exif()
    held[0x0112] = 6
    written = BytesIO()
    picture.save(written, form, exif=held)
    shown = Image.open(BytesIO(small_photo(BytesIO(written.getvalue()), 1000)))
    middle = shown.convert("L").tobytes()[SIDE * SIDE // 2 :][:SIDE]
    assert middle[20] < middle[-20] - 100


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_other_kinds_of_picture_become_a_jpeg(form: str) -> None:
    assert small_photo(BytesIO(photo(form)), 1000).startswith(b"\xff\xd8\xff")
