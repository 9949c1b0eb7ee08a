"""Acts of two people: who asked and why, who else must agree, and what came of it."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from network.models.person import User
from network.models.place import Municipality
from network.rules.joint import Act, ActState, Arrangement


class JointRule(models.Model):
    """What a municipality chose for one act; without a row the default holds."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="joint_rules")
    act = models.CharField(max_length=20, choices=[(act.value, act.value) for act in Act])
    arrangement = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Arrangement])
    partner = models.ForeignKey(Municipality, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "act"], name="joint_rule_once"),
            models.CheckConstraint(
                condition=~Q(arrangement=Arrangement.PARTNER) | Q(partner__isnull=False), name="partner_is_named"
            ),
            models.CheckConstraint(condition=~Q(partner=F("municipality")), name="partner_is_another"),
        ]

    def __str__(self) -> str:
        return f"{self.municipality_id} {self.act} {self.arrangement}"


class JointActQuerySet(models.QuerySet["JointAct"]):
    def waiting(self) -> Self:
        return self.filter(state=ActState.WAITING)

    def agreed(self, now: datetime) -> Self:
        """Agreed, and still good: what may be done now."""
        return self.filter(state=ActState.AGREED, good_until__gt=now)


class JointAct(models.Model):
    """`subject` is what it is about, by uuid: a signal for a name; nothing for going live.

    `payload` holds ids for the act itself (whom, which role); the reason is sealed under the ring, as
    "jointact.reason" with the row's uuid. A delay is an act with `effective_at` and nobody who decides.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    act = models.CharField(max_length=20, choices=[(act.value, act.value) for act in Act])
    subject = models.UUIDField(null=True)
    reference = models.CharField(max_length=20, blank=True)
    payload = models.JSONField(default=dict)
    sealed_reason = models.BinaryField()
    arrangement = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Arrangement])
    partner = models.ForeignKey(Municipality, models.PROTECT, null=True, related_name="+")
    state = models.CharField(
        max_length=20, choices=[(state.value, state.value) for state in ActState], default=ActState.WAITING
    )
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_as = models.CharField(max_length=30)  # role
    asked_at = models.DateTimeField(default=timezone.now)
    effective_at = models.DateTimeField(null=True)  # a delay
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_as = models.CharField(max_length=30, blank=True)
    decided_at = models.DateTimeField(null=True)
    good_until = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    objects = JointActQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(decided_by=F("asked_by")), name="never_agreed_alone"),
            models.UniqueConstraint(
                fields=["municipality", "act", "subject", "asked_by"],
                condition=Q(state=ActState.WAITING) & ~Q(act=Act.GRANT_SIGHT),
                name="joint_act_asked_once",
                nulls_distinct=False,
            ),
        ]
        indexes = [models.Index(fields=["municipality", "state", "-id"], name="joint_acts_by_state")]

    def __str__(self) -> str:
        return f"{self.act} {self.uuid}"
