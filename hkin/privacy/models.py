"""Data keys, the register of destroyed keys, and the access log. No foreign key leaves or enters this block."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import Self
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hkin.privacy.append_only import AppendOnly
from hkin.privacy.transaction_id import CurrentTransactionId, TransactionIdField


class DataKey(models.Model):
    """One wrapped key per owner. The only table that must stay out of the ordinary dump."""

    owner = models.UUIDField(primary_key=True)
    municipality_id = models.BigIntegerField()
    key_name = models.CharField(max_length=32)
    wrapped = models.BinaryField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["key_name", "owner"], name="datakey_by_ring_key")]

    def __str__(self) -> str:
        return str(self.owner)

    @staticmethod
    def place_of(owner: UUID) -> bytes:
        return f"privacy_datakey.wrapped|{owner}".encode()


class DestroyedKey(AppendOnly):
    """What must be destroyed again after a restore. Holds no content and falls when the last backup has."""

    owner = models.UUIDField(primary_key=True)
    at = models.DateTimeField(default=timezone.now)
    reason = models.CharField(max_length=32)

    class Meta(AppendOnly.Meta):
        pass

    def __str__(self) -> str:
        return str(self.owner)


class Result(models.TextChoices):
    SHOWN = "shown", _("shown")
    REFUSED = "refused", _("refused")
    CHANGED = "changed", _("changed")
    EXPORTED = "exported", _("exported")


class LookQuerySet(models.QuerySet["Look"]):
    def in_municipalities(self, ids: Collection[int]) -> Self:
        return self.filter(municipality_id__in=ids)

    def by_people(self, ids: Collection[int]) -> Self:
        """Reporters act under a mark and are not found by name."""
        return self.filter(actor_id__in=ids)

    def on_days(self, first: date | None, last: date | None) -> Self:
        """Both days included, in local time."""
        found = self
        if first:
            found = found.filter(at__gte=_midnight(first))
        if last:
            found = found.filter(at__lt=_midnight(last + timedelta(days=1)))
        return found

    def leaving_out(self, signals: Collection[UUID]) -> Self:
        """Without the looks that were at these signals and at nothing else."""
        return self.exclude(signals__contained_by=list(signals), signals__len__gt=0) if signals else self

    def newest_first(self) -> Self:
        return self.order_by("-at", "-id")

    def at_signal(self, signal: UUID) -> Self:
        """Newest first, ordered by an expression: else the planner walks the whole log for a signal seldom seen."""
        return self.filter(signals__contains=[signal]).order_by((F("at") + timedelta()).desc(), "-id")

    def older_than(self, at: datetime, row: int) -> Self:
        return self.filter(Q(at__lt=at) | Q(at=at, id__lt=row), at__lte=at)


class Look(AppendOnly):
    """One look at content: who, in which role, at which signals, what for, and what came of it."""

    at = models.DateTimeField(default=timezone.now)
    xid = TransactionIdField(db_default=CurrentTransactionId(), editable=False)
    municipality_id = models.BigIntegerField(null=True)
    actor_id = models.BigIntegerField(null=True)
    actor_mark = models.BinaryField(null=True)
    role = models.CharField(max_length=40)
    action = models.CharField(max_length=60)
    purpose = models.CharField(max_length=60)
    result = models.CharField(max_length=20, choices=Result)
    reason = models.BinaryField(null=True)
    operation = models.UUIDField()
    signals = ArrayField(models.UUIDField(), default=list)

    objects = LookQuerySet.as_manager()

    class Meta(AppendOnly.Meta):
        constraints = [
            models.CheckConstraint(
                name="look_has_one_actor",
                condition=Q(actor_id__isnull=False, actor_mark__isnull=True)
                | Q(actor_id__isnull=True, actor_mark__isnull=False),
            ),
        ]
        indexes = [
            models.Index(F("municipality_id"), F("at").desc(), F("id").desc(), name="look_newest"),
            models.Index(F("municipality_id"), F("action"), F("at").desc(), F("id").desc(), name="look_by_action"),
            models.Index(F("actor_id"), F("at").desc(), F("id").desc(), name="look_by_actor"),
            models.Index(F("at"), name="look_by_age"),
            GinIndex(fields=["signals"], name="look_by_signal"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.operation}"


class RetentionRun(models.Model):
    """When a rule of retention last came to its end, and how much it destroyed."""

    rule = models.CharField(max_length=60, primary_key=True)
    at = models.DateTimeField(default=timezone.now)
    gone = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.rule


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
