"""A lock on guessing: who fails too often waits, and a colleague behind the same address does not."""

from __future__ import annotations

from typing import Any

from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_failure_limit
from axes.models import AccessAttempt
from django.conf import settings
from django.http import HttpRequest

from network.people import account_at


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
