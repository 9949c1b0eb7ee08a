"""Whom to call about what."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from hkin.privacy.searching import recall, remember
from network.contacts import entries_for
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
    entries = entries_for(request.user, words)
    return render(request, "network/contacts.html", {"form": form, "entries": entries, "words": words})


def _asked(request: SignedIn) -> HttpResponse:
    """The words go into the session, and only a token of them into the address."""
    token = remember(request.session, request.POST.get("zoek", "").strip())
    response = redirect(f"{request.path}?zoek={token}" if token else request.path)
    response.status_code = HTTPStatus.SEE_OTHER
    return response
