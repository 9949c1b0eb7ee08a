"""Weighing 3: a round in which members score on their own, and what each of them scored."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now

from hkin.privacy.marks import exclusion_mark
from network.models import Department, Team, User
from network.models.place import TeamKind
from network.roles import roles_of
from network.rules import Role
from signals.models.signal import Signal, practice_over
from signals.rules.lifecycle import WORKED_ON, Route
from signals.rules.reference import new_reference


class ScoreRound(models.Model):
    """Open until it is shown; until then nobody reads a score but their own."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    signal = models.ForeignKey(Signal, models.CASCADE, related_name="rounds")
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(db_default=Now())
    due_on = models.DateField()
    minimum = models.PositiveSmallIntegerField()  # independent scores it takes; printed with the result
    shown_at = models.DateTimeField(null=True)
    shown_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["signal"], condition=Q(shown_at=None), name="one_open_round"),
        ]

    def __str__(self) -> str:
        return f"{self.signal_id} {self.pk}"


class ScoreSheetQuerySet(models.QuerySet["ScoreSheet"]):
    def visible_to(self, user: User) -> Self:
        """A scorer's own sheet, as long as they weigh there; a partner's scorer has nothing else of the signal.

        A partner is lent a signal of the team while it is worked on; never one that is for a few.
        """
        held = roles_of(user).of(Role.TEAM_MEMBER, Role.COORDINATOR)
        seen = Signal.objects.visible_to(user).filter(pk=OuterRef("round__signal"))  # one, not all that they see
        here = Q(Exists(seen), round__signal__team_id__in=held.teams())
        neighbours = Team.objects.filter(pk__in=held.teams(), kind=TeamKind.INTEGRAL).values("municipality")
        lent = Q(
            round__signal__municipality__scoring_partner__in=neighbours,
            round__signal__has_police_data=False,
            round__signal__is_closed_regime=False,
            round__signal__has_criminal_data=False,
            round__signal__status__in=sorted(WORKED_ON),
        )
        return (
            self.filter(here | lent, scorer=user, round__signal__route=Route.TEAM)
            .exclude(round__signal__excluded_marks__contains=[exclusion_mark(user.pk)])
            .exclude(round__signal__stepped_aside=user)
            .exclude(practice_over("round__signal__"))
        )

    def to_give(self) -> Self:
        return self.filter(given_at=None, round__shown_at=None, round__signal__status__in=sorted(WORKED_ON))


class ScoreSheet(models.Model):
    """`sealed_scores`: what signals/rules/scoring.py packs, padded so that its length tells nothing."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    reference = models.CharField(max_length=9, unique=True, default=new_reference)
    round = models.ForeignKey(ScoreRound, models.CASCADE, related_name="sheets")
    scorer = models.ForeignKey(User, models.PROTECT, related_name="+")
    discipline = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+")  # as it was on that day
    given_at = models.DateTimeField(null=True)  # once given it is not changed
    sealed_scores = models.BinaryField(null=True)

    objects = ScoreSheetQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "scorer"], name="one_sheet_a_scorer"),
            models.CheckConstraint(
                condition=Q(given_at=None, sealed_scores=None) | Q(given_at__isnull=False, sealed_scores__isnull=False),
                name="given_has_scores",
            ),
        ]
        indexes = [models.Index("scorer", name="sheets_to_give", condition=Q(given_at=None))]

    def __str__(self) -> str:
        return f"{self.round_id} {self.scorer_id}"

    @property
    def signal(self) -> Signal:
        return self.round.signal

    @property
    def is_lent(self) -> bool:
        """By another municipality than the one of the signal."""
        return self.discipline is not None and self.discipline.municipality_id != self.signal.municipality_id
