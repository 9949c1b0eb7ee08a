"""Whom to call about what."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from hkin.privacy.searching import recall, remember
from network.contacts import page_for
from network.departments import kept_by
from network.forms.contacts import ContactSearch
from network.requests import SignedIn


@require_http_methods(["GET", "HEAD", "POST"])
def contacts(request: SignedIn) -> HttpResponse:
    if request.method == "POST":
        return _asked(request)
    words = recall(request.session, request.GET.get("zoek", ""))
    form = ContactSearch({"zoek": words} if words else None)
    if form.is_bound and not form.is_valid():
        return render(request, "network/contacts.html", {"form": form}, status=422)
    page = page_for(request.user, words, after=_number(request.GET.get("na", "")))
    search = urlencode({"zoek": request.GET["zoek"]}) if words else ""
    shown = {
        "form": form,
        "entries": page.entries,
        "words": words,
        "older": f"?{search}&na={page.next_after}".replace("?&", "?") if page.next_after else "",
        "first": f"?{search}" if "na" in request.GET else "",
        "kept": kept_by(request.user),
    }
    return render(request, "network/contacts.html", shown)


def _asked(request: SignedIn) -> HttpResponse:
    """The words go into the session, and only a token of them into the address."""
    token = remember(request.session, request.POST.get("zoek", "").strip())
    response = redirect(f"{request.path}?zoek={token}" if token else request.path)
    response.status_code = HTTPStatus.SEE_OTHER
    return response


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
