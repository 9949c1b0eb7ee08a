"""What kept a letter here: as a class and a code in the table, as a sentence on the page, never with an address."""

from smtplib import SMTPRecipientsRefused, SMTPResponseException

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

NO_SUCH_MAILBOX = {550, 551, 553}

_SENTENCES = {
    "MailServerAway": _("The mail server does not answer."),
    "NeverFinished": _("Sending broke off every time."),
    "SMTPAuthenticationError": _("The mail server refuses our name and password."),
    "SMTPDataError": _("The mail server refuses the letter."),
    "SMTPNotSupportedError": _("The mail server cannot do what HKIN asks, such as TLS."),
    "SMTPRecipientsRefused": _("The mail server refuses the address."),
    "SMTPSenderRefused": _("The mail server refuses our sender address."),
    "SMTPServerDisconnected": _("The mail server broke off the call."),
}


class MailServerAway(Exception):
    """Nobody took the call: that is not the fault of this letter."""


class NotAccepted(Exception):
    """The mail backend sent nothing and did not say why."""


def error_kind(error: Exception) -> str:
    """The class and, of a mail server, its code. Never its text: that may hold the address."""
    if isinstance(error, MailServerAway):
        return f"MailServerAway {error.args[0]}"[:60]
    if isinstance(error, SMTPRecipientsRefused):
        return f"SMTPRecipientsRefused {_refusal_code(error)}"
    if isinstance(error, SMTPResponseException):
        return f"{type(error).__name__} {error.smtp_code}"
    return type(error).__name__[:60]


def is_permanent(error: Exception) -> bool:
    """A mailbox that does not exist will not exist in an hour. Every other refusal may be a mistake of today."""
    return isinstance(error, SMTPRecipientsRefused) and _refusal_code(error) in NO_SUCH_MAILBOX


def explain(error: str) -> str:
    """The kind of error in words; nothing when nothing went wrong yet."""
    if not error:
        return ""
    return gettext(_SENTENCES.get(error.split(maxsplit=1)[0], _("Something else went wrong.")))


def _refusal_code(error: SMTPRecipientsRefused) -> int:
    return next((code for code, _text in error.recipients.values()), 0)
