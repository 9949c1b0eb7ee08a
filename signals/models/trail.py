"""What happened to a signal: one row a move, never changed."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from hkin.privacy.append_only import AppendOnly
from hkin.privacy.transaction_id import CurrentTransactionId, TransactionIdField
from network.models import User
from signals.models.signal import Signal
from signals.rules.lifecycle import Verb


class TrailEntry(AppendOnly):
    """Who did what, in which role. A reporter stands here as a mark, everybody else by account."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    signal = models.ForeignKey(Signal, models.CASCADE, related_name="trail")
    at = models.DateTimeField(db_default=Now())
    xid = TransactionIdField(db_default=CurrentTransactionId(), editable=False)
    verb = models.CharField(max_length=30)
    role = models.CharField(max_length=30)
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    actor_mark = models.BinaryField(max_length=16, null=True)
    status_before = models.CharField(max_length=30, blank=True)
    status_after = models.CharField(max_length=30, blank=True)
    sealed_detail = models.BinaryField(null=True)  # reasons and sentences, under the key of the signal

    class Meta(AppendOnly.Meta):
        ordering = ["id"]
        verbose_name_plural = "trail entries"
        indexes = [models.Index("signal", name="trail_decisions", condition=Q(verb=Verb.DECIDE_REGIME))]
        constraints = [
            models.CheckConstraint(
                condition=Q(actor=None, actor_mark__isnull=False) | Q(actor__isnull=False, actor_mark=None),
                name="one_actor",
            )
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.signal_id}"
