"""Signing in as allauth does it, with what we will not have it do: no sign-up, no mail that tells, no word too many."""

from __future__ import annotations

import logging
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hkin.machine.visitor import address_of
from network.models import User

logger = logging.getLogger(__name__)


class ClosedSignup(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Accounts are made by the application manager."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("This name and password do not belong together. Try again."),
        "email_password_mismatch": _("This name and password do not belong together. Try again."),
        "incorrect_password": _("This is not your present password. Try again."),
        "enter_current_password": _("Fill in your present password."),
        "rate_limited": _("You tried this too often. Wait a few minutes."),
    }

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Allauth would tell somebody who left that their password is right."""
        user = super().authenticate(request, **credentials)
        return user if user and user.is_active else None

    def get_client_ip(self, request: HttpRequest) -> str:
        return address_of(request)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """To our own site; the name that a browser claims to call may be anybody's."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return f"{settings.BASE_URL}{path.replace('UID-KEY', key)}"

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 (allauth asks so)
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail server that is down must not tell, by an error page, which addresses exist."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException) as error:
            logger.error("A mail about an account was not sent: %s", type(error).__name__)

    def add_message(self, request: HttpRequest, *args: Any, **_kwargs: Any) -> None:
        """Allauth's own messages are left out: our pages say what happened, but for the one that comes back empty."""
        if "account/messages/password_changed.txt" in args:
            messages.success(request, _("Your new password is saved"))
