"""Step 4: what the departments do together, and whether it helped. Sealed under the key of the signal."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from network.models import Department, Power, User
from signals.models.assignment import HandOver
from signals.models.signal import Signal


class Plan(models.Model):
    """One round; when it did not help enough, another follows. The goal is sealed as "plan.goal"."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    signal = models.ForeignKey(Signal, models.CASCADE, related_name="plans")
    number = models.PositiveSmallIntegerField()  # counted from 1
    begun_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(db_default=Now())
    sealed_goal = models.BinaryField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["signal", "number"], name="plan_rounds_follow")]

    def __str__(self) -> str:
        return f"{self.signal_id} {self.number}"


class PlanAction(models.Model):
    """What one department is asked to do. Sent, it is a hand-over, which the department answers.

    `what` and `text` are all that goes along; `why_dropped` stays with the team.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="actions")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    power = models.ForeignKey(Power, models.PROTECT, null=True, related_name="+")  # None: no power is needed
    due_on = models.DateField()
    sealed_what = models.BinaryField()
    sealed_text = models.BinaryField()
    hand_over = models.OneToOneField(HandOver, models.CASCADE, null=True, related_name="plan_action")
    dropped_at = models.DateTimeField(null=True)
    sealed_why_dropped = models.BinaryField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(dropped_at=None) | Q(sealed_why_dropped__isnull=False), name="dropped_with_a_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.department_id}"


class Helped(models.TextChoices):
    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class LookQuerySet(models.QuerySet["Look"]):
    def waiting(self) -> Self:
        return self.filter(looked_at=None)

    def due(self, today: date) -> Self:
        return self.waiting().filter(look_on__lte=today)


class Look(models.Model):
    """A day on which somebody looks whether it helped, and what they saw: sealed as "look.words"."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    signal = models.ForeignKey(Signal, models.CASCADE, related_name="looks")
    plan = models.ForeignKey(Plan, models.CASCADE, null=True, related_name="looks")  # None: a protocol without one
    look_on = models.DateField()
    planned_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    planned_at = models.DateTimeField(db_default=Now())
    looked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    looked_at = models.DateTimeField(null=True)
    helped = models.CharField(max_length=10, blank=True, choices=Helped.choices)
    sealed_words = models.BinaryField(null=True)

    objects = LookQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["signal"], condition=Q(looked_at=None), name="one_look_ahead"),
            models.CheckConstraint(
                condition=Q(looked_at=None) | (Q(looked_by__isnull=False, sealed_words__isnull=False) & ~Q(helped="")),
                name="looked_by_somebody",
            ),
        ]
        indexes = [models.Index("look_on", "id", name="looks_ahead", condition=Q(looked_at=None))]

    def __str__(self) -> str:
        return f"{self.signal_id} {self.look_on}"
