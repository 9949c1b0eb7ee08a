"""What a middleware asks of a request before its page is made."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

#: All that somebody does who only files. What lies here already, their own drafts and signals, is not in it.
FILING = frozenset({"signals:new", "signals:save_draft", "signals:care", "signals:receipt", "signals:ask_first"})


def needs_sign_in(view: Callable[..., Any]) -> bool:
    """As LoginRequiredMiddleware asks it."""
    return bool(getattr(view, "login_required", True))


def url_name(request: HttpRequest) -> str:
    """With its namespace: "signals:new"."""
    return request.resolver_match.view_name if request.resolver_match else ""
