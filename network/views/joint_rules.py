"""How a municipality finds the second pair of eyes."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from network.forms.joint_rules import JointRulesForm
from network.going_live_page import entries_of
from network.models.trail import MunicipalityEvent
from network.requests import SignedIn
from network.starting import municipality_at


@require_http_methods(["GET", "HEAD", "POST"])
def joint_rules(request: SignedIn, slug: str) -> HttpResponse:
    municipality = municipality_at(request.user, slug)
    form = JointRulesForm(request.POST or None, by=request.user, municipality=municipality)
    if form.is_valid():
        if form.save():
            messages.success(request, _("Saved. Everybody who may look along hears it."))
        return redirect("network:joint_rules", slug)
    page = {
        "setting_up": municipality,
        "form": form,
        "entries": entries_of(municipality, MunicipalityEvent.JOINT_RULE_CHANGED),
    }
    return render(request, "network/joint/rules.html", page, status=422 if form.errors else 200)
