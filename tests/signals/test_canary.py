"""A word typed in every field and hidden in every file is nowhere to be read: no table, queue, log, mail or file."""

import io
import json
import logging
import tempfile
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from redis import Redis

from hkin.outbox.models import Letter
from network.cast import Cast
from network.models import User
from signals.desk import desk_of
from signals.forms.filing import FilingForm
from signals.models import Draft, HandOver, Signal
from signals.models.note import NoteKind
from signals.rules.lifecycle import Status, Urgency
from tests.outbox.conftest import OwnRedis, kill
from tests.outbox.mail_server import MailServer
from tests.signals.dump import broker_values, files, holds, rows, shapes_of
from tests.signals.filing_form import NEW, answers, signed_in

pytestmark = pytest.mark.django_db(transaction=True)

WORD = "kwinkelerik"
SHAPES = shapes_of(WORD)
SENTENCE = f"Bij de loods van {WORD} staat elke ochtend een witte bus."
Capture = pytest.CaptureFixture[str]
NO_CHOICE = (forms.ChoiceField, forms.FileField, forms.UUIDField, forms.ModelChoiceField)


@dataclass
class Places:
    """Where something could have been left."""

    redis: OwnRedis
    mail: MailServer
    sealed: Path
    temporary: Path


@pytest.fixture
def places(
    settings: Any, tmp_path: Path, own_redis: OwnRedis, mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> Places:
    sealed, temporary = tmp_path / "sealed", tmp_path / "temporary"
    temporary.mkdir()
    settings.STORAGES = settings.STORAGES | {
        "sealed": {"BACKEND": "hkin.privacy.storage.SealedStorage", "OPTIONS": {"location": sealed}}
    }
    settings.FILE_UPLOAD_TEMP_DIR = str(temporary)
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    return Places(own_redis, mail_server, sealed, temporary)


@pytest.fixture
def worked(worker: Callable[[], Any], wait_until: Callable[..., None]) -> Callable[[], str]:
    """Let a worker send what waits; tells what the worker said."""

    def work() -> str:
        process = worker()
        call_command("deliver_due")
        wait_until(lambda: not Letter.objects.waiting().exists(), 60)
        kill(process)
        said: str = process.stderr.read().decode()
        return said

    return work


# ---- somebody types the word wherever it can be typed ----------------------------------------------
FREE_TEXTS = {
    "text": SENTENCE,
    "place": f"{WORD}straat 14, 8999 AC Oudeveen",
    "done_already": SENTENCE,
    "ask_by": SENTENCE,
    "indicator_words": WORD,
    "colleague_words": WORD,
    "caller_name": WORD,
    "caller_phone": WORD,
}
SUBJECTS = {
    "address": f"{WORD}straat 14",
    "company": WORD,
    "email": f"{WORD}@voorbeeld.nl",
    "web": f"www.{WORD}.nl",
    "person": WORD,
    "case_number": WORD,
    "other": WORD,
}


def everything(**changed: Any) -> dict[str, Any]:
    subjects = {"subject_kind": list(SUBJECTS), "subject_value": list(SUBJECTS.values())}
    return answers(**{**FREE_TEXTS, **subjects, "safety": "danger", **changed})


def pictures() -> list[SimpleUploadedFile]:
    photo, exif = io.BytesIO(), Image.Exif()
    exif[0x010E] = SENTENCE  # the description a camera writes
    Image.new("RGB", (60, 40), "red").save(photo, "JPEG", exif=exif)
    pdf = f"%PDF-1.4\n% {SENTENCE}\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n".encode()
    return [
        SimpleUploadedFile(f"{WORD}.jpg", photo.getvalue(), content_type="image/jpeg"),
        SimpleUploadedFile(f"{WORD}.pdf", pdf, content_type="application/pdf"),
    ]


def file_everything(by: User) -> Signal:
    """Looked at for numbers, saved while typing, sent with a fault, sent with attachments, and sent."""
    client, sent = signed_in(by), everything()
    client.post(reverse("signals:care"), sent)
    client.post(reverse("signals:save_draft"), sent)
    wrong = sent | {"safety": "", "caller_email": f"{WORD}@oudeveen.example"}
    assert client.post(NEW, wrong).status_code == 422
    attached = {name: value for name, value in sent.items() if name != "send"} | {"attach": "1", "uploads": pictures()}
    assert client.post(NEW, attached).status_code == 200
    assert client.post(NEW, sent).status_code == 302
    return Signal.objects.get(uuid=sent["key"])


def send(user: User, name: str, signal: Signal, *more: Any, **given: Any) -> HttpResponse:
    version = Signal.objects.get(pk=signal.pk).version
    response: HttpResponse = signed_in(user).post(
        reverse(f"signals:{name}", args=[signal.reference, *more]), {"version": version, "key": uuid4(), **given}
    )
    assert response.status_code == 302, (name, response.status_code)
    return response


def handle_everything(signal: Signal, cast: Cast) -> None:
    omar, karin = cast.omar, cast.karin
    send(omar, "claim", signal, feedback=SENTENCE)
    send(omar, "note", signal, text=SENTENCE)
    send(omar, "headline", signal, headline=f"Loods {WORD}")
    send(omar, "urgency", signal, urgency=Urgency.TODAY, reason=SENTENCE)
    send(omar, "theme", signal, theme="T02", reason=SENTENCE)
    send(omar, "tell_reporter", signal, text=SENTENCE)
    send(omar, "ask_reporter", signal, question=SENTENCE)
    question = signal.notes.get(kind=NoteKind.QUESTION)
    send(karin, "answer", signal, question.pk, text=SENTENCE)
    send(karin, "add", signal, text=SENTENCE)
    send(karin, "correct", signal, text=SENTENCE)
    send(omar, "pass_on", signal, to=cast.bea.pk, reason=SENTENCE)
    send(omar, "take_over", signal, reason=SENTENCE)
    ask_department(signal, cast)
    weigh_everything(signal, omar)
    send(omar, "weighing", signal, "weighing-2a", verdict="no", q_whose=SENTENCE)
    send(omar, "go_on", signal, "not_municipal", reason=SENTENCE, goes_to=WORD, feedback=SENTENCE)


def weigh_everything(signal: Signal, omar: User) -> None:
    """Every question of the intake, and a way on with a word to the reporter."""
    flags = {"q_anchoring": ["business"], "q_signalling": ["latent"], "q_red_flags": SENTENCE}
    send(omar, "weighing", signal, "weighing-1", verdict="yes", **flags)
    send(omar, "weighing", signal, "weighing-2b", verdict="yes", q_where=SENTENCE)


def ask_department(signal: Signal, cast: Cast) -> None:
    day = timezone.localdate() + timedelta(days=7)
    send(
        cast.omar,
        "hand_over_new",
        signal,
        department=cast.department("VAS").pk,
        question=SENTENCE,
        power="other",
        power_other=WORD,
        due_on_day=day.day,
        due_on_month=day.month,
        due_on_year=day.year,
        text=SENTENCE,
        shares_text="on",
        attachments=[str(one.uuid) for one in signal.attachments.all()],
        q_task=SENTENCE,
        q_purpose=SENTENCE,
        q_ground="environment",
    )
    row = HandOver.objects.get(signal=signal)
    dirk: Client = signed_in(cast.dirk)
    for name, given in (
        ("hand_over_reply", {"answer": "ask", "ask-words": SENTENCE}),
        ("hand_over_reply", {"answer": "yes"}),
        (
            "hand_over_result",
            {"answer": "result", "result-result": SENTENCE, "result-own_number": WORD, "result-own_report": "yes"},
        ),
    ):
        row.refresh_from_db()
        answer = dirk.post(reverse(f"signals:{name}", args=[row.reference]), {"version": row.version, **given})
        assert answer.status_code == 302, (name, given, answer.status_code)


def search_everywhere(cast: Cast) -> None:
    for page in ("signals:queue", "signals:archive"):
        assert signed_in(cast.omar).post(reverse(page), {"q": WORD}, follow=True).status_code == 200
    signed_in(cast.fatma).post(reverse("privacy:log"), {"person": WORD}, follow=True)
    signed_in(cast.sanne).post(reverse("network:contacts"), {"zoek": WORD}, follow=True)


def ask_to_be_called(cast: Cast) -> None:
    wish = {"name": WORD, "phone": "088-0001101", "suits": SENTENCE}
    assert signed_in(cast.sanne).post(reverse("signals:ask_first"), wish).status_code == 302


# ---- and nobody can read it ------------------------------------------------------------------------
def test_the_word_is_typed_in_every_field_there_is(cast: Cast) -> None:
    fields = FilingForm(desk=desk_of(cast.karin)).fields
    typed = {name for name, field in fields.items() if not isinstance(field, NO_CHOICE)}
    assert typed - {"numbers_shown", "caller_email", "day"} == set(FREE_TEXTS)


def test_whoever_looks_this_way_finds_what_lies_open(cast: Cast, own_redis: OwnRedis, client: Client) -> None:
    client.force_login(cast.sanne)
    session = client.session
    session["typed"] = WORD
    session.save()
    Draft.objects.create(municipality=cast.oudeveen, reporter_mark=b"m" * 16, sealed_fields=SENTENCE.encode())
    Redis.from_url(own_redis.url).hset("unacked", "1", json.dumps({"body": b64encode(SENTENCE.encode()).decode()}))
    assert {table for table, row in rows() if holds(row.encode(), SHAPES)} == {"django_session", "signals_draft"}
    assert [value for value in broker_values(own_redis.url) if holds(value, SHAPES)]


def test_a_word_in_every_field_and_file_is_nowhere_to_be_read(
    cast: Cast, places: Places, worked: Callable[[], str], caplog: pytest.LogCaptureFixture, capfd: Capture
) -> None:
    caplog.set_level(logging.INFO)
    signal = file_everything(cast.karin)
    handle_everything(signal, cast)
    search_everywhere(cast)
    ask_to_be_called(cast)
    signal.refresh_from_db()
    assert (signal.status, signal.attachments.count(), signal.subjects.count()) == (Status.CLOSED, 2, len(SUBJECTS) + 1)

    queued = list(broker_values(places.redis.url))
    said_by_worker = worked()
    queued += broker_values(places.redis.url)

    assert queued
    assert not [value for value in queued if holds(value, SHAPES)]
    assert not [table for table, row in rows() if holds(row.encode(), SHAPES)]
    assert places.mail.letters
    assert not [letter for letter in places.mail.letters if holds(letter.content, SHAPES)]
    lying_around = list(files(places.sealed, places.temporary))
    assert len(lying_around) == 4  # an original and a shown copy of each
    assert not [path for path, content in lying_around if holds(content, SHAPES) or WORD in path.name]
    said = caplog.text + "".join(capfd.readouterr()) + said_by_worker
    assert not holds(said.encode(), SHAPES)
