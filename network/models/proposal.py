"""A change of the matrix that is proposed, compared and adopted as one set."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from network.models.directory import Theme
from network.models.matrix import Part
from network.models.organisation import level_choices
from network.models.person import User
from network.models.place import Department, Municipality


class ChangeSetState(models.TextChoices):
    DRAFT = "draft"  # only whoever makes it sees it
    PROPOSED = "proposed"
    ADOPTED = "adopted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class ChangeSet(models.Model):
    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="change_sets")
    title = models.CharField(max_length=100)
    why = models.CharField(max_length=500, blank=True)
    from_on = models.DateField()  # the first day on which it would hold
    state = models.CharField(max_length=20, choices=ChangeSetState.choices, default=ChangeSetState.DRAFT)
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    proposed_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=300, blank=True)  # why it was refused, or what was said with it

    class Meta:
        indexes = [models.Index(fields=["municipality", "state", "-id"], name="change_sets_open")]

    def __str__(self) -> str:
        return self.title


class Change(models.Model):
    """One cell as it would become. Without a part the department would do nothing there any more."""

    change_set = models.ForeignKey(ChangeSet, models.CASCADE, related_name="changes")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="+")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    level = models.CharField(max_length=20, choices=level_choices)
    part = models.CharField(max_length=10, choices=Part.choices, blank=True)
    powers = ArrayField(models.BigIntegerField(), default=list, blank=True)
    partners = ArrayField(models.BigIntegerField(), default=list, blank=True)
    review_on = models.DateField(null=True, blank=True)
    seen = models.BigIntegerField(null=True, blank=True)  # the row of the cell that it was made on; None: empty

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["change_set", "theme", "department", "level"], name="change_once"),
        ]

    def __str__(self) -> str:
        return f"{self.theme_id} {self.part} {self.department_id}"
