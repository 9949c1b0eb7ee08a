"""What the municipality changes in its own rules and ways of working. It knows nothing of the signal it came from."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.db.models import Q

from network.models import Municipality, User
from network.roles import roles_of
from network.rules import Role

#: Who reads all of them; an owner reads their own.
READS_ALL = (Role.COORDINATOR, Role.BOARD_MEMBER)


class ImprovementQuerySet(models.QuerySet["Improvement"]):
    def visible_to(self, user: User) -> Self:
        places = roles_of(user).municipalities(*READS_ALL)
        theirs = Q(owner=user, municipality_id__in=roles_of(user).municipalities())
        return self.filter(Q(municipality_id__in=places) | theirs)

    def open(self) -> Self:
        return self.filter(done_on=None)

    def done(self) -> Self:
        return self.exclude(done_on=None)


class Improvement(models.Model):
    """No moment of making and no maker: those would lead back to the signal that was closed."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    what = models.TextField()
    owner = models.ForeignKey(User, models.PROTECT, related_name="+")
    due_on = models.DateField()
    done_on = models.DateField(null=True)
    came_of_it = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ImprovementQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(done_on=None) | ~Q(came_of_it=""), name="improved_in_words"),
        ]
        indexes = [models.Index("owner", "due_on", name="improvements_ahead", condition=Q(done_on=None))]

    def __str__(self) -> str:
        return str(self.uuid)
