"""A privacy check: somebody asks to use or share data, the privacy officer decides, each with their words."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now

from hkin.privacy.marks import exclusion_mark
from network.models import Department, Power, Source, User
from network.roles import roles_of
from network.rules import Role
from signals.models.due import DueQuerySet
from signals.models.signal import Signal, practice_over
from signals.rules.lifecycle import OPEN, Route
from signals.rules.protocol import CheckOn


class CheckVerdict(models.TextChoices):
    WAITING = "waiting"
    ALLOWED = "allowed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


DECIDED = (CheckVerdict.ALLOWED, CheckVerdict.REFUSED)


class PrivacyCheckQuerySet(DueQuerySet["PrivacyCheck"]):
    def visible_to(self, user: User) -> Self:
        """For who decides: the privacy officer of the municipality. The team reads them at the signal.

        In the queue of an officer it is theirs alone. Whoever supervises the checks there does not decide about
        them, whatever else they stand in for.
        """
        held = roles_of(user)
        places = held.municipalities(Role.PRIVACY_OFFICER) - held.municipalities(Role.DATA_PROTECTION_OFFICER)
        return (
            self.filter(signal__municipality_id__in=places, signal__route__in=[Route.TEAM, Route.RESTRICTED])
            .exclude(signal__excluded_marks__contains=[exclusion_mark(user.pk)])
            .exclude(signal__stepped_aside=user)
            .exclude(practice_over("signal__"))
        )

    def waiting(self) -> Self:
        return self.filter(verdict=CheckVerdict.WAITING)

    def of_open_signals(self) -> Self:
        return self.filter(signal__status__in=sorted(OPEN))

    def decided(self) -> Self:
        return self.filter(verdict__in=DECIDED)

    def about_the_same(self, row: PrivacyCheck) -> Self:
        """Of its signal, itself as well."""
        return self.filter(
            signal=row.signal_id, on=row.on, source=row.source_id, department=row.department_id, power=row.power_id
        )

    def allowed(self) -> Self:
        return self.filter(verdict=CheckVerdict.ALLOWED)

    def opened_departments(self) -> Self:
        """Check 2A allowed it, and did not refuse it since."""
        refused = PrivacyCheck.objects.filter(
            signal=OuterRef("signal"),
            on=CheckOn.DEPARTMENT,
            department=OuterRef("department"),
            verdict=CheckVerdict.REFUSED,
            pk__gt=OuterRef("pk"),
        )
        return self.allowed().filter(~Exists(refused), on=CheckOn.DEPARTMENT)


class PrivacyCheck(models.Model):
    """Sealed as "privacycheck.<column>": `asked` what is wanted and why, `answers` JSON of the five tests
    (ground, compatibility, necessity, proportionality, subsidiarity), `limits` what exactly may be used or shared.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    signal = models.ForeignKey(Signal, models.CASCADE, related_name="checks")
    task = models.CharField(max_length=30)
    on = models.CharField(max_length=20, choices=[(one.value, one.value) for one in CheckOn])
    source = models.ForeignKey(Source, models.PROTECT, null=True, related_name="+")  # of source and content
    department = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+")
    power = models.ForeignKey(Power, models.PROTECT, null=True, related_name="+")  # with the department that uses it
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(db_default=Now())
    due_on = models.DateField()
    sealed_asked = models.BinaryField()
    verdict = models.CharField(max_length=20, choices=CheckVerdict.choices, default=CheckVerdict.WAITING)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    sealed_answers = models.BinaryField(null=True)
    sealed_limits = models.BinaryField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = PrivacyCheckQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(decided_by=F("asked_by")), name="check_by_another"),
            models.CheckConstraint(
                condition=Q(on__in=[CheckOn.SOURCE, CheckOn.CONTENT], source__isnull=False)
                | Q(on__in=[CheckOn.DEPARTMENT, CheckOn.POWER], department__isnull=False),
                name="check_is_about_something",
            ),
            models.CheckConstraint(
                condition=~Q(verdict__in=["allowed", "refused"])
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="check_decided_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["signal", "on", "source", "department", "power"],
                condition=Q(verdict="waiting"),
                name="check_asked_once",
                nulls_distinct=False,
            ),
        ]
        indexes = [
            models.Index("due_on", "id", name="checks_waiting", condition=Q(verdict="waiting")),
            models.Index(F("due_on").desc(), F("id").desc(), name="checks_decided", condition=Q(verdict__in=DECIDED)),
        ]

    def __str__(self) -> str:
        return f"{self.signal_id} {self.on} {self.verdict}"

    @property
    def is_overtaken(self) -> bool:
        """Asked anew about the same and decided since: the newest decision holds."""
        return PrivacyCheck.objects.about_the_same(self).decided().filter(pk__gt=self.pk).exists()
