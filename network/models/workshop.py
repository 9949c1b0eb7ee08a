"""The workshop as a tool: what each department says alone about a theme, and what the parties bring to its table."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from network.models.directory import Theme
from network.models.organisation import Organisation
from network.models.person import User
from network.models.place import Department, Municipality


class BlindRoundQuerySet(models.QuerySet["BlindRound"]):
    def open_on(self, day: date) -> Self:
        return self.filter(closed_at=None, closes_on__gte=day)

    def lapsed(self, day: date) -> Self:
        """The last day is over, and nobody wrote down yet that it is closed."""
        return self.filter(closed_at=None, closes_on__lt=day)


class BlindRound(models.Model):
    """One theme; each department fills in alone who does what. Nobody reads an answer before it closes."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="blind_rounds")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="blind_rounds")
    asked = ArrayField(models.BigIntegerField())  # of Department
    closes_on = models.DateField()  # the last day, included
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = BlindRoundQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "theme"], condition=Q(closed_at=None), name="blind_round_open_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.theme_id} {self.closes_on}"

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None or self.closes_on < timezone.localdate()


class BlindAnswer(models.Model):
    """What one department thinks, of all of them.

    `parts`: id of a department -> Part or "nothing"; of one that is not named they do not know.
    """

    round = models.ForeignKey(BlindRound, models.CASCADE, related_name="answers")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    parts = models.JSONField(default=dict)
    why = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)  # how often it was kept

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "department"], name="blind_answer_once")]

    def __str__(self) -> str:
        return f"{self.round_id} {self.department_id}"


class Interest(models.Model):
    """What one party has at stake in a theme, in its own sentence; of a partner as the keeper heard them say it."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="interests")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="interests")
    department = models.ForeignKey(Department, models.PROTECT, null=True, blank=True, related_name="interests")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="interests")
    sentence = models.CharField(max_length=500)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "theme", "department", "organisation"],
                name="interest_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(department=None, organisation__isnull=False)
                | Q(department__isnull=False, organisation=None),
                name="interest_of_one_party",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.theme_id} {self.department_id or self.organisation_id}"


class OpenQuestion(models.Model):
    """Something the table has no answer to yet."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="open_questions")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="open_questions")
    text = models.CharField(max_length=500)
    asked_of = models.ForeignKey(Department, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    answer = models.CharField(max_length=1000, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.theme_id} {self.at:%Y-%m-%d}"
