"""Acts of two people: who asked and why, who else must agree, and what came of it."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from network.models.person import User
from network.models.place import Municipality
from network.rules.joint import LAPSES_AFTER, Act, ActState, Arrangement, Hand
from network.rules.roles import Role


class JointRule(models.Model):
    """What a municipality chose for one act; without a row the default holds."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="joint_rules")
    act = models.CharField(max_length=20, choices=[(act.value, act.value) for act in Act])
    arrangement = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Arrangement])
    partner = models.ForeignKey(Municipality, models.PROTECT, null=True, blank=True, related_name="+")
    # Where it is live a change waits: until then what held before still holds.
    holds_from = models.DateTimeField(default=timezone.now)
    arrangement_before = models.CharField(max_length=20, blank=True)
    partner_before = models.ForeignKey(Municipality, models.PROTECT, null=True, blank=True, related_name="+")

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
    def about(self, *, act: Act, municipality: Municipality, subject: uuid.UUID | None, by: User) -> Self:
        return self.filter(act=act, municipality=municipality, subject=subject, asked_by=by)

    def waiting(self) -> Self:
        return self.filter(state=ActState.WAITING)

    def decidable(self, now: datetime) -> Self:
        """Waiting, and not too old to be decided: the job that lets them lapse may be late."""
        return self.waiting().filter(Q(effective_at__isnull=False) | Q(asked_at__gt=now - LAPSES_AFTER))

    def ripe(self, now: datetime) -> Self:
        """Their time has come: a delay is over, nobody decided, or what was agreed was never done."""
        waited = Q(effective_at__lte=now) | Q(effective_at=None, asked_at__lte=now - LAPSES_AFTER)
        return self.filter(Q(state=ActState.WAITING) & waited | Q(state=ActState.AGREED, good_until__lte=now))

    def agreed(self, now: datetime) -> Self:
        """Agreed, and still good: what may be done now."""
        return self.filter(state=ActState.AGREED, good_until__gt=now)


class JointAct(models.Model):
    """`subject` is what it is about, by uuid: a signal for a name; nothing for going live.

    `payload` holds ids for the act itself (whom, which role); what was typed is sealed under the ring, as
    "jointact.reason" and "jointact.answer" with the row's uuid. A delay is an act with `effective_at`: nobody agrees,
    and whoever could have agreed may stop it.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    act = models.CharField(max_length=20, choices=[(act.value, act.value) for act in Act])
    subject = models.UUIDField(null=True)
    reference = models.CharField(max_length=20, blank=True)
    payload = models.JSONField(default=dict)
    sealed_reason = models.BinaryField()
    sealed_answer = models.BinaryField(null=True)  # why it was refused
    agreeing = ArrayField(models.CharField(max_length=30), default=list)  # the roles that may agree
    arrangement = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Arrangement])
    partner = models.ForeignKey(Municipality, models.PROTECT, null=True, related_name="+")
    state = models.CharField(
        max_length=20, choices=[(state.value, state.value) for state in ActState], default=ActState.WAITING
    )
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_as = models.CharField(max_length=30)  # role
    asked_instead_of = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")  # as whose deputy
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
            models.CheckConstraint(condition=~Q(decided_by=F("asked_instead_of")), name="never_agreed_for_oneself"),
            models.CheckConstraint(
                condition=~Q(state__in=[ActState.AGREED, ActState.DONE])
                | Q(decided_by__isnull=False)
                | Q(arrangement=Arrangement.DELAY),
                name="agreed_by_somebody_or_by_time",
            ),
            models.CheckConstraint(
                condition=Q(arrangement=Arrangement.DELAY) ^ Q(effective_at=None), name="delay_has_moment"
            ),
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

    @property
    def asking_hand(self) -> Hand:
        return Hand(self.asked_by_id, Role(self.asked_as), self.asked_instead_of_id)

    @property
    def decided_in_id(self) -> int:
        """The municipality whose people decide."""
        return self.partner_id or self.municipality_id

    @property
    def lapses_at(self) -> datetime:
        return self.asked_at + LAPSES_AFTER

    @property
    def is_delay(self) -> bool:
        return self.arrangement == Arrangement.DELAY
