"""Destroying keys for good: the key row goes, the register remembers, and a restored backup is told again.

The register leaves the database as plain lines, `uuid,moment,reason`: after a restore the newest copy is played back
before the site opens, so that what was destroyed after the backup stays destroyed.
"""

import csv
from collections.abc import Iterable
from datetime import datetime
from typing import IO
from uuid import UUID

from django.db import transaction

from hkin.privacy.models import DataKey, DestroyedKey


def destroy_keys(owners: Iterable[UUID], *, reason: str = "retention") -> int:
    """How many keys were there and are gone now. `reason` is a code ("retention", "withdrawn"), never text."""
    wanted = list(owners)
    with transaction.atomic():
        _register([DestroyedKey(owner=owner, reason=reason) for owner in wanted])
        return _drop(wanted)


def is_destroyed(owner: UUID) -> bool:
    """Its name must not be used again: a restore would destroy whoever bears it."""
    return DestroyedKey.objects.filter(pk=owner).exists()


def replay_register() -> int:
    """Destroy again every key that the register in this database names."""
    return DataKey.objects.filter(owner__in=DestroyedKey.objects.values("owner")).delete()[0]


def replay_lines(lines: Iterable[str]) -> int:
    rows = [
        DestroyedKey(owner=UUID(owner), at=datetime.fromisoformat(at), reason=reason)
        for owner, at, reason in csv.reader(lines)
    ]
    with transaction.atomic():
        _register(rows)
        return _drop([row.owner for row in rows])


def write_lines(target: IO[str]) -> int:
    writer = csv.writer(target, lineterminator="\n")
    count = 0
    for row in DestroyedKey.objects.order_by("at", "owner").iterator():
        writer.writerow([row.owner, row.at.isoformat(), row.reason])
        count += 1
    return count


def _register(rows: list[DestroyedKey]) -> None:
    DestroyedKey.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)


def _drop(owners: list[UUID]) -> int:
    return DataKey.objects.filter(owner__in=owners).delete()[0]
