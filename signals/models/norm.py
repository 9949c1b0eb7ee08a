"""The norm book: when do we step in? Short rules of a municipality, without a person in them, each in versions."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from network.models import Municipality, Theme, User


class Norm(models.Model):
    """A norm agreement (norm-afspraak). What it says stands in its versions; the newest one holds."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True)  # made by the form: sent twice, written once
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="norms")
    version = models.PositiveIntegerField(default=1)
    retired_at = models.DateTimeField(null=True)
    retired_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    retired_why = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(retired_at=None, retired_by=None, retired_why="")
                | (Q(retired_at__isnull=False, retired_by__isnull=False) & ~Q(retired_why="")),
                name="norm_retired_with_a_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.municipality_id} {self.uuid}"

    @property
    def is_retired(self) -> bool:
        return self.retired_at is not None


class NormVersionQuerySet(models.QuerySet["NormVersion"]):
    def newest(self) -> Self:
        """Of each norm what it says now."""
        return self.filter(number=F("norm__version"))

    def in_force(self) -> Self:
        return self.newest().filter(norm__retired_at=None)

    def to_review(self, today: date) -> Self:
        return self.in_force().filter(review_on__lte=today)


class NormVersion(models.Model):
    """Never changed: a change is a next version, with who and why."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True)  # made by the form
    norm = models.ForeignKey(Norm, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    criterion = models.CharField(max_length=30)  # code in the protocol
    criterion_label = models.CharField(max_length=100)  # as it was called then: a later protocol may not have it
    themes = models.ManyToManyField(Theme, related_name="+", blank=True)  # none: for all
    title = models.CharField(max_length=100)
    rule = models.CharField(max_length=1000)
    example = models.CharField(max_length=1000)
    owner = models.ForeignKey(User, models.PROTECT, related_name="+")
    review_on = models.DateField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    why = models.CharField(max_length=500, blank=True)  # empty for the first

    objects = NormVersionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["norm", "number"], name="norm_version_once"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(why=""), name="norm_changed_with_a_reason"),
        ]

    def __str__(self) -> str:
        return self.title
