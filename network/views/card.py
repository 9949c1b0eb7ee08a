"""Waarvoor kan ik bij jou terecht? A colleague's contact page, and one's own card."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from network.colleague_page import colleague_for, colleague_page, has_photo, photo_of
from network.colleague_page import own_card as card_of
from network.forms.card import OwnCardForm
from network.models import User
from network.requests import SignedIn


@require_safe
def colleague(request: SignedIn, key: UUID) -> HttpResponse:
    person = _colleague(request, key)
    return render(request, "network/card_page/colleague.html", {"page": colleague_page(request.user, person)})


@require_safe
def colleague_photo(request: SignedIn, key: UUID) -> HttpResponse:
    photo = photo_of(_colleague(request, key))
    if photo is None:
        raise Http404
    headers = {"Cache-Control": "no-store, private", "Content-Disposition": "inline"}
    return HttpResponse(photo, content_type="image/jpeg", headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
def own_card(request: SignedIn) -> HttpResponse:
    card = card_of(request.user)
    pictured = has_photo(request.user)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = OwnCardForm(*sent, by=request.user, card=card, has_photo=pictured)
    if form.is_bound and form.is_valid():
        form.save()
        messages.success(request, _("Saved. Your colleagues see this now."))
        return redirect("network:colleague", request.user.key)
    shown = {"form": form, "has_photo": pictured}
    return render(request, "network/card_page/own.html", shown, status=422 if form.errors else 200)


def _colleague(request: SignedIn, key: UUID) -> User:
    person = colleague_for(request.user, key)
    if person is None:
        raise Http404
    return person
