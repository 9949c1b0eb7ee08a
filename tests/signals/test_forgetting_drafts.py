"""What was never sent, never called back, or never came to belong to anything does not lie around for ever."""

import os
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import close_old_connections, connection, transaction
from django.utils import timezone

from hkin.privacy.models import DataKey
from hkin.privacy.retention import forget
from hkin.privacy.sealing import open_key
from network.cast import Cast
from signals.actions.drafting import attach, save_draft
from signals.models import Attachment, CallBack, Draft, Signal
from signals.retention import RULES, sweep_sealed_files
from tests.signals.blocking import in_thread, wait_for_blocked
from tests.signals.filing_form import NEW, answers, signed_in
from tests.signals.heard import MONDAY

pytestmark = pytest.mark.django_db(transaction=True)

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
DRAFTS = next(rule for rule in RULES if rule.name == "old_drafts")
CALL_BACKS = next(rule for rule in RULES if rule.name == "old_call_backs")


def days_later(time_machine: Any, days: int) -> None:
    time_machine.move_to(MONDAY + timedelta(days=days), tick=False)


@pytest.fixture
def draft(cast: Cast, time_machine: Any) -> Draft:
    time_machine.move_to(MONDAY, tick=False)
    key = uuid4()
    upload = SimpleUploadedFile("loods.pdf", PDF, content_type="application/pdf")
    assert attach(key=key, by=cast.sanne, municipality=cast.oudeveen, upload=upload)
    draft = save_draft(key=key, by=cast.sanne, municipality=cast.oudeveen, typed={"text": ["Nog niet af."]})
    assert draft is not None
    return draft


@pytest.mark.parametrize(("days", "left"), [(30, 1), (31, 0)])
def test_a_draft_that_nobody_touched_for_thirty_days_goes(
    draft: Draft, time_machine: Any, days: int, left: int
) -> None:
    days_later(time_machine, days)
    forget(DRAFTS)
    assert Draft.objects.count() == left


def test_its_attachments_files_and_keys_go_along(draft: Draft, time_machine: Any) -> None:
    attachment = draft.attachments.get()
    days_later(time_machine, 31)
    forget(DRAFTS)
    assert not Attachment.objects.exists()
    assert not DataKey.objects.filter(owner__in=[draft.uuid, attachment.uuid]).exists()
    assert not storages["sealed"].exists(attachment.original_file)


@pytest.mark.parametrize(("days", "left"), [(30, 1), (31, 0)])
def test_a_request_to_call_back_goes_after_thirty_days(cast: Cast, time_machine: Any, days: int, left: int) -> None:
    time_machine.move_to(MONDAY, tick=False)
    CallBack.objects.create(
        municipality=cast.oudeveen, contact=cast.karin, sealed_caller=b"x", caller_mark=b"x" * 16, asked_at=MONDAY
    )
    days_later(time_machine, days)
    forget(CALL_BACKS)
    assert CallBack.objects.count() == left


# ---- filed and forgotten in the same moment --------------------------------------------------------
def test_a_draft_that_is_sent_while_it_is_forgotten_is_filed_whole(cast: Cast) -> None:
    key = uuid4()
    save_draft(key=key, by=cast.sanne, municipality=cast.oudeveen, typed={"text": ["Nog niet af."]})
    Draft.objects.update(updated_at=timezone.now() - timedelta(days=40))
    sent, client = answers(key=str(key)), signed_in(cast.sanne)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE signals_reporter IN ACCESS EXCLUSIVE MODE")  # filing stops here, halfway
        filing = in_thread(lambda: client.post(NEW, sent))
        wait_for_blocked(1)
        forgetting = in_thread(lambda: forget(DRAFTS))
        wait_for_blocked(2)
    filing.join(20)
    forgetting.join(20)
    close_old_connections()
    signal = Signal.objects.get(uuid=key)
    assert open_key(key).open("signal.text", key, signal.sealed_text) == sent["text"]


# ---- files without a row ---------------------------------------------------------------------------
@pytest.fixture
def sealed_root(settings: Any, tmp_path: Path) -> Path:
    sealed = {"BACKEND": "hkin.privacy.storage.SealedStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = settings.STORAGES | {"sealed": sealed}
    return tmp_path


def left_behind(root: Path, written_at: datetime) -> str:
    name = storages["sealed"].save("", ContentFile(b"sealed"))
    os.utime(root / name, (written_at.timestamp(), written_at.timestamp()))
    return name


@pytest.mark.parametrize(("hours", "left"), [(23, True), (25, False)])
def test_a_file_that_no_row_knows_is_swept_after_a_day(db: None, sealed_root: Path, hours: int, left: bool) -> None:
    name = left_behind(sealed_root, timezone.now() - timedelta(hours=hours))
    sweep_sealed_files()
    assert storages["sealed"].exists(name) is left


def test_a_file_of_a_draft_is_never_swept(sealed_root: Path, draft: Draft) -> None:
    attachment = draft.attachments.get()
    for name in (attachment.original_file, attachment.shown_file):
        os.utime(sealed_root / name, (0, 0))
    assert sweep_sealed_files() == 0
