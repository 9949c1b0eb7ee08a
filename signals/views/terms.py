"""The terms of keeping of a municipality."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from network.going_live import list_at
from network.going_live_page import entries_of
from network.models.trail import MunicipalityEvent
from network.requests import SignedIn
from signals.forms.terms import TermsForm


@require_http_methods(["GET", "HEAD", "POST"])
def retention_terms(request: SignedIn, slug: str) -> HttpResponse:
    municipality = list_at(request.user, slug, to_write=True)
    form = TermsForm(request.POST or None, by=request.user, municipality=municipality)
    if form.is_valid():
        form.save()
        messages.success(request, _("These terms are yours now. They hold for what is closed from today."))
        return redirect("signals:retention_terms", slug)
    page = {
        "setting_up": municipality,
        "form": form,
        "entries": entries_of(municipality, MunicipalityEvent.TERMS_SET),
    }
    return render(request, "signals/terms.html", page, status=422 if form.errors else 200)
