"""A term that a municipality set for itself; without a row the default of signals/rules/deadlines.py holds."""

from __future__ import annotations

from django.db import models

from network.models import Municipality
from signals.rules.deadlines import Deadline


def deadline_choices() -> list[tuple[str, str]]:
    return [(one.value, one.value) for one in Deadline]


class OwnDeadline(models.Model):
    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="own_deadlines")
    name = models.CharField(max_length=30, choices=deadline_choices)
    amount = models.PositiveSmallIntegerField()  # in the unit of that term

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "name"], name="own_deadline_once"),
            models.CheckConstraint(condition=models.Q(amount__gte=1), name="deadline_is_some_time"),
        ]

    def __str__(self) -> str:
        return f"{self.municipality_id} {self.name} {self.amount}"
