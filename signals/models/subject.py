"""What a signal mentions: addresses, plates, companies. Shared keys hold no value, only a keyed hash."""

from __future__ import annotations

import uuid

from django.db import models

from signals.models.signal import Signal
from signals.rules.subjects import SubjectKind


class Subject(models.Model):
    """One thing a signal mentions, as it was typed; sealed under the key of the signal."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    signal = models.ForeignKey(Signal, models.CASCADE, related_name="subjects")
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in SubjectKind])
    sealed_typed = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.kind} {self.uuid}"


class SubjectKey(models.Model):
    """A normalised identifier as a keyed hash, shared by every signal that mentions it; it holds no value."""

    kind = models.CharField(max_length=20)
    hash = models.BinaryField(max_length=16)
    index_version = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "hash", "index_version"], name="subject_key_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Mention(models.Model):
    """A signal mentions a key. The last mention takes the key row along."""

    signal = models.ForeignKey(Signal, models.CASCADE, related_name="mentions")
    subject = models.ForeignKey(Subject, models.CASCADE, related_name="mentions")
    key = models.ForeignKey(SubjectKey, models.PROTECT, related_name="mentions", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "signal", "subject"], name="mention_once")]

    def __str__(self) -> str:
        return f"{self.signal_id} {self.key_id}"
