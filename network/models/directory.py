"""Themes, what to notice about them, and which department does what."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.models.place import Department, Municipality
from network.rules import HoleKind


class Theme(models.Model):
    """A form of ondermijning; one catalogue for all municipalities of the installation."""

    code = models.CharField(max_length=10, unique=True)
    name = models.CharField(max_length=100)
    description = models.CharField(max_length=300, blank=True)
    powers = models.CharField(max_length=500, blank=True)  # instruments a municipality has
    partners = models.CharField(max_length=500, blank=True)  # who stands outside the wall
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ThemeSetting(models.Model):
    """What one municipality makes of a shared theme: off, or watched with priority."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="theme_settings")
    theme = models.ForeignKey(Theme, models.CASCADE, related_name="settings")
    is_on = models.BooleanField(default=True)
    has_priority = models.BooleanField(default=False)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "theme"], name="theme_setting_once")]

    def __str__(self) -> str:
        return f"{self.municipality_id} {self.theme_id}"


def switched_off(municipality: Municipality, theme: str = "pk") -> models.Exists:
    """Where the theme at this path is not watched there: what is about it goes to the team, and that is no hole."""
    settings = ThemeSetting.objects.filter(theme=models.OuterRef(theme), municipality=municipality, is_on=False)
    return models.Exists(settings)


class Indicator(models.Model):
    """Something to notice: behaviour, object, document, money; never origin, belief, group or a place's reputation."""

    class Strength(models.TextChoices):
        WEAK = "weak", _("weak")
        MEDIUM = "medium", _("medium")
        STRONG = "strong", _("strong")

    theme = models.ForeignKey(Theme, models.PROTECT, related_name="indicators")
    code = models.CharField(max_length=15, unique=True)
    text = models.CharField(max_length=200)
    strength = models.CharField(max_length=10, choices=Strength.choices)
    kind = models.CharField(max_length=20)
    department_codes = ArrayField(models.CharField(max_length=10), default=list)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.text


class Part(models.TextChoices):
    """What a department does for a theme (dossier 4.1)."""

    LEAD = "lead", _("lead")
    EXECUTOR = "executor", _("executor")
    ADVISER = "adviser", _("adviser")
    INFORMED = "informed", _("informed")


class ResponsibilityQuerySet(models.QuerySet["Responsibility"]):
    def current(self, on: date) -> Self:
        return self.filter(Q(until_on=None) | Q(until_on__gte=on), from_on__lte=on)


class Responsibility(models.Model):
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="responsibilities")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="responsibilities")
    department = models.ForeignKey(Department, models.PROTECT, related_name="responsibilities")
    part = models.CharField(max_length=10, choices=Part.choices)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    is_proposal = models.BooleanField(default=False)  # from a template: nobody of the municipality chose it yet

    objects = ResponsibilityQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "responsibilities"
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "theme"], condition=Q(part=Part.LEAD, until_on=None), name="one_lead_a_theme"
            ),
            models.UniqueConstraint(
                fields=["municipality", "theme", "department"], condition=Q(until_on=None), name="one_part_a_department"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.theme_id} {self.part} {self.department_id}"


def hole_kinds() -> list[tuple[str, str]]:
    return [(kind.value, kind.value) for kind in HoleKind]


class HoleQuerySet(models.QuerySet["Hole"]):
    def unmended(self) -> Self:
        return self.filter(mended_at=None)


class Hole(models.Model):
    """A place in the directory where a signal would meet nobody; open until somebody mends it."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="holes")
    kind = models.CharField(max_length=20, choices=hole_kinds)
    theme = models.ForeignKey(Theme, models.CASCADE, null=True, blank=True, related_name="+")
    department = models.ForeignKey(Department, models.CASCADE, null=True, blank=True, related_name="+")
    route = models.CharField(max_length=20, blank=True)
    named = models.CharField(max_length=100, blank=True)  # a name that nothing in the directory answers to
    found_at = models.DateTimeField(auto_now_add=True)
    mended_at = models.DateTimeField(null=True, blank=True)

    objects = HoleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "kind", "theme", "department", "route", "named"],
                condition=Q(mended_at=None),
                name="hole_open_once",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.theme_id} {self.department_id}"
