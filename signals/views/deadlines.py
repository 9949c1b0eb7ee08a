"""The terms that a municipality sets for itself."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from network.going_live_page import entries_of
from network.models.trail import MunicipalityEvent
from network.requests import SignedIn
from network.rules.starting import SetupStep
from network.starting import municipality_at
from signals.forms.deadlines import DeadlinesForm


@require_http_methods(["GET", "HEAD", "POST"])
def deadlines(request: SignedIn, slug: str) -> HttpResponse:
    """For who keeps the promises: whoever says when the team reads."""
    municipality = municipality_at(request.user, slug, SetupStep.READING)
    form = DeadlinesForm(request.POST or None, by=request.user, municipality=municipality)
    if request.method == "POST" and form.is_valid():
        form.keep()
        messages.success(request, _("Kept. New promises follow these terms."))
        return redirect("signals:deadlines", municipality.slug)
    entries = entries_of(municipality, MunicipalityEvent.DEADLINES_SET)
    shown = {"form": form, "setting_up": municipality, "entries": entries}
    return render(request, "signals/setup/deadlines.html", shown, status=422 if form.errors else 200)
