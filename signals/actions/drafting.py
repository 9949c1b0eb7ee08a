"""Before it is sent: the sealed draft on the server, and what is attached to it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from hkin.privacy.destruction import is_destroyed
from hkin.privacy.marks import person_mark
from hkin.privacy.sealing import KeyGone, create_key, destroy_keys, open_key, open_keys
from network.models import Municipality, User
from signals.models import Attachment, Draft, Signal
from signals.rules.attachments import clean
from signals.rules.care import find_sensitive, mask

ATTACHMENTS_AT_MOST = 10

Typed = Mapping[str, Sequence[str]]


class KeyUsed(Exception):
    """The form with this key was sent or thrown away before, or is somebody else's: it needs a new key."""


class TooMany(Exception):
    """A draft has its fill of attachments."""


@dataclass(frozen=True)
class AttachmentShown:
    number: int
    uuid: UUID
    name: str
    size: int


def save_draft(*, key: UUID, by: User, municipality: Municipality, typed: Typed) -> Draft:
    """Keep the form as typed. Raises KeyUsed."""
    with transaction.atomic():
        draft = _own(key, by, municipality)
        fields = json.dumps({name: list(values) for name, values in typed.items()})
        draft.sealed_fields = open_key(draft.uuid).seal("draft.fields", draft.uuid, fields)
        draft.updated_at = timezone.now()
        draft.save(update_fields=["sealed_fields", "updated_at"])
        return draft


def read_draft(*, key: UUID, by: User) -> dict[str, list[str]] | None:
    """What was typed, by field name; None when there is no such draft of this person."""
    draft = Draft.objects.filter(uuid=key, reporter_mark=person_mark(by.pk)).first()
    if draft is None:
        return None
    if draft.sealed_fields is None:
        return {}
    try:
        text = open_key(draft.uuid).open("draft.fields", draft.uuid, draft.sealed_fields)
    except KeyGone:
        return None
    typed: dict[str, list[str]] = json.loads(text)
    return typed


def unfinished(*, by: User) -> list[Draft]:
    return list(Draft.objects.filter(reporter_mark=person_mark(by.pk)).exclude(sealed_fields=None)[:5])


def discard_draft(*, key: UUID, by: User) -> None:
    """The draft, its attachments and their keys are gone at once."""
    with transaction.atomic():
        draft = Draft.objects.select_for_update().filter(uuid=key, reporter_mark=person_mark(by.pk)).first()
        if draft is None:
            return
        files = [name for row in draft.attachments.all() for name in (row.original_file, row.shown_file)]
        destroy_keys([draft.uuid, *draft.attachments.values_list("uuid", flat=True)], reason="discarded")
        draft.attachments.all().delete()
        draft.delete()
    for name in files:
        storages["sealed"].delete(name)


def attach(*, key: UUID, by: User, municipality: Municipality, upload: UploadedFile[bytes]) -> Attachment:
    """Seal the original and the copy without metadata, and put them on disk before the row says so.

    Raises AttachmentError (with what is wrong), TooMany and KeyUsed.
    """
    upload.seek(0)
    data = upload.read()
    name = upload.name or ""
    cleaned = clean(data, name)
    name = cleaned.name
    with transaction.atomic():
        draft = _own(key, by, municipality)
        if draft.attachments.count() >= ATTACHMENTS_AT_MOST:
            raise TooMany
        row = Attachment(draft=draft, uuid=uuid4(), content_type=cleaned.content_type, size=len(data))
        sealer = create_key(owner=row.uuid, municipality_id=municipality.pk)
        row.sealed_name = sealer.seal("attachment.name", row.uuid, mask(name, find_sensitive(name)))
        sealed = storages["sealed"]
        row.original_file = sealed.save("", ContentFile(sealer.seal_bytes("attachment.original", row.uuid, data)))
        row.shown_file = sealed.save("", ContentFile(sealer.seal_bytes("attachment.shown", row.uuid, cleaned.shown)))
        row.save(force_insert=True)
        return row


def detach(*, key: UUID, by: User, uuid: UUID) -> None:
    with transaction.atomic():
        row = Attachment.objects.filter(uuid=uuid, draft__uuid=key, draft__reporter_mark=person_mark(by.pk)).first()
        if row is None:
            return
        destroy_keys([row.uuid], reason="discarded")
        row.delete()
    for name in (row.original_file, row.shown_file):
        storages["sealed"].delete(name)


def attachments_of(rows: Sequence[Attachment]) -> list[AttachmentShown]:
    """Names and sizes, numbered from 1, with one query for their keys."""
    sealers = open_keys([row.uuid for row in rows])
    return [
        AttachmentShown(
            number, row.uuid, sealers[row.uuid].open("attachment.name", row.uuid, row.sealed_name), row.size
        )
        for number, row in enumerate(rows, start=1)
        if row.uuid in sealers
    ]


def attached_to(key: UUID, by: User) -> list[AttachmentShown]:
    rows = Attachment.objects.filter(draft__uuid=key, draft__reporter_mark=person_mark(by.pk))
    return attachments_of(list(rows))


def _own(key: UUID, by: User, municipality: Municipality) -> Draft:
    """The draft with this key, made when it is new."""
    mark = person_mark(by.pk)
    draft, is_new = Draft.objects.select_for_update().get_or_create(
        uuid=key, defaults={"reporter_mark": mark, "municipality": municipality}
    )
    if bytes(draft.reporter_mark) != mark:
        raise KeyUsed
    if is_new:
        if is_destroyed(key) or Signal.objects.filter(uuid=key).exists():
            raise KeyUsed
        create_key(owner=draft.uuid, municipality_id=municipality.pk)
    return draft
