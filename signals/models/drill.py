"""What a drill found: how many dead ends each scenario met, and nothing of a signal."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from network.models import Municipality, User


class DrillRun(models.Model):
    """`results`: code of a scenario -> how many dead ends it met then."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="drill_runs")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    results = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["municipality", "-id"], name="drill_runs_newest")]

    def __str__(self) -> str:
        return f"{self.municipality_id} {self.at:%Y-%m-%d}"

    @property
    def dead_ends(self) -> int:
        return sum(self.results.values())
