"""Before a signal is called false or malicious somebody else reads it, and the reporter was heard."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from network.models import User
from signals.models.signal import Signal


class SecondReading(models.Model):
    """Sealed as "secondreading.reason" and "secondreading.answer". Waiting as long as `agrees` is None."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    signal = models.ForeignKey(Signal, models.CASCADE, related_name="second_readings")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(db_default=Now())
    sealed_reason = models.BinaryField()
    read_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    read_at = models.DateTimeField(null=True)
    agrees = models.BooleanField(null=True)
    sealed_answer = models.BinaryField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(read_by=F("asked_by")), name="read_by_another"),
            models.CheckConstraint(condition=Q(agrees=None) | Q(read_by__isnull=False), name="read_by_somebody"),
            models.UniqueConstraint(fields=["signal"], condition=Q(agrees=None), name="one_reading_waits"),
        ]

    def __str__(self) -> str:
        return f"{self.signal_id} {self.agrees}"
