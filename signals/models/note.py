"""What is said about a signal: between colleagues, and between the team and the reporter."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from network.models import User
from signals.models.signal import Signal


class NoteKind(models.TextChoices):
    INTERNAL = "internal"  # the team only
    TO_REPORTER = "to_reporter"  # feedback
    QUESTION = "question"  # of the team; of the reporter, after the end
    ANSWER = "answer"  # of the reporter, to a question
    ADDITION = "addition"  # of the reporter
    CORRECTION = "correction"  # "I was wrong"


#: What the reporter reads on their own page.
SHARED_WITH_REPORTER = frozenset(set(NoteKind) - {NoteKind.INTERNAL})


class Grade(models.TextChoices):
    """How far a signal was when the reporter heard this; receipt is the page after filing."""

    WEIGHED = "weighed"  # the team looked at it, and goes on
    PICKED_UP = "picked_up"
    CLOSED = "closed"


class NoteQuerySet(models.QuerySet["Note"]):
    def to_answer(self) -> Self:
        """What reporters asked after the end and nobody answered yet, the longest waiting first."""
        return self.filter(kind=NoteKind.QUESTION, author=None, replies=None)


class Note(models.Model):
    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    signal = models.ForeignKey(Signal, models.CASCADE, related_name="notes")
    kind = models.CharField(max_length=20, choices=NoteKind.choices)
    sealed_text = models.BinaryField()
    author = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")  # None: the reporter, or HKIN itself
    answers = models.ForeignKey("self", models.CASCADE, null=True, related_name="replies")
    due_on = models.DateField(null=True)  # of a question: after this day the team goes on without
    at = models.DateTimeField(db_default=Now())
    grade = models.CharField(max_length=10, blank=True, choices=Grade.choices)  # of feedback
    helps = models.BooleanField(null=True)  # what the reporter says of feedback: "hier heb ik iets aan"

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index("signal", name="feedback_valued", condition=Q(helps__isnull=False)),
            models.Index("at", name="words_of_reporters", condition=Q(kind__in=["answer", "addition", "correction"])),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.signal_id}"
