"""Codes that somebody tries as a second proof: counted in the database, so for all processes together."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from network.models.person import User


class CodeTries(models.Model):
    """What was tried since the last success. A code of an app is good for one time step, and only once."""

    user = models.OneToOneField(User, models.CASCADE, related_name="code_tries")
    count = models.PositiveSmallIntegerField(default=0)
    since = models.DateTimeField(default=timezone.now)
    last_step = models.BigIntegerField(default=0)  # steps of 30 seconds since 1970; codes up to this one are used

    def __str__(self) -> str:
        return f"{self.count} of {self.user_id}"
