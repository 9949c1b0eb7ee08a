"""Furnishing a municipality: which one, the seven steps, and the first of them."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from network.actions.starting import MachineNotReady, finish_machine
from network.forms.starting import AddMunicipalityForm
from network.requests import SignedIn
from network.rules.starting import SetupStep
from network.setup_page import machine_look, machine_page, setup_page, step_head
from network.starting import may_add_municipality, may_do, municipality_at, set_up_by, way_on


@require_safe
def setup(request: SignedIn) -> HttpResponse:
    """One municipality: straight to its steps."""
    mine = list(set_up_by(request.user))
    if not mine:
        raise Http404
    if len(mine) == 1:
        return redirect("network:setup_steps", mine[0].slug)
    shown = {"municipalities": mine, "may_add": may_add_municipality(request.user)}
    return render(request, "network/setup/choose.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def setup_add(request: SignedIn) -> HttpResponse:
    if not may_add_municipality(request.user):
        raise Http404
    form = AddMunicipalityForm(request.POST or None, by=request.user)
    if form.is_valid():
        municipality = form.add()
        messages.success(request, _("%(name)s is here now. It begins in practice.") % {"name": municipality.name})
        return redirect("network:setup_steps", municipality.slug)
    return render(request, "network/setup/add.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def setup_steps(request: SignedIn, slug: str) -> HttpResponse:
    municipality = municipality_at(request.user, slug)
    shown = {
        "page": setup_page(request.user, municipality),
        "may_add": may_add_municipality(request.user),
        "may_set_terms": may_do(request.user, municipality, SetupStep.READING),
    }
    return render(request, "network/setup/steps.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def setup_machine(request: SignedIn, slug: str) -> HttpResponse:
    municipality = municipality_at(request.user, slug, SetupStep.MACHINE)
    status = 200
    if request.method == "POST":
        try:
            finish_machine(by=request.user, municipality=municipality)
            return redirect(way_on(request.user, municipality))
        except MachineNotReady:
            messages.error(request, _("Not yet. Do first what is red here: keys and mail."))
            status = 422
    shown = {
        "machine": machine_look(request),
        "machine_page": machine_page(municipality),
        **step_head(SetupStep.MACHINE, municipality),
    }
    return render(request, "network/setup/machine.html", shown, status=status)
