"""Links that let somebody in once: the first administrator, an invitation, a registration."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.utils import timezone

from network.models.person import User
from network.models.place import Department, Municipality


class EntryKind(models.TextChoices):
    FIRST_ADMIN = "first_admin"  # nobody is there yet: who follows it names themselves and the municipality
    INVITATION = "invitation"  # the account exists with its roles, and waits to be taken
    REGISTRATION = "registration"  # a colleague asked for an account; the mailbox proves who they are


class EntryLinkQuerySet(models.QuerySet["EntryLink"]):
    def usable(self, now: datetime) -> Self:
        return self.filter(used_at=None, withdrawn_at=None, expires_at__gt=now)


class EntryLink(models.Model):
    """The secret itself is never stored: it is made when the letter leaves, and only its hash is kept."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    kind = models.CharField(max_length=20, choices=EntryKind.choices)
    secret_hash = models.BinaryField(max_length=32, null=True)
    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="entry_links")
    municipality = models.ForeignKey(Municipality, models.CASCADE, null=True, related_name="+")
    department = models.ForeignKey(Department, models.SET_NULL, null=True, related_name="+")
    email = models.EmailField(blank=True)
    name = models.CharField(max_length=100, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = EntryLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind=EntryKind.INVITATION) | models.Q(user__isnull=False),
                name="invitation_has_account",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.uuid}"
