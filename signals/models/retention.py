"""How long what ended is kept, and what stays when it is gone."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from network.models import Municipality
from signals.rules.lifecycle import outcome_choices


class RetentionTerm(models.Model):
    """A municipality's own term for an outcome; without a row the term of rules/lifecycle.py holds (R16)."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    outcome = models.CharField(max_length=30, choices=outcome_choices)
    months = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "outcome"], name="retention_term_once")]

    def __str__(self) -> str:
        return f"{self.outcome} {self.months}"


class Tombstone(models.Model):
    """Proof that a signal was destroyed: no content, nobody's mark."""

    uuid = models.UUIDField(unique=True)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=30)
    closed_on = models.DateField()
    destroyed_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return str(self.uuid)
