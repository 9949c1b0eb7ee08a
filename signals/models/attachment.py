"""A photo or document beside a signal: the sealed original, and the copy without metadata that people see."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from signals.models.filing import Draft
from signals.models.signal import Signal


class Attachment(models.Model):
    """Belongs to a draft until it is filed. It has a data key of its own (owner: uuid), so filing moves no bytes."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    draft = models.ForeignKey(Draft, models.DO_NOTHING, null=True, related_name="attachments")
    signal = models.ForeignKey(Signal, models.CASCADE, null=True, related_name="attachments")
    sealed_name = models.BinaryField()
    content_type = models.CharField(max_length=50)
    size = models.PositiveIntegerField()  # bytes of the original
    original_file = models.CharField(max_length=100, unique=True)  # random names in the sealed storage
    shown_file = models.CharField(max_length=100, unique=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(draft=None, signal__isnull=False) | Q(draft__isnull=False, signal=None), name="one_place"
            )
        ]

    def __str__(self) -> str:
        return str(self.uuid)
