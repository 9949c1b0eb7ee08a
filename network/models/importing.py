"""A file that somebody brings in: first what it would change, then all of it or nothing."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from network.models.person import User
from network.models.place import Municipality
from network.rules.import_sheet import ImportKind


class ImportState(models.TextChoices):
    TO_CHECK = "to_check"  # nobody looked yet at what it would change
    CHECKED = "checked"  # the report waits for a yes
    TO_DO = "to_do"  # yes was said
    TO_INVITE = "to_invite"  # done; the letters to new people go out
    DONE = "done"
    BROKEN = "broken"  # tried too often; nothing was changed


WORKING = (ImportState.TO_CHECK, ImportState.TO_DO, ImportState.TO_INVITE)


def import_kinds() -> list[tuple[str, str]]:
    return [(kind.value, kind.value) for kind in ImportKind]


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    def unattended(self, now: datetime) -> Self:
        """Work that nobody has, or that was left lying by who had it."""
        return self.filter(Q(leased_until=None) | Q(leased_until__lt=now), state__in=WORKING)


class ImportRun(models.Model):
    """`content` is the file and `report` what came of reading it, both sealed under the ring. Gone after a week."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=import_kinds)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=ImportState.choices, default=ImportState.TO_CHECK)
    content = models.BinaryField(null=True)
    report = models.BinaryField(null=True)
    counts = models.JSONField(default=dict)  # new, changed, out, same, faults
    total = models.PositiveIntegerField(default=0)  # lines, to show how far it is
    done = models.PositiveIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True)
    nudged_at = models.DateTimeField(null=True)  # the workers were last asked
    invites = models.BooleanField(default=False)  # new people get a letter
    has_moved = models.BooleanField(default=False)  # the directory changed between the report and the yes
    created_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["by", "-id"], name="import_runs_of")]

    def __str__(self) -> str:
        return f"{self.kind} {self.uuid}"

    @property
    def is_working(self) -> bool:
        return self.state in WORKING

    def claim(self, *, until: datetime) -> bool:
        """True for one caller, who has it until then."""
        rows = ImportRun.objects.unattended(timezone.now()).filter(pk=self.pk)
        return rows.update(leased_until=until, tries=F("tries") + 1) == 1
