"""One story, two tracks: a signal and the part that was split off. Whoever may see only one of them learns nothing."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from signals.models.signal import Signal


class Tie(models.Model):
    """Read only through signals/ties.py: never one end without a right to the other."""

    whole = models.ForeignKey(Signal, models.CASCADE, related_name="+")
    part = models.OneToOneField(Signal, models.CASCADE, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=~Q(whole=F("part")), name="tie_between_two")]

    def __str__(self) -> str:
        return f"{self.whole_id} {self.part_id}"
