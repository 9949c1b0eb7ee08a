"""Whom do you need? The finder of every page answers at once; names stay out of addresses."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from network.finding import find
from network.forms.finding import FinderForm
from network.requests import SignedIn


@require_http_methods(["GET", "HEAD", "POST"])
def found(request: SignedIn) -> HttpResponse:
    form = FinderForm(request.POST if request.method == "POST" else None)
    if form.is_bound and not form.is_valid():
        shown = {"form": form, "typed": request.POST["wie"]}
        return render(request, "network/finding/found.html", shown, status=422)
    words = str(form.cleaned_data["wie"]).strip() if form.is_bound else ""
    return render(request, "network/finding/found.html", {"words": words, "found": find(request.user, words)})
