"""A question to a department. The department sees this row, and of the signal only what was ticked."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django.utils import timezone

from hkin.privacy.marks import exclusion_mark
from network.models import Department, RoleGrant, User
from network.roles import roles_of
from network.rules import Role
from signals.models.attachment import Attachment
from signals.models.due import DueQuerySet
from signals.models.signal import Signal, practice_over
from signals.rules.lifecycle import Status
from signals.rules.reference import new_reference


class Reply(models.TextChoices):
    """What a department answers. Assigned is not accepted until it says yes."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    LATER = "later"
    DECLINED = "declined"
    ASKED_BACK = "asked_back"
    DONE = "done"
    TAKEN_BACK = "taken_back"  # by the team


class OwnReport(models.TextChoices):
    """ "Eigen rapport gemaakt?": a signal is a tip, and what was found goes into a report of one's own."""

    YES = "yes"
    NO = "no"
    NOT_NEEDED = "not_needed"


ENDED = (Reply.DECLINED, Reply.DONE, Reply.TAKEN_BACK)
TAKEN = (Reply.ACCEPTED, Reply.LATER)
_AT_WORK = (Reply.WAITING, *TAKEN)
GOING_ON = (*_AT_WORK, Reply.ASKED_BACK)
_LEFT_UNANSWERED = Q(reply=Reply.ASKED_BACK, signal__status=Status.CLOSED)  # by the team, which ended it
_IS_OVER = Q(reply__in=ENDED) | _LEFT_UNANSWERED


class HandOverQuerySet(DueQuerySet["HandOver"]):
    def visible_to(self, user: User) -> Self:
        """Hand-overs to departments of which somebody is contact person today, or that were given to them.

        What was given is theirs as long as they belong to that department, or answer for it.
        """
        departments = roles_of(user).departments(Role.CONTACT_PERSON)
        of_department = RoleGrant.objects.current(timezone.localdate()).filter(
            user=user, department=OuterRef("department_id")
        )
        given = Q(given_to=user) & (Q(Exists(of_department)) | Q(department__fallback=user))
        return (
            self.filter(Q(department_id__in=departments) | given)
            .exclude(signal__excluded_marks__contains=[exclusion_mark(user.pk)])
            .exclude(signal__stepped_aside=user)
            .exclude(practice_over("signal__"))
        )

    def unanswered(self) -> Self:
        return self.filter(reply=Reply.WAITING)

    def open(self) -> Self:
        return self.exclude(_IS_OVER)

    def ended(self) -> Self:
        return self.filter(_IS_OVER)

    def keeping_open(self) -> Self:
        """As long as a department goes on, the signal cannot be closed; who leads goes on after the end."""
        return self.filter(reply__in=_AT_WORK).exclude(takes_lead=True, reply__in=TAKEN)


class HandOver(models.Model):
    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    reference = models.CharField(max_length=9, unique=True, default=new_reference)  # its own: no department can compare
    signal = models.ForeignKey(Signal, models.CASCADE, related_name="hand_overs")
    department = models.ForeignKey(Department, models.PROTECT, related_name="hand_overs")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    contact = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")  # to whom it was addressed
    given_to = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")  # the colleague who does it
    asked_at = models.DateTimeField(db_default=Now())
    due_on = models.DateField()
    version = models.PositiveIntegerField(default=1)

    sealed_question = models.BinaryField()
    sealed_power = models.BinaryField(null=True)
    sealed_text = models.BinaryField()  # what the team writes for the department
    takes_lead = models.BooleanField(default=False)  # asked to take it over: protocol step 2, outcome b
    own_report = models.CharField(max_length=10, blank=True)  # "eigen rapport gemaakt?": yes, no or not_needed
    shares_text = models.BooleanField(default=False)  # the reporter's own words
    shares_reporter = models.BooleanField(default=False)
    shared_attachments = models.ManyToManyField(Attachment, related_name="+", blank=True)

    reply = models.CharField(max_length=20, choices=Reply.choices, default=Reply.WAITING)
    replied_at = models.DateTimeField(null=True)
    later_on = models.DateField(null=True)
    sealed_reply = models.BinaryField(null=True)
    sealed_answer = models.BinaryField(null=True)  # of the team, to what the department asked first
    sealed_result = models.BinaryField(null=True)
    sealed_own_number = models.BinaryField(null=True)  # the number in the department's own system
    sealed_taken_back = models.BinaryField(null=True)  # why the team asks it no more; all the department reads then

    objects = HandOverQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reply=Reply.LATER) | Q(later_on__isnull=False), name="later_has_a_date")
        ]
        indexes = [
            models.Index("department", "due_on", "id", name="department_work", condition=~Q(reply="done")),
            models.Index("replied_at", name="hand_overs_replied", condition=Q(replied_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.signal_id} {self.department_id}"

    @property
    def leads(self) -> bool:
        """It said yes to the lead, and goes on with it, also when the team closed the signal."""
        return self.takes_lead and self.reply in TAKEN

    @property
    def is_taken_back(self) -> bool:
        """The department reads why, and the question no more."""
        return self.reply == Reply.TAKEN_BACK

    @property
    def is_left_unanswered(self) -> bool:
        """It asked something first, and the signal was closed: nobody waits for anything any more."""
        return self.reply == Reply.ASKED_BACK and not self.signal.is_open

    @property
    def keeps_open(self) -> bool:
        return self.reply in _AT_WORK and not self.leads
