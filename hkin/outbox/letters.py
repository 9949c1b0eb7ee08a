"""What a letter says: that there is something to read. All letters are equal in size, so that size tells nothing."""

from email.utils import formatdate, parseaddr
from typing import cast

from django.conf import settings
from django.core.mail import EmailMessage, SafeMIMEText
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from hkin.outbox import kinds
from hkin.outbox.models import Letter

LETTER_BYTES = 2048
FILLER_LINE = 60  # longer lines would be folded
_FILLER_HEADER = "X-Filler-{:02}"


def compose(letter: Letter, address: str) -> EmailMessage | None:
    """None when its writer has nothing to tell any more."""
    with translation.override(settings.LANGUAGE_CODE):
        subject = gettext("Message for you in HKIN")
        body = _body(letter)
    if body is None:
        return None
    mail = EmailMessage(subject, body, to=[address], headers=_headers(letter))
    mail.extra_headers |= _filler(LETTER_BYTES - _size(mail))
    return mail


def _size(mail: EmailMessage) -> int:
    return len(cast(SafeMIMEText, mail.message()).as_bytes(linesep="\r\n"))


def _body(letter: Letter) -> str | None:
    kind = kinds.find(letter.kind)
    if not kind.writer:
        link = settings.BASE_URL + (letter.path or reverse("outbox:inbox"))
        words = {"text": kind.mail_text, "reference": letter.number, "link": link}
        return render_to_string("outbox/mail/letter.txt", words)
    said = kind.wording(letter.reference)
    if said is None:
        return None
    return render_to_string("outbox/mail/written.txt", {"text": said.text, "link": settings.BASE_URL + said.path})


def _headers(letter: Letter) -> dict[str, str]:
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return {
        # The same at every attempt: a mailbox can see that it has this one already.
        "Message-ID": f"<{letter.uuid.hex}@{domain}>",
        "Date": formatdate(),
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }


def _filler(missing: int) -> dict[str, str]:
    """Header lines of exactly this many bytes together, each short enough to be left unfolded."""
    overhead = len(_FILLER_HEADER.format(0)) + len(": \r\n")
    count = max(1, -(-missing // (overhead + FILLER_LINE)))
    letters = max(missing - count * overhead, count)
    width, longer = divmod(letters, count)
    return {_FILLER_HEADER.format(n): "x" * (width + (n < longer)) for n in range(count)}
