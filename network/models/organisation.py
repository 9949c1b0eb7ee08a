"""Organisations outside the wall, and whom to call there. They have no account, and no signal goes there from here."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.models.place import Municipality
from network.rules.levels import Level


class OrganisationKind(models.TextChoices):
    POLICE = "police", _("police")
    PROSECUTION = "prosecution", _("public prosecution (OM)")
    RIEC = "riec", _("RIEC")
    CARE_AND_SAFETY = "care_and_safety", _("care and safety house")
    INSPECTORATE = "inspectorate", _("inspectorate")
    TAX = "tax", _("tax authority")
    ENVIRONMENT = "environment", _("environment agency or water board")
    EMERGENCY = "emergency", _("fire brigade or medical aid")
    HOUSING = "housing", _("housing corporation")
    CARE = "care", _("care or aid organisation")
    REGION = "region", _("regional service or another municipality")
    BUSINESS = "business", _("company or trade association")
    OTHER = "other", _("other organisation")


class Organisation(models.Model):
    """A partner as one municipality knows it. Put out of use, never deleted: what was agreed names it."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="organisations")
    kind = models.CharField(max_length=20, choices=OrganisationKind.choices)
    name = models.CharField(max_length=100)
    does = models.CharField(max_length=500, blank=True)  # what you can go to them for
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    website = models.URLField(max_length=300, blank=True)
    external_id = models.CharField(max_length=200, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "name"], condition=Q(is_active=True), name="organisation_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


def level_choices() -> list[tuple[str, str]]:
    return [(level.value, level.value) for level in Level]


class Liaison(models.Model):
    """Whom to call at a partner: work details only, of somebody without an account."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="liaisons")
    name = models.CharField(max_length=100)
    function = models.CharField(max_length=100, blank=True)
    level = models.CharField(max_length=20, choices=level_choices, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    best_hours = models.CharField(max_length=100, blank=True)
    comes_for = models.CharField(max_length=500, blank=True)  # waarvoor kan ik bij jou terecht
    themes = models.ManyToManyField("network.Theme", blank=True, related_name="+")
    is_active = models.BooleanField(default=True)
    left_on = models.DateField(null=True, blank=True)  # no longer the one to call; forgotten a while later

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
