"""How long a sign-in is good, and for what: on an own device filing goes on when it was yesterday."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from time import time
from typing import Any

from allauth.account.internal.flows.login import clear_authentication_records
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from hkin.auth.not_sent import not_sent
from hkin.auth.second_proof import PROVIDER, PROVIDER_KEY, lacks_second_proof
from hkin.auth.web import FILING, needs_sign_in, url_name
from network.models import User

#: Where it makes no difference when somebody signed in.
_ALWAYS = frozenset({"account_logout", "help", "privacy", "accessibility", "empty_screen"})

_SIGNED_IN_AT = "signed_in_at"
_OWN_DEVICE = "own_device"
_CHOSEN = "own_device_chosen"


def choose_device(request: HttpRequest, user: User, *, is_own: bool) -> None:
    """Said at the log-in page, kept until the sign-in is complete. Of somebody else's session nothing stays."""
    if request.session.get(SESSION_KEY, str(user.pk)) != str(user.pk):
        request.session.flush()
    request.session[_CHOSEN] = is_own


def begin_session(request: HttpRequest, **_more: Any) -> None:
    session = request.session
    session[_SIGNED_IN_AT] = time()
    session[_OWN_DEVICE] = session.pop(_CHOSEN, False)
    # What an earlier sign-in proved counts no more; this one proves it only when its provider says so.
    session[PROVIDER_KEY] = PROVIDER if getattr(request, "second_proof_given", False) else ""
    set_lifetime(session)


def set_lifetime(session: SessionBase) -> None:
    """Of an own device a number of days from the sign-in, else until the browser closes."""
    ends = ends_at(session)
    session.set_expiry(ends or 0)


def ends_at(session: SessionBase) -> datetime | None:
    """When an own device is forgotten; None for any other."""
    if not session.get(_OWN_DEVICE):
        return None
    signed_in = datetime.fromtimestamp(session[_SIGNED_IN_AT], tz=timezone.get_current_timezone())
    return signed_in + timedelta(days=settings.DEVICE_DAYS)


def signed_in_at(session: SessionBase) -> datetime | None:
    at = session.get(_SIGNED_IN_AT)
    return datetime.fromtimestamp(at, tz=timezone.get_current_timezone()) if at else None


def is_own_device(request: HttpRequest) -> bool:
    return bool(request.session.get(_OWN_DEVICE))


def signed_in_long_ago(request: HttpRequest) -> bool:
    at = signed_in_at(request.session)
    return at is None or timezone.now() - at > timedelta(hours=settings.SIGN_IN_HOURS)


def signed_in_just_now(request: HttpRequest) -> bool:
    at = signed_in_at(request.session)
    return at is not None and timezone.now() - at < timedelta(minutes=settings.JUST_NOW_MINUTES)


def may_only_file(request: HttpRequest) -> bool:
    """Signed in too long ago, or without the second proof that their role asks."""
    return request.user.is_authenticated and (signed_in_long_ago(request) or lacks_second_proof(request))


class FreshSignIn:
    """A sign-in of long ago is no sign-in, but for filing on an own device."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.may_only_file = SimpleLazyObject(lambda: may_only_file(request))  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], *_given: Any) -> HttpResponse | None:
        if not request.user.is_authenticated or not signed_in_long_ago(request):
            return None
        name = url_name(request)
        if name in _ALWAYS or (name in FILING and is_own_device(request)):
            return None
        _forget_proofs(request)
        if request.method == "POST" and needs_sign_in(view) and not request.htmx:  # type: ignore[attr-defined]
            return not_sent(request, first="account_login")
        request.user = AnonymousUser()
        request.signs_in_again = True  # type: ignore[attr-defined]  # said on the log-in page
        return None


def _forget_proofs(request: HttpRequest) -> None:
    """What was proven then would count at the next sign-in in this session."""
    clear_authentication_records(request)
    request.session.pop(PROVIDER_KEY, None)
