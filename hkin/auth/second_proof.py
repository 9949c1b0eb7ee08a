"""Whoever reads what others wrote gives a second proof in every session before any page but filing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from hkin.auth.not_sent import not_sent
from hkin.auth.web import FILING, needs_sign_in, url_name
from network.models import User
from network.second_proofs import has_second_proof, needs_second_proof

#: The sign-in by the identity provider says so: session["second_proof"] = "provider".
PROVIDER_KEY, PROVIDER = "second_proof", "provider"

PAGE = "second_proof"
#: Good without a second proof, besides filing and what asks no sign-in.
_OPEN = frozenset(
    {PAGE, "account_logout", "account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"}
)
#: Who has a proof already gives it before they add, see or take away one.
_CHANGES_PROOFS = frozenset(
    {
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_add_webauthn",
        "mfa_edit_webauthn",
        "mfa_remove_webauthn",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
    }
)


def is_proven(request: HttpRequest) -> bool:
    """In this session: an app, a passkey or a recovery code, or the word of the identity provider."""
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records) or by_provider(request)


def by_provider(request: HttpRequest) -> bool:
    return bool(request.session.get(PROVIDER_KEY) == PROVIDER)


def lacks_second_proof(request: HttpRequest) -> bool:
    return isinstance(request.user, User) and not is_proven(request) and needs_second_proof(request.user)


class SecondProof:
    """Leads to the page to set a second proof up, or to give it, and back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], *_given: Any) -> HttpResponse | None:
        if not needs_sign_in(view) or not isinstance(request.user, User) or is_proven(request):
            return None
        if self._is_open(request, request.user):
            return None
        if request.htmx:  # type: ignore[attr-defined]
            here = urlsplit(request.htmx.current_url_abs_path or "/").path  # type: ignore[attr-defined]
            return HttpResponse(status=401, headers={"HX-Redirect": _page(here)})
        if request.method == "POST":
            return not_sent(request, first=PAGE)
        return redirect(_page(request.get_full_path()))

    def _is_open(self, request: HttpRequest, user: User) -> bool:
        name = url_name(request)
        if name in _CHANGES_PROOFS:
            return not has_second_proof(user)
        return name in _OPEN or name in FILING or not needs_second_proof(user)


def _page(back: str) -> str:
    return f"{reverse(PAGE)}?{urlencode({'next': back})}"
