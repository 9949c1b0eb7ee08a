"""Assigned is not accepted: a department is asked whether its cells are right, and says so or contests them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from network.models.directory import Theme
from network.models.matrix import Part
from network.models.organisation import level_choices
from network.models.person import User
from network.models.place import Department, Municipality


class Asking(models.Model):
    """ "Klopt dit?" to one department: asked, reminded, passed to who is responsible, answered."""

    department = models.ForeignKey(Department, models.PROTECT, related_name="askings")
    asked_on = models.DateField()
    due_on = models.DateField()
    reminded_on = models.DateField(null=True, blank=True)
    escalated_on = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)  # nothing is left to confirm

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["department"], condition=Q(answered_on=None), name="asked_once"),
        ]

    def __str__(self) -> str:
        return f"{self.department_id} {self.asked_on}"


class ContestOutcome(models.TextChoices):
    KEPT = "kept"  # the cell stays as it is, with a reason
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"  # by the department


class Contest(models.Model):
    """A department says that a cell is not right. Somebody at the tactical level decides before a day."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="contests")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="+")
    department = models.ForeignKey(Department, models.PROTECT, related_name="contests")
    level = models.CharField(max_length=20, choices=level_choices)
    part = models.CharField(max_length=10, choices=Part.choices)  # as it stood when it was contested
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    role = models.CharField(max_length=30)
    reason = models.CharField(max_length=500)
    at = models.DateTimeField(default=timezone.now)
    decide_by = models.DateField()
    reminded_on = models.DateField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.CharField(max_length=20, choices=ContestOutcome.choices, blank=True)
    answer = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["theme", "department", "level"], condition=Q(settled_at=None), name="contested_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.theme_id} {self.department_id} {self.outcome}"
