"""Calibrating (ijken): old signals, told without anybody in them, are scored blind, and the drift is seen."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from network.models import Department, Municipality, User


class CalibrationRoundQuerySet(models.QuerySet["CalibrationRound"]):
    def closed(self) -> Self:
        return self.filter(closed_at__isnull=False)

    def open(self) -> Self:
        return self.filter(opened_at__isnull=False, closed_at=None)


class CalibrationRound(models.Model):
    """First its cases are written, then it is open for scores, then it is closed. Its key seals cases and sheets."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="calibrations")
    protocol = models.CharField(max_length=30)  # whose criteria are scored
    started_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    started_at = models.DateTimeField(default=timezone.now)
    opened_at = models.DateTimeField(null=True)
    due_on = models.DateField(null=True)  # the last day that was asked for
    closed_at = models.DateTimeField(null=True)
    asked = models.PositiveSmallIntegerField(default=0)
    given = models.PositiveSmallIntegerField(default=0)  # counted when it closes
    version = models.PositiveIntegerField(default=1)

    objects = CalibrationRoundQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality"], condition=Q(closed_at=None), name="one_calibration_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(opened_at=None, due_on=None, closed_at=None)
                | Q(opened_at__isnull=False, due_on__isnull=False),
                name="calibration_opens_before_it_closes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality_id} {self.started_at:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        return self.opened_at is not None and self.closed_at is None

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @property
    def is_over(self) -> bool:
        """The last day has passed; it closes only when somebody closes it."""
        return self.due_on is not None and self.due_on < timezone.localdate()


class CalibrationCase(models.Model):
    """A story rewritten without anybody in it. Which signal it was told after is kept nowhere.

    Sealed as "calibrationcase.text" under the key of the round; without text once that key was destroyed.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    round = models.ForeignKey(CalibrationRound, models.CASCADE, related_name="cases")
    number = models.PositiveSmallIntegerField()
    sealed_text = models.BinaryField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="calibration_case_once")]

    def __str__(self) -> str:
        return f"{self.round_id} {self.number}"


class CalibrationSheetQuerySet(models.QuerySet["CalibrationSheet"]):
    def visible_to(self, user: User) -> Self:
        """Nobody opens the sheet of another."""
        return self.filter(scorer=user, round__opened_at__isnull=False, round__closed_at=None)

    def waiting(self) -> Self:
        return self.filter(given_at=None)


class CalibrationSheet(models.Model):
    """What one colleague scored, until the round closes: then it is counted and gone.

    `sealed_scores`: JSON of case number -> criterion -> level, sealed as "calibrationsheet.scores", evened in length.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    round = models.ForeignKey(CalibrationRound, models.CASCADE, related_name="sheets")
    scorer = models.ForeignKey(User, models.PROTECT, related_name="+")
    discipline = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+")  # as it was on that day
    given_at = models.DateTimeField(null=True)  # once given it is not changed
    sealed_scores = models.BinaryField(null=True)

    objects = CalibrationSheetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "scorer"], name="one_calibration_sheet"),
            models.CheckConstraint(
                condition=Q(given_at=None, sealed_scores=None) | Q(given_at__isnull=False, sealed_scores__isnull=False),
                name="calibration_given_has_scores",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.uuid}"


class CalibrationCount(models.Model):
    """How many of a group chose each level: groups of three or more, and never who.

    `discipline` None with `is_rest` is those who were too few to stand apart; None without it is everybody together.
    """

    round = models.ForeignKey(CalibrationRound, models.CASCADE, related_name="counts")
    case = models.PositiveSmallIntegerField()
    criterion = models.CharField(max_length=30)
    discipline = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+")
    is_rest = models.BooleanField(default=False)
    zeros = models.PositiveSmallIntegerField()
    ones = models.PositiveSmallIntegerField()
    twos = models.PositiveSmallIntegerField()
    threes = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["case", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "case", "criterion", "discipline", "is_rest"],
                name="calibration_count_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(zeros__gte=3 - F("ones") - F("twos") - F("threes")), name="calibration_of_three_or_more"
            ),
            models.CheckConstraint(
                condition=Q(discipline=None) | Q(is_rest=False), name="calibration_rest_has_no_name"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.case} {self.criterion}"

    @property
    def levels(self) -> tuple[int, int, int, int]:
        return self.zeros, self.ones, self.twos, self.threes
