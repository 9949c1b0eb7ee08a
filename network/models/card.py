"""What a colleague tells about themselves, so that others know what to call them for."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from network.models.organisation import level_choices
from network.models.person import User


class Language(models.TextChoices):
    """The language of a field of work; never a mother tongue."""

    CARE = "care", _("care and support")
    ENFORCEMENT = "enforcement", _("supervision and enforcement")
    SAFETY = "safety", _("public order and police")
    FINANCE = "finance", _("money and accounts")
    PROPERTY = "property", _("property and building")
    LAW = "law", _("administrative law")
    BUSINESS = "business", _("companies and trade")
    YOUTH = "youth", _("youth and school")
    COUNTRYSIDE = "countryside", _("countryside and nature")
    DIGITAL = "digital", _("digital")


class ContactCard(models.Model):
    """One for each person who wants one; all of it by choice. `photo` is a small JPEG made by us, without metadata."""

    user = models.OneToOneField(User, models.CASCADE, related_name="card")
    level = models.CharField(max_length=20, choices=level_choices, blank=True)  # empty: that of their roles
    comes_for = models.CharField(max_length=500, blank=True)  # waarvoor kan ik bij jou terecht
    languages = ArrayField(models.CharField(max_length=20, choices=Language.choices), default=list, blank=True)
    days = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)  # at work; Monday is 0
    chat_url = models.URLField(max_length=300, blank=True)
    themes = models.ManyToManyField("network.Theme", blank=True, related_name="+")
    photo = models.BinaryField(null=True, blank=True)

    def __str__(self) -> str:
        return f"card of {self.user_id}"
