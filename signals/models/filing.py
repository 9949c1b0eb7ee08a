"""Before there is a signal: the sealed draft, and the wish to talk first."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from typing import Self

from django.db import models
from django.db.models.functions import Now

from network.models import Municipality, User


class Draft(models.Model):
    """A form that is not sent yet. The signal it becomes has its uuid, and with it its data key."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    reporter_mark = models.BinaryField(max_length=16, db_index=True)
    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    sealed_fields = models.BinaryField(null=True)  # JSON of the form's fields as typed
    updated_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-updated_at"]

    def __str__(self) -> str:
        return str(self.uuid)


class CallBackQuerySet(models.QuerySet["CallBack"]):
    def waiting(self) -> Self:
        return self.filter(called_at=None)

    def for_any_of(self, people: Collection[int]) -> Self:
        return self.filter(contact_id__in=people)


class CallBack(models.Model):
    """ "Please call me": who, and when it suits. What it is about is said on the phone and stored nowhere."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    contact = models.ForeignKey(User, models.PROTECT, related_name="+")
    sealed_caller = models.BinaryField()  # under the key ring: name, phone, when it suits
    caller_mark = models.BinaryField(max_length=16)  # one wish a person; empty once called
    asked_at = models.DateTimeField(db_default=Now())
    called_at = models.DateTimeField(null=True)

    objects = CallBackQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at"]

    def __str__(self) -> str:
        return str(self.pk)
