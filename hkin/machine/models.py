"""What somebody has shown about this installation, and test mails that wait for their code."""

from django.db import models
from django.utils import timezone


class Proof(models.Model):
    """The last time somebody showed this, and who: a name, for the account may go before the proof does."""

    name = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField(default=timezone.now)
    by_name = models.CharField(max_length=150)
    about = models.CharField(max_length=300, blank=True, default="")  # the settings it was shown with
    detail = models.CharField(max_length=200, blank=True, default="")

    def __str__(self) -> str:
        return self.name


class MailTrial(models.Model):
    """A test mail on its way. The code in it is kept as a hash, the address only as its domain."""

    code_mark = models.CharField(max_length=64)
    domain = models.CharField(max_length=200)
    route = models.CharField(max_length=300)  # the mail server and the sender it left by
    sent_at = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return self.domain
