"""Themes, what to notice about them, and the holes in who is for what."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models.place import Department, Municipality
from network.rules import HoleKind


def _shared_or_own(municipality: Municipality) -> Q:
    """Of a catalogue that all municipalities share, with what each of them added for itself."""
    return Q(municipality=None) | Q(municipality=municipality)


class ThemeQuerySet(models.QuerySet["Theme"]):
    def of(self, municipality: Municipality) -> Self:
        return self.filter(_shared_or_own(municipality))

    def of_any(self, places: Collection[int]) -> Self:
        """For whoever works in several; `places` are ids."""
        return self.filter(Q(municipality=None) | Q(municipality__in=places))


class Theme(models.Model):
    """A form of ondermijning. Shared by all municipalities of the installation, or added by one for itself."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, null=True, blank=True, related_name="own_themes")
    code = models.CharField(max_length=10, unique=True)
    name = models.CharField(max_length=100)
    description = models.CharField(max_length=300, blank=True)
    partners = models.CharField(max_length=500, blank=True)  # who stands outside the wall
    is_active = models.BooleanField(default=True)

    objects = ThemeQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ThemeSettingQuerySet(models.QuerySet["ThemeSetting"]):
    def with_priority(self, on: date) -> Self:
        """Watched with priority on that day. Without a last day it holds until somebody ends it."""
        holds = Q(priority_until=None) | Q(priority_until__gte=on)
        return self.filter(holds, is_on=True, has_priority=True, theme__is_active=True)


class ThemeSetting(models.Model):
    """What one municipality makes of a theme: off, or watched with priority."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="theme_settings")
    theme = models.ForeignKey(Theme, models.CASCADE, related_name="settings")
    is_on = models.BooleanField(default=True)
    has_priority = models.BooleanField(default=False)
    reason = models.CharField(max_length=300, blank=True)
    priority_on = models.DateField(null=True, blank=True)  # set or ended on this day
    priority_until = models.DateField(null=True, blank=True)  # the last day, included
    priority_by = models.ForeignKey("network.User", models.PROTECT, null=True, blank=True, related_name="+")

    objects = ThemeSettingQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "theme"], name="theme_setting_once")]

    def __str__(self) -> str:
        return f"{self.municipality_id} {self.theme_id}"


def switched_off(municipality: Municipality, theme: str = "pk") -> models.Exists:
    """Where the theme at this path is not watched there: what is about it goes to the team, and that is no hole."""
    settings = ThemeSetting.objects.filter(theme=models.OuterRef(theme), municipality=municipality, is_on=False)
    return models.Exists(settings)


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    def of(self, municipality: Municipality) -> Self:
        """Retired ones too: what was chosen before stays readable."""
        return self.filter(_shared_or_own(municipality))

    def used_in(self, municipality: Municipality) -> Self:
        """Active ones as that municipality words them: a shared one it rewrote or does not use is left out."""
        off = IndicatorSetting.objects.filter(indicator=models.OuterRef("pk"), municipality=municipality, is_on=False)
        own = Indicator.objects.filter(replaces=models.OuterRef("pk"), municipality=municipality, is_active=True)
        return self.of(municipality).filter(
            ~models.Exists(off), ~models.Exists(own), is_active=True, theme__is_active=True
        )


class Indicator(models.Model):
    """Something to notice: behaviour, object, document, money; never origin, belief, group or a place's reputation."""

    class Strength(models.TextChoices):
        WEAK = "weak", _("weak")
        MEDIUM = "medium", _("medium")
        STRONG = "strong", _("strong")

    municipality = models.ForeignKey(Municipality, models.PROTECT, null=True, blank=True, related_name="own_indicators")
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")  # there, reworded
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="indicators")
    code = models.CharField(max_length=15, unique=True)
    text = models.CharField(max_length=200)
    strength = models.CharField(max_length=10, choices=Strength.choices)
    kind = models.CharField(max_length=20)
    department_codes = ArrayField(models.CharField(max_length=10), default=list)
    is_active = models.BooleanField(default=True)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.text


class IndicatorSetting(models.Model):
    """One municipality does not use a shared indicator (any more)."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="indicator_settings")
    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="settings")
    is_on = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "indicator"], name="indicator_setting_once")]

    def __str__(self) -> str:
        return f"{self.municipality_id} {self.indicator_id}"


class IndicatorDraftQuerySet(models.QuerySet["IndicatorDraft"]):
    def waiting(self) -> Self:
        return self.filter(state=IndicatorDraft.State.WRITTEN)


class IndicatorDraft(models.Model):
    """A new indicator or another wording of one. Published only after a second person answered the checklist.

    `answers`: question of the checklist -> True when there is no objection (rules/indicators.py).
    """

    class State(models.TextChoices):
        WRITTEN = "written"
        PUBLISHED = "published"
        REFUSED = "refused"
        WITHDRAWN = "withdrawn"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="indicator_drafts")
    rewords = models.ForeignKey(Indicator, models.PROTECT, null=True, blank=True, related_name="+")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="+")
    text = models.CharField(max_length=200)
    strength = models.CharField(max_length=10, choices=Indicator.Strength.choices)
    kind = models.CharField(max_length=20)
    department_codes = ArrayField(models.CharField(max_length=10), default=list)
    why = models.CharField(max_length=300, blank=True)
    innocent = models.CharField(max_length=300, blank=True)  # what else it could be
    state = models.CharField(max_length=20, choices=State.choices, default=State.WRITTEN)
    written_by = models.ForeignKey("network.User", models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    answers = models.JSONField(default=dict, blank=True)
    checked_by = models.ForeignKey("network.User", models.PROTECT, null=True, blank=True, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)
    remark = models.CharField(max_length=500, blank=True)
    published_as = models.ForeignKey(Indicator, models.PROTECT, null=True, blank=True, related_name="drafts")

    objects = IndicatorDraftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(checked_by=None) | ~Q(checked_by=models.F("written_by")), name="checked_by_another"
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(checked_by__isnull=False), name="published_after_a_check"
            ),
        ]

    def __str__(self) -> str:
        return self.text


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
    person = models.ForeignKey("network.User", models.CASCADE, null=True, blank=True, related_name="+")
    level = models.CharField(max_length=20, blank=True)
    named = models.CharField(max_length=100, blank=True)  # a name that nothing in the directory answers to
    found_at = models.DateTimeField(auto_now_add=True)
    mended_at = models.DateTimeField(null=True, blank=True)
    # Dit klopt zo: somebody answers for it until a day, with a reason.
    accepted_by = models.ForeignKey("network.User", models.PROTECT, null=True, blank=True, related_name="+")
    accepted_until = models.DateField(null=True, blank=True)
    accepted_reason = models.CharField(max_length=300, blank=True)

    objects = HoleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "kind", "theme", "department", "person", "level", "route", "named"],
                condition=Q(mended_at=None),
                name="hole_open_once",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.theme_id} {self.department_id}"
