"""The way mail leaves: through which server, and from whom."""

from email.utils import parseaddr

from django.conf import settings


def mail_route() -> str:
    return f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}, {parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}"[:300]
