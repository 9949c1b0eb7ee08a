"""The card of a department, to print."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from network.cards import Paper, card_for
from network.requests import SignedIn


@require_safe
def department_card(request: SignedIn, code: str) -> HttpResponse:
    slug = request.GET.get("gemeente", "")
    paper = Paper.A4 if request.GET.get("formaat") == Paper.A4 else Paper.A5
    shown = {
        "card": card_for(request.user, code, slug=slug),
        "paper": paper,
        "slug": slug,
        "form_address": request.build_absolute_uri(reverse("signals:new")),
    }
    return render(request, "network/card.html", shown)
