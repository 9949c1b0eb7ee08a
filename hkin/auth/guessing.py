"""A lock on guessing: who fails too often waits, and a colleague behind the same address does not.

Failures are counted for a name as it was typed, at a network address, or in a browser where that person came in before.
What is said after a failure hangs on what was typed alone, never on whether there is such an account.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt, AccessLog
from django.conf import settings
from django.db.models import Q, QuerySet, Sum
from django.http import HttpRequest
from django.utils import timezone

from hkin.auth.devices import KNOWN_DAYS, device_known_to
from network.models import User
from network.people import account_called

_TYPED, _DEVICE = "typed:", "device:"

Credentials = dict[str, Any] | None


def login_name(request: HttpRequest, credentials: Credentials = None) -> str:
    """Whose failures these are: of the account, where there is one, else of the name as typed."""
    person = _person(request, credentials)
    return person.username.casefold() if person else _typed(request, credentials)


def may_come_in(request: HttpRequest, person: User) -> bool:
    """Asked only of who gave the right password; a no looks like a wrong one.

    A browser in which they came in before always lets them. From an address where many names failed a colleague comes
    in who came in from there lately; whoever is new there waits, or proves by mail who they are.
    """
    if device_known_to(request, person):
        return True
    failures = _recent(request).filter(username=person.username.casefold(), user_agent__startswith=_TYPED)
    count = failures.aggregate(count=Sum("failures_since_start"))["count"] or 0
    if is_sprayed(request):
        return count < settings.SPRAYED_FAILURE_LIMIT and _came_in_from_here(request, person)
    return bool(count < settings.AXES_FAILURE_LIMIT)


def is_sprayed(request: HttpRequest) -> bool:
    """Many names failed from this address. Who signed in after all does not count: a town hall stays far from it."""
    names = _recent(request).filter(user_agent__startswith=_TYPED).values("user_agent").distinct()
    return bool(names.count() >= settings.NAMES_FAILED_LIMIT)


class FailureCount(AxesDatabaseHandler):  # type: ignore[misc]  # axes has no types
    """The column for the browser tells under which count an attempt falls; the browser itself is not kept."""

    def filter_user_attempts(self, request: HttpRequest, credentials: Credentials = None) -> list[QuerySet[Any]]:
        count = _count_of(request, credentials)
        attempts = AccessAttempt.objects.filter(username=login_name(request, credentials), user_agent=count)
        return [attempts if count.startswith(_DEVICE) else attempts.filter(ip_address=_address(request))]

    def user_login_failed(
        self, sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any
    ) -> None:
        if request is None:
            return
        count = _count_of(request, credentials)
        request.axes_user_agent = count  # type: ignore[attr-defined]
        super().user_login_failed(sender, credentials, request, **kwargs)
        if count.startswith(_TYPED) and is_sprayed(request):
            request.axes_locked_out = True  # type: ignore[attr-defined]
            request.axes_credentials = credentials  # type: ignore[attr-defined]

    def reset_user_attempts(self, request: HttpRequest, credentials: Credentials = None) -> int:
        """Somebody came in: whatever they typed wrong here is forgotten."""
        device = device_known_to(request, _person(request, credentials))
        here = Q(ip_address=_address(request)) | Q(user_agent=f"{_DEVICE}{device}")
        gone: int = AccessAttempt.objects.filter(here, username=login_name(request, credentials)).delete()[0]
        return gone


def _count_of(request: HttpRequest, credentials: Credentials) -> str:
    device = device_known_to(request, _person(request, credentials))
    return f"{_DEVICE}{device}" if device else f"{_TYPED}{_typed(request, credentials)}"


def _typed(request: HttpRequest, credentials: Credentials) -> str:
    """ "Omar" and "omar " are one."""
    given = credentials or {}
    typed = given.get("username") or given.get("email") or request.POST.get("login", "")
    return str(typed).replace("\0", "").strip()[:150].casefold()


def _person(request: HttpRequest, credentials: Credentials) -> User | None:
    """One query for each name in a request, whether or not there is such an account."""
    typed = _typed(request, credentials)
    found: dict[str, User | None] = request.__dict__.setdefault("_accounts_called", {})
    if typed not in found:
        found[typed] = account_called(typed)
    return found[typed]


def _recent(request: HttpRequest) -> QuerySet[Any]:
    found: QuerySet[Any] = AccessAttempt.objects.filter(
        ip_address=_address(request), attempt_time__gte=get_cool_off_threshold(request)
    )
    return found


def _came_in_from_here(request: HttpRequest, person: User) -> bool:
    lately = timezone.now() - timedelta(days=KNOWN_DAYS)
    log = AccessLog.objects.filter(username=person.username, ip_address=_address(request), attempt_time__gte=lately)
    return bool(log.exists())


def _address(request: HttpRequest) -> str:
    return str(request.axes_ip_address)  # type: ignore[attr-defined]
