"""Links that let somebody in once: the first administrator, an invitation, a registration; and who asked how often."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self

from django.db import models
from django.utils import timezone

from network.models.person import User
from network.models.place import Department, Municipality


class EntryKind(models.TextChoices):
    FIRST_ADMIN = "first_admin"  # nobody is there yet: who follows it names themselves and the municipality
    INVITATION = "invitation"  # the account exists with its roles, and waits to be taken
    REGISTRATION = "registration"  # a colleague asked for an account; the mailbox proves who they are
    FORGOTTEN = "forgotten"  # somebody asked for a new password; whether there is an account, the letter finds out


#: How long a link opens something.
LASTS = {
    EntryKind.FIRST_ADMIN: timedelta(hours=24),
    EntryKind.INVITATION: timedelta(days=14),
    EntryKind.REGISTRATION: timedelta(days=7),
    EntryKind.FORGOTTEN: timedelta(days=1),
}


class LinkState(StrEnum):
    OPEN = "open"
    USED = "used"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


def entry_kinds() -> list[tuple[str, str]]:
    return [(kind.value, kind.value) for kind in EntryKind]


class EntryLinkQuerySet(models.QuerySet["EntryLink"]):
    def usable(self, now: datetime) -> Self:
        return self.filter(used_at=None, withdrawn_at=None, expires_at__gt=now)

    def of_invited(self, user: User) -> Self:
        return self.filter(kind=EntryKind.INVITATION, user=user)


class EntryLink(models.Model):
    """The secret in its address is stored nowhere: it follows from the row and a key outside the database."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    kind = models.CharField(max_length=20, choices=entry_kinds)
    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="entry_links")
    municipality = models.ForeignKey(Municipality, models.CASCADE, null=True, related_name="+")
    department = models.ForeignKey(Department, models.SET_NULL, null=True, related_name="+")
    email = models.EmailField(blank=True)
    name = models.CharField(max_length=100, blank=True)
    reason = models.CharField(max_length=300, blank=True)  # why a manager comes beside those there are
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

    def state(self, now: datetime) -> LinkState:
        if self.used_at is not None:
            return LinkState.USED
        if self.withdrawn_at is not None:
            return LinkState.WITHDRAWN
        return LinkState.OPEN if now < self.expires_at else LinkState.EXPIRED


class EntryAskQuerySet(models.QuerySet["EntryAsk"]):
    def since(self, moment: datetime, mark: bytes) -> Self:
        return self.filter(mark=mark, at__gte=moment)


class EntryAsk(models.Model):
    """Somebody asked for a link. The mark stands for a mail address or a network address, and leads back to neither."""

    mark = models.BinaryField(max_length=16)
    at = models.DateTimeField(default=timezone.now)

    objects = EntryAskQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["mark", "at"], name="entry_asked_by")]

    def __str__(self) -> str:
        return f"{self.at}"
