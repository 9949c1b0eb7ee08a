"""A flag that changes who sees a signal (R3, R26), and who the coordinator lets in with a reason."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from network.models import User
from signals.models.signal import Signal
from signals.rules.flags import Flag


class Flagging(models.Model):
    """From when until when a flag stands, by whom, and why. It goes off in another role than it was set in."""

    uuid = models.UUIDField(unique=True)  # of the form that set it
    signal = models.ForeignKey(Signal, models.CASCADE, related_name="flaggings")
    flag = models.CharField(max_length=20, choices=[(flag.value, flag.value) for flag in Flag])
    set_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    set_role = models.CharField(max_length=30)
    set_at = models.DateTimeField(db_default=Now())
    sealed_reason = models.BinaryField()  # "flagging.reason"
    removed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)
    sealed_removal = models.BinaryField(null=True)  # "flagging.removal": why it went off

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["signal", "flag"], condition=Q(removed_at=None), name="flag_stands_once"),
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_by=None) | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="flag_removed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.signal_id} {self.flag}"


class Admission(models.Model):
    """A colleague of the queue who may see a flagged signal, in person: no deputy reads it for them."""

    uuid = models.UUIDField(unique=True)
    signal = models.ForeignKey(Signal, models.CASCADE, related_name="admissions")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    admitted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    admitted_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True)
    sealed_reason = models.BinaryField()  # "admission.reason"

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["signal", "user"], condition=Q(ended_at=None), name="admitted_once")
        ]

    def __str__(self) -> str:
        return f"{self.signal_id} {self.user_id}"
