"""Who are we: name, places, colours, size and neighbour."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from network.actions.starting import finish_step
from network.forms.municipality import MunicipalityForm
from network.models import Municipality
from network.requests import SignedIn
from network.rules.starting import SetupStep
from network.setup_page import step_head
from network.starting import way_on
from network.views.setup_doors import step_page


@require_http_methods(["GET", "HEAD", "POST"])
@step_page(SetupStep.MUNICIPALITY)
def setup_municipality(request: SignedIn, municipality: Municipality) -> HttpResponse:
    form = MunicipalityForm(request.POST or None, by=request.user, municipality=municipality)
    if request.method == "POST" and form.is_valid() and form.keep():
        finish_step(by=request.user, municipality=form.municipality, step=SetupStep.MUNICIPALITY)
        messages.success(request, _("Kept: who you are."))
        if "look_at_form" in request.POST:
            return redirect("signals:form_preview", municipality.slug)
        return redirect(way_on(request.user, municipality))
    shown = {"form": form, **step_head(SetupStep.MUNICIPALITY, municipality)}
    return render(request, "network/setup/municipality.html", shown, status=422 if form.errors else 200)
