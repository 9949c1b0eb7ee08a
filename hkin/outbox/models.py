"""Messages that lie in an inbox, letters that leave by mail, and the marks of the jobs that move them."""

from collections.abc import Collection
from datetime import datetime
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils import timezone
from django.utils.functional import Promise

from hkin.outbox import hooks, kinds

MARK_BYTES = 16
UNREAD_CAP = 100
LOCAL_PATH = r"^(/([^/\\].*)?)?$"  # of this site, or nothing


class Posted(models.Model):
    """What a message and its letter both carry: a kind, a number and a path, never content and never a person."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=40)
    municipality_id = models.BigIntegerField(null=True)
    recipient_mark = models.BinaryField(max_length=MARK_BYTES)
    effect = models.BinaryField(max_length=MARK_BYTES)
    reference = models.CharField(max_length=24, blank=True, default="")
    path = models.CharField(max_length=200, blank=True, default="")
    created_at = models.DateTimeField(default=timezone.now)
    not_before = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(fields=["effect", "recipient_mark"], name="%(app_label)s_%(class)s_told_once"),
            models.CheckConstraint(
                condition=Exact(Length("effect"), MARK_BYTES) & Exact(Length("recipient_mark"), MARK_BYTES),
                name="%(app_label)s_%(class)s_mark_width",
            ),
            models.CheckConstraint(condition=Q(path__regex=LOCAL_PATH), name="%(app_label)s_%(class)s_local_path"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.uuid}"

    @property
    def text(self) -> Promise:
        return kinds.find(self.kind).inbox_text

    @property
    def number(self) -> str:
        """As people read it. The reference of a letter with a writer is between the two of them."""
        return "" if kinds.find(self.kind).writer else hooks.readable_reference(self.reference)


class MessageQuerySet(models.QuerySet["Message"]):
    def inbox(self, *recipient_marks: bytes) -> Self:
        """What the person behind these marks may see now, newest first."""
        shown = self.filter(recipient_mark__in=recipient_marks, withdrawn_at=None, not_before__lte=timezone.now())
        return shown.order_by("-not_before", "-id")

    def older_than(self, message: "Message") -> Self:
        """The keyset page after this message, in the order of `inbox`."""
        same_moment = Q(not_before=message.not_before, id__lt=message.pk)
        return self.filter(Q(not_before__lt=message.not_before) | same_moment)

    def unread(self) -> Self:
        return self.filter(read_on=None)

    def unread_count(self) -> int:
        """At most UNREAD_CAP: nobody needs to know whether it is 400 or 500."""
        return self.unread()[:UNREAD_CAP].count()


class Message(Posted):
    """One line in one person's inbox: the truth of what somebody was told. A letter only points at it."""

    read_on = models.DateField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = MessageQuerySet.as_manager()

    class Meta(Posted.Meta):
        indexes = [
            models.Index("recipient_mark", "not_before", "id", name="outbox_message_inbox"),
            models.Index("recipient_mark", name="outbox_message_unread", condition=Q(read_on=None, withdrawn_at=None)),
            models.Index("reference", name="outbox_message_reference", condition=~Q(reference="")),
        ]


class LetterQuerySet(models.QuerySet["Letter"]):
    def waiting(self) -> Self:
        return self.filter(state=Letter.State.WAITING)

    def open(self) -> Self:
        """Still with an address: not out yet, or tried in vain."""
        return self.exclude(state__in=Letter.CLOSED)

    def due(self) -> Self:
        """Longest due first, so that an address that keeps failing never holds up the rest."""
        return self.waiting().filter(next_attempt_at__lte=timezone.now()).order_by("next_attempt_at", "id")

    def unattended(self) -> Self:
        """Due, and not with the workers: never handed over, or too long ago."""
        return self.due().filter(Q(queued_until=None) | Q(queued_until__lte=timezone.now()))

    def for_digest(self) -> Self:
        return self.filter(state=Letter.State.DIGEST, next_attempt_at__lte=timezone.now())

    def already_read(self) -> Self:
        same = Message.objects.filter(effect=OuterRef("effect"), recipient_mark=OuterRef("recipient_mark"))
        return self.filter(Exists(same.exclude(read_on=None)))

    def of_municipalities(self, municipality_ids: Collection[int]) -> Self:
        return self.filter(Q(municipality_id__in=municipality_ids) | Q(municipality_id=None))

    def undeliverable(self) -> Self:
        return self.filter(state=Letter.State.UNDELIVERABLE)

    def outdated(self, *, closed_before: datetime, failed_before: datetime) -> Self:
        closed = Q(state__in=Letter.CLOSED, next_attempt_at__lt=closed_before)
        return self.filter(closed | Q(state=Letter.State.UNDELIVERABLE, next_attempt_at__lt=failed_before))


class Letter(Posted):
    """One mail to one person. Once it is sent, withdrawn or bundled it forgets the address."""

    class State(models.TextChoices):
        WAITING = "waiting"
        DIGEST = "digest"  # waits for the next digest
        BUNDLED = "bundled"  # went along in a digest letter
        SENT = "sent"
        UNDELIVERABLE = "undeliverable"
        WITHDRAWN = "withdrawn"

    CLOSED = (State.BUNDLED, State.SENT, State.WITHDRAWN)

    sealed_address = models.BinaryField(null=True)
    state = models.CharField(max_length=16, choices=State, default=State.WAITING)
    next_attempt_at = models.DateTimeField(default=timezone.now)
    queued_until = models.DateTimeField(null=True)  # handed to the workers; past this moment they are too late
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=60, blank=True, default="")  # a class and a code, never a sentence
    sent_at = models.DateTimeField(null=True)

    objects = LetterQuerySet.as_manager()

    class Meta(Posted.Meta):
        constraints = [
            *Posted.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "digest", "bundled", "sent", "undeliverable", "withdrawn"]),
                name="outbox_letter_state",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["bundled", "sent", "withdrawn"], sealed_address=None)
                | Q(state__in=["waiting", "digest", "undeliverable"], sealed_address__isnull=False),
                name="outbox_letter_address_while_open",
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at=None)),
                name="outbox_letter_sent_has_moment",
            ),
        ]
        indexes = [
            models.Index("next_attempt_at", name="outbox_letter_due", condition=Q(state="waiting")),
            models.Index("next_attempt_at", name="outbox_letter_digest", condition=Q(state="digest")),
            models.Index("next_attempt_at", name="outbox_letter_failed", condition=Q(state="undeliverable")),
            models.Index("reference", name="outbox_letter_reference", condition=~Q(reference="")),
        ]


class JobSlot(models.Model):
    """One period of one job: whoever writes the row does the work."""

    job = models.CharField(max_length=60)
    period = models.CharField(max_length=40)
    leased_until = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "period"], name="outbox_jobslot_once")]

    def __str__(self) -> str:
        return f"{self.job} {self.period}"


class Heartbeat(models.Model):
    """When a process was last known to be alive."""

    name = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
