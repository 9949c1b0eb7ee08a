"""Definitions that municipalities loaded; those that HKIN ships lie in signals/data/protocols."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from network.models import Municipality


class ProtocolVersion(models.Model):
    """Never changed: running signals keep the version they began under. A change is a new code ("oudeveen-2")."""

    code = models.CharField(max_length=30, unique=True)
    label = models.CharField(max_length=100)
    text = models.TextField()  # the file, as it was read
    municipality = models.ForeignKey(Municipality, models.CASCADE, null=True, related_name="+")  # None: for all
    loaded_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return self.code
