"""Whoever may see a signal sees its photos and documents, as a copy, and nobody else does."""

from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from hkin.privacy.models import Look
from hkin.privacy.sealing import destroy_keys
from network.cast import Cast
from signals.actions.assignment import Answer, answer_hand_over
from signals.actions.drafting import attach
from signals.actions.filing import Filing, file_signal
from signals.models import Attachment, Signal
from signals.models.assignment import Reply
from signals.rules.moments import Seen
from signals.rules.safety import PlaceKind, Safety
from tests.signals.life import TEXT, handed_over, taken_back

QUERIES_AT_MOST = 14
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storages["sealed"], "_root", tmp_path)


def photo() -> bytes:
    picture = BytesIO()
    Image.new("RGB", (8, 8), "teal").save(picture, "JPEG")
    return picture.getvalue()


@pytest.fixture
def signal(cast: Cast) -> Signal:
    """With a photo as its first attachment and a document as its second."""
    key = uuid4()
    for name, content in (("loods.jpg", photo()), ("brief.pdf", PDF)):
        attach(key=key, by=cast.sanne, municipality=cast.oudeveen, upload=SimpleUploadedFile(name, content))
    today = timezone.localdate()
    filing = Filing(text=TEXT, place="", place_kind=PlaceKind.ONLINE, seen=Seen(today, today), safety=Safety.NONE)
    return file_signal(
        filing=filing, by=cast.sanne, key=key, municipality=cast.oudeveen, department=cast.department("PUB")
    ).signal


def address(name: str, reference: str, number: int) -> str:
    return reverse(f"signals:{name}_attachment", args=[reference, number])


@pytest.mark.parametrize(("who", "name"), [("sanne", "own"), ("omar", "team")])
def test_a_photo_is_shown_in_the_page(cast: Cast, client: Client, signal: Signal, who: str, name: str) -> None:
    client.force_login(cast[who])
    answer = client.get(address(name, signal.reference, 1))
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Disposition"].startswith("inline")
    assert Image.open(BytesIO(answer.content)).size == (8, 8)


def test_a_document_is_a_download_with_a_name_that_says_nothing(cast: Cast, client: Client, signal: Signal) -> None:
    client.force_login(cast.omar)
    answer = client.get(address("team", signal.reference, 2))
    assert answer["Content-Disposition"].startswith("attachment")
    assert "brief" not in answer["Content-Disposition"]
    assert answer.content == PDF


def test_no_browser_keeps_sniffs_or_runs_it(cast: Cast, client: Client, signal: Signal) -> None:
    client.force_login(cast.omar)
    answer = client.get(address("team", signal.reference, 2))
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize("name", ["own", "team"])
@pytest.mark.parametrize("who", ["ilse", "dirk", "bram"])
def test_nobody_else_opens_it(cast: Cast, client: Client, signal: Signal, who: str, name: str) -> None:
    client.force_login(cast[who])
    assert client.get(address(name, signal.reference, 1)).status_code == 404


def test_the_look_is_written_down(cast: Cast, client: Client, signal: Signal) -> None:
    client.force_login(cast.omar)
    client.get(address("team", signal.reference, 1))
    look = Look.objects.get(purpose="see_attachment")
    assert (look.actor_id, look.signals) == (cast.omar.pk, [signal.uuid])


@pytest.mark.parametrize("number", [0, 3, 4000000000])
def test_a_number_that_does_not_exist_opens_nothing(cast: Cast, client: Client, signal: Signal, number: int) -> None:
    client.force_login(cast.omar)
    assert client.get(address("team", signal.reference, number)).status_code == 404


def test_a_department_gets_only_what_was_ticked_and_cannot_count_the_rest(
    cast: Cast, client: Client, signal: Signal
) -> None:
    second = signal.attachments.order_by("pk")[1]
    row = handed_over(signal, cast, attachments=[second.uuid])
    client.force_login(cast.dirk)
    assert client.get(address("department", row.reference, 1)).content == PDF
    assert client.get(address("department", row.reference, 2)).status_code == 404


def test_a_department_gets_nothing_when_nothing_was_ticked(cast: Cast, client: Client, signal: Signal) -> None:
    row = handed_over(signal, cast)
    client.force_login(cast.dirk)
    assert client.get(address("department", row.reference, 1)).status_code == 404
    assert client.get(address("department", signal.reference, 1)).status_code == 404


def test_a_department_that_said_no_gets_nothing_any_more(cast: Cast, client: Client, signal: Signal) -> None:
    row = handed_over(signal, cast, attachments=list(signal.attachments.values_list("uuid", flat=True)))
    no = Answer(Reply.DECLINED, words="Niet van ons.")
    answer_hand_over(row.reference, by=cast.dirk, answer=no, version=row.version)
    client.force_login(cast.dirk)
    assert client.get(address("department", row.reference, 1)).status_code == 404


def test_a_department_whose_question_is_taken_back_gets_nothing_any_more(
    cast: Cast, client: Client, signal: Signal
) -> None:
    row = handed_over(signal, cast, attachments=list(signal.attachments.values_list("uuid", flat=True)))
    taken_back(row, cast)
    client.force_login(cast.dirk)
    assert client.get(address("department", row.reference, 1)).status_code == 404


def test_what_was_destroyed_is_gone(cast: Cast, client: Client, signal: Signal) -> None:
    destroy_keys(list(signal.attachments.values_list("uuid", flat=True)), reason="term")
    client.force_login(cast.omar)
    assert client.get(address("team", signal.reference, 1)).status_code == 404


def test_a_file_that_is_missing_or_spoilt_is_no_crash(cast: Cast, client: Client, signal: Signal) -> None:
    first, second = signal.attachments.order_by("pk")
    storages["sealed"].delete(first.shown_file)
    Attachment.objects.filter(pk=first.pk).update(original_file="00/" + "0" * 30)
    Attachment.objects.filter(pk=second.pk).update(shown_file=first.original_file)
    client.force_login(cast.omar)
    for number in (1, 2):
        assert client.get(address("team", signal.reference, number)).status_code == 404


def test_it_costs_few_queries(cast: Cast, client: Client, signal: Signal) -> None:
    client.force_login(cast.omar)
    with CaptureQueriesContext(connection) as asked:
        client.get(address("team", signal.reference, 1))
    assert len(asked) <= QUERIES_AT_MOST
