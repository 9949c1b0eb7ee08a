"""The municipality, its departments and its teams."""

from __future__ import annotations

from datetime import time

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from network.working_days import ReadingCalendar


def monday_to_friday() -> list[int]:
    return [0, 1, 2, 3, 4]


class Municipality(models.Model):
    """One of the municipalities that share this installation; every owned row names its own."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=100)
    places = ArrayField(models.CharField(max_length=100), default=list, blank=True)
    look = models.CharField(max_length=50, blank=True)  # a theme class of static/hkin, empty for the installation's
    size = models.CharField(max_length=10, blank=True)  # the template it began with; empty until chosen
    inhabitants = models.PositiveIntegerField(null=True, blank=True)
    # Until two people press the button everything is practice (oefenstand).
    is_live = models.BooleanField(default=False)
    went_live_at = models.DateTimeField(null=True, blank=True)
    awareness_on = models.DateField(null=True, blank=True)  # the first awareness session
    neighbour = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")  # shares its team
    mail_domains = ArrayField(models.CharField(max_length=100), default=list, blank=True)  # may register themselves
    good_friday = models.BooleanField(default=False)  # closed on it
    every_liberation_day = models.BooleanField(default=False)  # closed each 5 May, not once in five years
    closed_days = ArrayField(models.DateField(), default=list, blank=True)  # besides the national holidays
    # A shielded reporter's department is named only where this many colleagues could be meant.
    named_from_accounts = models.PositiveSmallIntegerField(default=10)
    confirm_every_months = models.PositiveSmallIntegerField(
        default=6
    )  # a department says again that its cells are right
    # How signals are weighed here. The code names a definition that signals/protocols.py knows.
    protocol_version = models.CharField(max_length=30, default="model-1")
    minimum_scores = models.PositiveSmallIntegerField(null=True, blank=True)  # else the one of the protocol
    scoring_partner = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    most_themes = models.PositiveSmallIntegerField(default=6)  # one person carries no more of them

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def calendar(self) -> ReadingCalendar:
        """Of people without a team: office days and hours."""
        return ReadingCalendar(
            closed=frozenset(self.closed_days),
            good_friday=self.good_friday,
            every_liberation_day=self.every_liberation_day,
        )


class Regime(models.TextChoices):
    """Under which closed law a department works; it decides the one question asked before the text (R3, R26)."""

    NONE = "", _("none")
    INVESTIGATION = "investigation", _("investigating officers (Wpg)")
    CARE = "care", _("care and support")


class Department(models.Model):
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="departments")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    code = models.CharField(max_length=10)
    name = models.CharField(max_length=100)
    cluster = models.CharField(max_length=100, blank=True)  # named instead of a department that is too small
    synonyms = models.CharField(max_length=300, blank=True)
    notices = models.CharField(max_length=500, blank=True)
    sources = models.CharField(max_length=500, blank=True)
    regime = models.CharField(max_length=20, blank=True, choices=Regime.choices, default=Regime.NONE)
    fallback = models.ForeignKey("network.User", models.PROTECT, null=True, blank=True, related_name="+")
    mailbox = models.EmailField(blank=True)  # that colleagues may write to; no signal is ever mailed
    # Another organisation does its work (uitbesteed aan): the team calls there, and nothing of a signal leaves.
    outsourced_to = models.ForeignKey(
        "network.Organisation", models.PROTECT, null=True, blank=True, related_name="takes_on"
    )
    external_id = models.CharField(max_length=200, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["municipality", "code"], name="department_code_once")]

    def __str__(self) -> str:
        return self.name


class TeamKind(models.TextChoices):
    INTEGRAL = "integral", _("integral team")
    STAFF_SAFETY = "staff_safety", _("staff safety")


class Team(models.Model):
    """People who read one queue together, and when they read it."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="teams")
    kind = models.CharField(max_length=20, choices=TeamKind.choices, default=TeamKind.INTEGRAL)
    name = models.CharField(max_length=100)
    phone = models.CharField(max_length=30, blank=True)
    reading_days = ArrayField(models.PositiveSmallIntegerField(), default=monday_to_friday)  # Monday is 0
    opens_at = models.TimeField(default=time(9))
    closes_at = models.TimeField(default=time(17))
    closed_days = ArrayField(models.DateField(), default=list, blank=True)  # besides those of the municipality
    on_call_name = models.CharField(max_length=100, blank=True)  # who answers outside the hours
    on_call_phone = models.CharField(max_length=30, blank=True)
    manager = models.ForeignKey("network.User", models.PROTECT, null=True, blank=True, related_name="+")
    last_opened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["municipality", "kind"], name="team_kind_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def calendar(self) -> ReadingCalendar:
        return ReadingCalendar(
            weekdays=frozenset(self.reading_days),
            opens=self.opens_at,
            closes=self.closes_at,
            closed=frozenset([*self.municipality.closed_days, *self.closed_days]),
            good_friday=self.municipality.good_friday,
            every_liberation_day=self.municipality.every_liberation_day,
        )
