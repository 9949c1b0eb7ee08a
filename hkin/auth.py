"""Signing in: no sign-up, a good password, a lock on guessing, nothing kept, and htmx with an ended session."""

from __future__ import annotations

import logging
from collections.abc import Callable
from smtplib import SMTPException
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_failure_limit
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.password_validation import MinimumLengthValidator, UserAttributeSimilarityValidator
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from hkin.machine.visitor import address_of
from network.models import User
from network.people import account_at

logger = logging.getLogger(__name__)

Middleware = Callable[[HttpRequest], HttpResponse]


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


class LongEnough(MinimumLengthValidator):
    """In our words: Django 5.2 has no Dutch for its sentence."""

    def get_error_message(self) -> str:
        words = ngettext("Use at least %(count)s character.", "Use at least %(count)s characters.", self.min_length)
        return words % {"count": self.min_length}


class UnlikeYourName(UserAttributeSimilarityValidator):
    def get_error_message(self) -> str:
        return gettext("This looks too much like your name or e-mail address. Choose something else.")


def login_name(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The name that axes counts failures by: "Omar", "omar " and Omar's mail address are one."""
    typed = (credentials or {}).get("username") or request.POST.get("login", "")
    name = str(typed).replace("\0", "").strip()[:150]
    account = account_at(name) if "@" in name else None
    return (account.username if account else name).casefold()


class FailureCount(AxesDatabaseHandler):  # type: ignore[misc]  # axes has no types
    """Closes one name at one address, as axes does, and an address that fails at many names."""

    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        failures: int = super().get_failures(request, credentials)
        limit: int = get_failure_limit(request, credentials)
        return max(failures, limit) if _names_failed_from(request) >= settings.NAMES_FAILED_LIMIT else failures


def _names_failed_from(request: HttpRequest) -> int:
    """Who signed in after all does not count, so that a town hall behind one address stays far from the limit."""
    recent = AccessAttempt.objects.filter(
        ip_address=request.axes_ip_address,  # type: ignore[attr-defined]
        attempt_time__gte=get_cool_off_threshold(request),
    )
    return int(recent.values("username").distinct().count())


def keep_nothing(get_response: Middleware) -> Middleware:
    """No browser and no proxy keeps a page: computers are shared. Static files are answered before this."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        add_never_cache_headers(response)
        return response

    return middleware


def htmx_login(get_response: Middleware) -> Middleware:
    """Answer an htmx request without a session with 401 and the login page, instead of a redirect it would swallow."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not request.htmx or request.user.is_authenticated or not _leads_to_login(response):  # type: ignore[attr-defined]
            return response
        here = urlsplit(request.htmx.current_url_abs_path or "/")  # type: ignore[attr-defined]
        login = redirect_to_login(here.path, resolve_url(settings.LOGIN_URL)).url
        return HttpResponse(status=401, headers={"HX-Redirect": login})

    return middleware


def _leads_to_login(response: HttpResponse) -> bool:
    return response.status_code == 302 and urlsplit(response["Location"]).path == resolve_url(settings.LOGIN_URL)
