"""Step 3: a source is asked "hit or no hit", and only later, after a second decision, what it knows."""

from __future__ import annotations

import uuid
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from hkin.privacy.marks import exclusion_mark
from network.models import Source, User
from network.roles import roles_of
from network.rules import Role
from signals.models.check import PrivacyCheck
from signals.models.due import DueQuerySet
from signals.models.signal import Signal, practice_over
from signals.rules.lifecycle import WORKED_ON, Route
from signals.rules.reference import new_reference


class Found(models.TextChoices):
    WAITING = "waiting"
    HIT = "hit"
    NO_HIT = "no_hit"
    WITHDRAWN = "withdrawn"


_CONTENT_ALLOWED = Q(found=Found.HIT, content_check__isnull=False, content_check__verdict="allowed", content_at=None)
_AWAITS_HOLDER = Q(signal__status__in=sorted(WORKED_ON)) & (Q(found=Found.WAITING) | _CONTENT_ALLOWED)


class SourceQuestionQuerySet(DueQuerySet["SourceQuestion"]):
    def visible_to(self, user: User) -> Self:
        """For the source holders of the department that keeps the source, as long as the team weighs the signal."""
        departments = roles_of(user).departments(Role.SOURCE_HOLDER)
        return (
            self.filter(source__department_id__in=departments, signal__route=Route.TEAM)
            .exclude(signal__excluded_marks__contains=[exclusion_mark(user.pk)])
            .exclude(signal__stepped_aside=user)
            .exclude(practice_over("signal__"))
        )

    def unanswered(self) -> Self:
        return self.filter(found=Found.WAITING)

    def awaiting_holder(self) -> Self:
        """Work; of a signal that is closed it is nobody's any more."""
        return self.filter(_AWAITS_HOLDER)

    def ended(self) -> Self:
        return self.exclude(_AWAITS_HOLDER)


class SourceQuestion(models.Model):
    """No question without the check that allowed it (R2). Sealed as "sourcequestion.<column>"."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    reference = models.CharField(max_length=9, unique=True, default=new_reference)  # its own, as of a hand-over
    signal = models.ForeignKey(Signal, models.CASCADE, related_name="source_questions")
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")
    check_1 = models.OneToOneField(PrivacyCheck, models.CASCADE, related_name="question")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(db_default=Now())
    due_on = models.DateField()
    sealed_question = models.BinaryField()
    found = models.CharField(max_length=20, choices=Found.choices, default=Found.WAITING)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    content_check = models.OneToOneField(PrivacyCheck, models.CASCADE, null=True, related_name="content_of")
    sealed_content = models.BinaryField(null=True)
    content_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = SourceQuestionQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sealed_content=None) | Q(content_check__isnull=False), name="content_after_a_check"
            ),
            models.CheckConstraint(condition=Q(sealed_content=None) | Q(found="hit"), name="content_of_a_hit"),
        ]
        indexes = [
            models.Index("source", "due_on", "id", name="source_work", condition=Q(found="waiting")),
            models.Index(
                "due_on",
                "id",
                name="source_asks",
                condition=Q(found="waiting") | Q(found="hit", content_at=None, content_check__isnull=False),
            ),
            models.Index(F("due_on").desc(), F("id").desc(), name="source_asked_last"),
        ]

    def __str__(self) -> str:
        return f"{self.signal_id} {self.source_id}"

    @property
    def is_given_back(self) -> bool:
        """The holder could not look it up; the reason stands in a note of the team."""
        return self.found == Found.WITHDRAWN and self.answered_by_id is not None

    @property
    def may_give_content(self) -> bool:
        """The second decision is there, and the content is not."""
        check = self.content_check
        return self.found == Found.HIT and self.content_at is None and check is not None and check.verdict == "allowed"

    @property
    def reason_key(self) -> UUID:
        """What the note is called that says why a holder gave it back; asked again it is another one."""
        return uuid.uuid5(self.uuid, self.asked_at.isoformat())
