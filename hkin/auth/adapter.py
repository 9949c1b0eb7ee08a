"""Signing in as allauth does it, with what we will not have it do: no sign-up, and no word too many."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.contrib import messages
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from hkin.auth.devices import know_device
from hkin.auth.guessing import may_come_in
from hkin.auth.sessions import signed_in_just_now
from hkin.machine.visitor import address_of
from network.models import User


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
        """Allauth would tell somebody who left that their password is right.

        It also tries a mail address as a user name: of an address it knows it checks the password twice.
        """
        if credentials.get("email"):
            credentials.pop("username", None)
        user: User | None = super().authenticate(request, **credentials)
        if user is None or not user.is_active:
            return None
        if may_come_in(request, user):
            return user
        typed = {name: value for name, value in credentials.items() if name != "password"}
        user_login_failed.send(sender=__name__, credentials=typed, request=request)
        return None

    def post_login(self, request: HttpRequest, user: User, **login: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **login)
        know_device(request, response, user)
        return response

    def login(self, request: HttpRequest, user: User) -> None:
        """Who signs in again keeps the token that stands in their open forms: else those could not be sent."""
        is_again = request.session.get(SESSION_KEY) == str(user.pk)
        token = request.META.get("CSRF_COOKIE")
        super().login(request, user)
        if is_again and token:
            request.META["CSRF_COOKIE"] = token

    def get_login_stages(self) -> list[str]:
        """Whose second proof the identity provider asked a moment ago is not asked for another one."""
        stages: list[str] = super().get_login_stages()
        if getattr(context.request, "second_proof_given", False):
            stages.remove("allauth.mfa.stages.AuthenticateStage")
        return stages

    def is_reauthentication_required(self, *, app: str) -> bool:  # noqa: ARG002 (allauth names it)
        """Whoever came in a moment ago just showed who they are."""
        return not signed_in_just_now(context.request)

    def get_client_ip(self, request: HttpRequest) -> str:
        return address_of(request)

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 (allauth asks so)
        return False

    def add_message(self, request: HttpRequest, *args: Any, **_kwargs: Any) -> None:
        """Allauth's own messages are left out: our pages say what happened, but for the one that comes back empty."""
        if "account/messages/password_changed.txt" in args:
            messages.success(request, _("Your new password is saved"))
