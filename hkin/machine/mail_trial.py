"""A test mail with a code. Only who types the code back has shown that mail of HKIN arrives."""

import secrets
from datetime import timedelta
from email.utils import formatdate, make_msgid, parseaddr
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import models, transaction
from django.utils import timezone, translation
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext

from hkin.machine.mail_route import mail_route
from hkin.machine.models import MailTrial
from hkin.machine.proofs import MAIL_ARRIVED, prove
from hkin.outbox.failures import error_kind, explain

CODE_DIGITS = 6
VALID = timedelta(days=1)  # a mail server may hold an unknown sender up for hours
MAX_TRIES = 10


class MailNotSent(Exception):
    """In words for who sent it, and as a class and a code; never an address."""

    def __init__(self, error: Exception) -> None:
        self.kind = error_kind(error)
        self.reason = explain("MailServerAway" if _is_away(error) else self.kind)
        super().__init__(self.kind)


def send_trial(*, to: str) -> None:
    """Talks to the mail server at once, so that whoever asks hears what it says."""
    code = "".join(secrets.choice("0123456789") for _digit in range(CODE_DIGITS))
    try:
        _compose(to, code).send()
    except (OSError, SMTPException) as error:
        raise MailNotSent(error) from None  # the text of the error may hold the address
    MailTrial.objects.filter(sent_at__lt=timezone.now() - VALID).delete()
    MailTrial.objects.create(code_mark=_mark(code), domain=to.rpartition("@")[2][:200], route=mail_route())


def confirm_arrival(*, code: str, by_name: str) -> bool:
    """Whether this is the code of a mail that we sent lately, by the mail server of today."""
    mark = _mark("".join(sign for sign in code if sign.isdigit()))
    with transaction.atomic():
        trials = list(_on_their_way().select_for_update().order_by("pk"))
        found = next((trial for trial in trials if constant_time_compare(trial.code_mark, mark)), None)
        if found is None:
            for trial in trials:
                trial.tries += 1
            MailTrial.objects.bulk_update(trials, ["tries"])
            return False
        prove(MAIL_ARRIVED, by_name=by_name, detail=found.domain)
        MailTrial.objects.all().delete()
        return True


def on_its_way() -> MailTrial | None:
    """The test mail that was sent last and whose code can still be typed."""
    return _on_their_way().order_by("-sent_at", "-pk").first()


def _on_their_way() -> "models.QuerySet[MailTrial]":
    return MailTrial.objects.filter(sent_at__gte=timezone.now() - VALID, tries__lt=MAX_TRIES, route=mail_route())


def _compose(to: str, code: str) -> EmailMessage:
    with translation.override(settings.LANGUAGE_CODE):
        subject = gettext("Test mail of HKIN")
        body = gettext("This mail shows that HKIN can send mail. Type this code in HKIN: %(code)s") % {"code": code}
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    headers = {
        "Message-ID": make_msgid(domain=domain),
        "Date": formatdate(),
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }
    return EmailMessage(subject, f"{body}\n\n{settings.BASE_URL}\n", to=[to], headers=headers)


def _is_away(error: Exception) -> bool:
    return not isinstance(error, SMTPException)


def _mark(code: str) -> str:
    return salted_hmac("hkin.machine.mail_trial", code, algorithm="sha256").hexdigest()
