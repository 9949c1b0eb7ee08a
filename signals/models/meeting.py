"""The signals meeting: when, who comes, and the signals on its agenda. Neither row holds a word of a signal."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now

from hkin.privacy.marks import exclusion_mark
from network.models import Municipality, Team, User
from network.roles import RolesHeld, roles_of
from network.rules import Role
from signals.models.check import PrivacyCheck
from signals.models.signal import Signal, practice_over
from signals.rules.lifecycle import Route
from signals.rules.reference import new_reference


def _persons(user: User) -> set[int]:
    """Somebody, and the absent colleagues they stand in for."""
    return {user.pk, *(held.instead_of for held in roles_of(user) if held.instead_of is not None)}


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, user: User) -> Self:
        """The team always; others once the agenda was sent: the privacy officer, and who is asked to come."""
        held = roles_of(user)
        teams = held.of(Role.TEAM_MEMBER, Role.COORDINATOR).teams()
        comes = Meeting.people.through.objects.filter(meeting=OuterRef("pk"), user__in=_persons(user))
        sent = Q(municipality_id__in=held.municipalities(Role.PRIVACY_OFFICER)) | Q(Exists(comes))
        return self.filter(Q(team_id__in=teams) | (sent & Q(sent_at__isnull=False)))

    def to_come(self) -> Self:
        """Not cancelled, and nobody ended it yet."""
        return self.filter(cancelled_at=None, ended_at=None)


class Meeting(models.Model):
    """Until it is sent the agenda makes itself; from then on it changes by hand only."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True)  # made by the form: sent twice, planned once
    reference = models.CharField(max_length=9, unique=True, default=new_reference)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, related_name="meetings")
    starts_at = models.DateTimeField()
    place = models.CharField(max_length=100)
    chair = models.ForeignKey(User, models.PROTECT, related_name="+")
    people = models.ManyToManyField(User, related_name="+", blank=True)  # of the team, and contact persons
    planned_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    planned_at = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField(null=True)
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(began_at=None) | Q(sent_at__isnull=False), name="meeting_begins_with_an_agenda"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(began_at__isnull=False), name="meeting_ends_after_it_began"
            ),
        ]
        indexes = [models.Index("team", F("starts_at").desc(), F("id").desc(), name="meetings_of_team")]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_draft(self) -> bool:
        return self.sent_at is None and self.cancelled_at is None

    @property
    def is_over(self) -> bool:
        return self.ended_at is not None or self.cancelled_at is not None


class ItemStage(models.TextChoices):
    """From which check on the members see an item."""

    WEIGHING = "weighing"  # who reads the queue of the team
    APPROACH = "approach"  # only from an allowed check 2A


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    def visible_to(self, user: User) -> Self:
        """What somebody meets on an agenda. Whoever is kept out of a signal meets neither the item nor a gap."""
        held = roles_of(user)
        handled = Signal.objects.visible_to(user).filter(pk=OuterRef("signal"))  # one, not all that they see
        coordinated = Q(signal__team_id__in=held.of(Role.COORDINATOR).teams())
        checked = PrivacyCheck.objects.opened_departments().filter(signal=OuterRef("signal"))
        sent = Q(meeting__sent_at__isnull=False)
        seen = Q(Exists(handled)) & (
            coordinated | sent & (Q(stage=ItemStage.WEIGHING) | Q(Exists(checked), stage=ItemStage.APPROACH))
        )
        seen |= sent & Q(
            stage=ItemStage.APPROACH, meeting__municipality_id__in=held.municipalities(Role.PRIVACY_OFFICER)
        )
        seen |= sent & _of_departments(user, held)
        return (
            self.filter(seen, is_off=False, put_at__isnull=False, signal__route=Route.TEAM)
            .exclude(signal__excluded_marks__contains=[exclusion_mark(user.pk)])
            .exclude(signal__stepped_aside=user)
            .exclude(practice_over("signal__"))
        )

    def in_order(self) -> Self:
        return self.order_by("position", "pk")


def _of_departments(user: User, held: RolesHeld) -> Q:
    """A contact person who comes, for the signals that check 2A opened to a department of theirs."""
    departments = held.departments(Role.CONTACT_PERSON)
    if not departments:
        return Q(pk__in=[])
    opened = PrivacyCheck.objects.opened_departments().filter(signal=OuterRef("signal"), department_id__in=departments)
    comes = Meeting.people.through.objects.filter(meeting=OuterRef("meeting"), user__in=_persons(user))
    return Q(Exists(opened), Exists(comes), stage=ItemStage.APPROACH)


class AgendaItem(models.Model):
    """`sealed_minutes` lies under the key of the signal, as "agendaitem.minutes"."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    reference = models.CharField(max_length=9, unique=True, default=new_reference)  # its own: no guest can compare
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    signal = models.ForeignKey(Signal, models.CASCADE, related_name="agenda_items")
    stage = models.CharField(max_length=10, choices=ItemStage.choices)
    position = models.PositiveSmallIntegerField(null=True)  # None: after those that somebody put in order
    is_off = models.BooleanField(default=False)  # taken off by hand
    put_at = models.DateTimeField(null=True)  # really on it: added by hand, or sent
    put_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    discussed_at = models.DateTimeField(null=True)
    discussed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    sealed_minutes = models.BinaryField(null=True)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "signal"], name="once_on_an_agenda"),
            models.CheckConstraint(
                condition=Q(sealed_minutes=None) | Q(discussed_at__isnull=False), name="minutes_of_what_was_discussed"
            ),
        ]

    def __str__(self) -> str:
        return self.reference
