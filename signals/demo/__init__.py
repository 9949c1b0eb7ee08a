"""The demo: the fixed cast and their signals, each somewhere in its life, made through the real actions.

A story is told now but happened earlier, and actions know no clock but the real one. So what they wrote is dated back
afterwards (dating.py). That is only for here: nothing else may change a trail, and without HKIN_DEMO it refuses.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import Http404
from django.utils import timezone

from network.actions.holes import keep_holes
from network.cast import Cast, build_cast
from network.models import Municipality, Team, User
from network.roles import home_of
from signals.access import open_signal
from signals.actions.drafting import attach, save_draft
from signals.actions.filing import Caller, Filing, file_signal
from signals.demo.dating import Diary
from signals.demo.directory import live_the_directory
from signals.demo.files import example_file
from signals.demo.norms import write_the_norm_book
from signals.demo.protocol import live_the_protocol
from signals.demo.steps import Stage, take
from signals.loading import RecordReader
from signals.models import Signal

STORIES = Path(__file__).resolve().parent.parent / "data" / "demo_signals.json"

Story = Mapping[str, Any]


def load_demo(*, password: str) -> Cast | None:
    """Everything or nothing; None when the demo is there already."""
    if Municipality.objects.filter(slug="oudeveen").exists():
        return None
    now = timezone.now()
    stories = json.loads(STORIES.read_text(encoding="utf-8"))["signals"]
    with transaction.atomic():
        cast = build_cast(password=password, today=timezone.localdate(now))
        diary = Diary(now)
        readers = {slug: RecordReader(municipality) for slug, municipality in cast.municipalities.items()}
        told = {
            story["id"]: _tell(story, cast, diary, readers[story.get("at", "oudeveen")])
            for story in sorted(stories, key=lambda one: one["ago"], reverse=True)
        }
        live_the_protocol(cast, told, diary)
        diary.date_back()
        _open_queues(cast, now)
        _look_around(cast)
        _leave_a_draft(cast)
        live_the_directory(cast)
        write_the_norm_book(cast)
        for municipality in cast.municipalities.values():
            keep_holes(municipality)
    return cast


def _tell(story: Story, cast: Cast, diary: Diary, reader: RecordReader) -> Signal:
    at = diary.moment(story["ago"])
    reporter: User = cast[story["by"]]
    signal = _file(story, cast, reader, at)
    diary.write_down(at)
    stage = Stage(cast, signal, reporter, diary)
    for step in story.get("story", ()):
        at = diary.moment(step["ago"])
        take(stage, step, at)
        diary.write_down(at)
    stage.settle()
    return signal


def _file(story: Story, cast: Cast, reader: RecordReader, at: datetime) -> Signal:
    reporter: User = cast[story["by"]]
    municipality: Municipality = cast[story.get("at", "oudeveen")]
    home = home_of(reporter)
    if home is None or home.department is None:
        raise ValueError(f"{reporter} files from nowhere")
    key = reader.key(story, story["id"])
    for name in story.get("files", ()):
        attach(key=key, by=reporter, municipality=municipality, upload=_upload(name))
    filed = file_signal(
        filing=_as_told(reader.filing(story, home.department, today=timezone.localdate(at)), story, cast),
        by=reporter,
        key=key,
        municipality=municipality,
        department=home.department,
        now=at,
    )
    return filed.signal


def _as_told(filing: Filing, story: Story, cast: Cast) -> Filing:
    """What a file of signals does not know: who may not read it, who was chosen, and who called."""
    caller = story.get("caller")
    return replace(
        filing,
        excluded=frozenset(cast[name].pk for name in story.get("excluded", ())),
        receiver_id=cast[story["receiver"]].pk if "receiver" in story else None,
        on_behalf_of=Caller(**caller) if caller else None,
    )


def _upload(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, example_file(name))


def _open_queues(cast: Cast, now: datetime) -> None:
    Team.objects.filter(municipality=cast.oudeveen).update(last_opened_at=now)
    Team.objects.filter(municipality=cast.veenwijk).update(last_opened_at=now - timedelta(days=1))


def _look_around(cast: Cast) -> None:
    """Something to read for who watches over the looking: the owners look, and ilse may not."""
    taken_up = Signal.objects.open().exclude(owner=None).select_related("owner").order_by("-pk")[:10]
    for signal in taken_up:
        if signal.owner is not None:
            open_signal(signal.reference, by=cast[signal.owner.username], purpose="handle")
    try:
        open_signal(taken_up[0].reference, by=cast.ilse, purpose="handle")
    except Http404:
        return


def _leave_a_draft(cast: Cast) -> None:
    text = "Een klant had vanochtend haast met een briefadres en liet"
    key = UUID("5b0a2f5c-6a1e-4f0e-8f0b-2f6f3f1f9a10")
    save_draft(key=key, by=cast.sanne, municipality=cast.oudeveen, typed={"text": [text]})
