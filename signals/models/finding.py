"""What the tasks of the protocol came to. The last row of a task is what holds; earlier ones stay, for the trail."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F
from django.db.models.functions import Now

from network.models import User
from signals.models.signal import Signal


class Finding(models.Model):
    """`verdict` is one of the task's outcomes, or WAITING. What was answered lies sealed as "finding.answers": JSON
    of question code -> text, code or list of codes.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    signal = models.ForeignKey(Signal, models.CASCADE, related_name="findings")
    step = models.CharField(max_length=30)  # in which it was done
    task = models.CharField(max_length=30)
    verdict = models.CharField(max_length=30)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")  # None: it followed by itself
    role = models.CharField(max_length=30, blank=True)
    at = models.DateTimeField(db_default=Now())
    sealed_answers = models.BinaryField(null=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index("signal", "task", F("id").desc(), name="findings_last")]

    def __str__(self) -> str:
        return f"{self.signal_id} {self.task} {self.verdict}"
