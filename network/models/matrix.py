"""Who does what: a part for each theme, department and level, from a day until a day."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hkin.privacy.append_only import AppendOnly
from network.models.directory import Theme
from network.models.organisation import level_choices
from network.models.person import User
from network.models.place import Department, Municipality
from network.rules.levels import Level


class Part(models.TextChoices):
    """What a department does for a theme (dossier 4.1)."""

    LEAD = "lead", _("lead")
    EXECUTOR = "executor", _("executor")
    ADVISER = "adviser", _("adviser")
    INFORMED = "informed", _("informed")


class PowerQuerySet(models.QuerySet["Power"]):
    def of(self, municipality: Municipality) -> Self:
        """Of the catalogue, and what that municipality added; retired ones too."""
        return self.filter(Q(municipality=None) | Q(municipality=municipality))

    def used_in(self, municipality: Municipality) -> Self:
        return self.of(municipality).filter(is_active=True)


class Power(models.Model):
    """A power or instrument that a theme may ask for. Retired, never deleted: cells and questions name it.

    Without a municipality all of the installation share it; else one of them added it for itself.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, null=True, blank=True, related_name="own_powers")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="powers")
    name = models.CharField(max_length=150)
    is_active = models.BooleanField(default=True)

    objects = PowerQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["theme", "municipality", "name"], name="power_once", nulls_distinct=False),
        ]

    def __str__(self) -> str:
        return self.name


class ResponsibilityQuerySet(models.QuerySet["Responsibility"]):
    def current(self, on: date) -> Self:
        return self.filter(Q(until_on=None) | Q(until_on__gte=on), from_on__lte=on)

    def today(self) -> Self:
        return self.current(timezone.localdate())


def _same(column: str) -> Func:
    """A range of one number: equality that GiST knows without an extension."""
    return Func(F(column), F(column), Value("[]"), function="int8range")


_PERIOD = Func(F("from_on"), F("until_on"), Value("[]"), function="daterange", output_field=DateRangeField())


class Responsibility(models.Model):
    """One cell of the matrix as it stood in one period. A cell that changes is a row that ends and a new one."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="responsibilities")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="responsibilities")
    department = models.ForeignKey(Department, models.PROTECT, related_name="responsibilities")
    level = models.CharField(max_length=20, choices=level_choices, default=Level.OPERATIONAL.value)
    part = models.CharField(max_length=10, choices=Part.choices)
    powers = ArrayField(models.BigIntegerField(), default=list, blank=True)  # of Power
    partners = ArrayField(models.BigIntegerField(), default=list, blank=True)  # of Organisation
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)  # the last day, included
    review_on = models.DateField(null=True, blank=True)
    is_proposal = models.BooleanField(default=False)  # from a template: nobody of the municipality chose it yet
    confirmed_on = models.DateField(null=True, blank=True)  # the department itself said that it is so
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ResponsibilityQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "responsibilities"
        constraints = [
            ExclusionConstraint(
                name="one_lead_a_theme",
                expressions=[
                    (_same("municipality"), RangeOperators.OVERLAPS),
                    (_same("theme"), RangeOperators.OVERLAPS),
                    (_PERIOD, RangeOperators.OVERLAPS),
                ],
                condition=Q(part=Part.LEAD),
            ),
            *(
                ExclusionConstraint(
                    name=f"one_part_{level.value}",
                    expressions=[
                        (_same("theme"), RangeOperators.OVERLAPS),
                        (_same("department"), RangeOperators.OVERLAPS),
                        (_PERIOD, RangeOperators.OVERLAPS),
                    ],
                    condition=Q(level=level.value),
                )
                for level in Level
            ),
        ]
        indexes = [models.Index(fields=["municipality", "theme", "department"], name="responsibility_cell")]

    def __str__(self) -> str:
        return f"{self.theme_id} {self.part} {self.department_id}"


class CellEvent(models.TextChoices):
    """Stored words; the Dutch stands with the page."""

    CHANGED = "changed"
    CONFIRMED = "confirmed"
    CONTESTED = "contested"
    SETTLED = "settled"  # somebody at the tactical level decided about a contest


class CellEntry(AppendOnly):
    """Who changed what of the matrix, and when. `was` and `became` are parts; empty is no part."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="+")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    level = models.CharField(max_length=20, choices=level_choices)
    event = models.CharField(max_length=20, choices=CellEvent.choices)
    was = models.CharField(max_length=10, blank=True)
    became = models.CharField(max_length=10, blank=True)
    detail = models.CharField(max_length=500, blank=True)  # names of powers and partners, days
    from_on = models.DateField(null=True)  # the first day on which it holds
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")  # None: the software
    role = models.CharField(max_length=30, blank=True)  # in which they did it
    reason = models.CharField(max_length=300, blank=True)
    change_set = models.ForeignKey("network.ChangeSet", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta(AppendOnly.Meta):
        indexes = [
            models.Index(fields=["municipality", "-id"], name="cell_entries_newest"),
            models.Index(fields=["theme", "department", "-id"], name="cell_entries_of_cell"),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.theme_id} {self.department_id}"
