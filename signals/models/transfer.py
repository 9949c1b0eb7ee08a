"""A copy that went to an organisation outside: what, why, on which ground, to whom, when, and that it arrived (R6)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from network.models import Organisation, User
from signals.models.attachment import Attachment
from signals.models.signal import Signal


class Transfer(models.Model):
    """Sealed as "transfer.<column>", under the key of the signal: with the signal our copy of it goes.

    `sealed_package` is what went, as JSON; the file is made again from it. `digest` is the hash of that JSON, in which
    the hash of each attachment stands.
    """

    uuid = models.UUIDField(unique=True)  # of the form: pressed twice, sent once
    signal = models.ForeignKey(Signal, models.CASCADE, related_name="transfers")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")  # None: typed
    kind = models.CharField(max_length=20)  # an OrganisationKind
    ground = models.CharField(max_length=30)
    sent_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(db_default=Now())
    is_practice = models.BooleanField(default=False)
    sealed_to = models.BinaryField()  # name of the organisation
    sealed_recipient = models.BinaryField()  # who there gets it
    sealed_contact_point = models.BinaryField()  # where people ask for their data there (R7)
    sealed_why = models.BinaryField()
    sealed_ground = models.BinaryField()  # the law in words, with the article or task
    sealed_allowed = models.BinaryField(null=True)  # why this may, under a closed law or with police data
    sealed_package = models.BinaryField()
    attachments = models.ManyToManyField(Attachment, related_name="+", blank=True)
    digest = models.CharField(max_length=64)  # SHA-256

    received_on = models.DateField(null=True)
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    sealed_received_by = models.BinaryField(null=True)  # who there said so
    sealed_their_number = models.BinaryField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(received_on=None, confirmed_by=None)
                | Q(received_on__isnull=False, confirmed_by__isnull=False),
                name="receipt_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"{self.signal_id} {self.kind}"
