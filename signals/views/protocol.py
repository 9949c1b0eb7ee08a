"""The protocol of a municipality, to look at and to choose."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.going_live_page import entries_of
from network.models.trail import MunicipalityEvent
from network.requests import SignedIn
from network.starting import municipality_at
from signals.actions import own_protocol as acts
from signals.actions.own_protocol import chooses_as
from signals.forms.protocol import ProtocolForm
from signals.protocol_choice import protocol_choice
from signals.protocol_page import protocol_page
from signals.scoring import lent_to


@require_safe
def protocol(request: SignedIn) -> HttpResponse:
    """For everybody there: how a signal is weighed is no secret."""
    page = protocol_page(request.user, slug=request.GET.get("gemeente", ""), code=request.GET.get("versie", ""))
    return render(request, "signals/protocol/page.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: SignedIn, slug: str) -> HttpResponse:
    municipality = municipality_at(request.user, slug)
    if chooses_as(request.user, municipality) is None:
        raise Http404
    choice = protocol_choice(request.user, municipality)
    form = ProtocolForm(request.POST or None, by=request.user, choice=choice)
    if request.method == "POST" and form.is_valid():
        if form.keep():
            messages.success(request, _("Kept. New signals begin with it."))
        return redirect("signals:choose_protocol", slug)
    shown = {
        "setting_up": municipality,
        "choice": choice,
        "form": form,
        "entries": entries_of(municipality, MunicipalityEvent.PROTOCOL_CHOSEN, MunicipalityEvent.PROTOCOL_LOADED),
    }
    return render(request, "signals/setup/protocol.html", shown, status=422 if form.errors else 200)


@require_POST
def stop_scoring_along(request: SignedIn, slug: str) -> HttpResponse:
    municipality = municipality_at(request.user, slug)
    if chooses_as(request.user, municipality) is None:
        raise Http404
    asked = request.POST.get("gemeente", "")
    with_ = next((one for one in lent_to(municipality) if one.slug == asked), None)
    if with_ is not None and acts.stop_scoring_along(by=request.user, municipality=municipality, with_=with_):
        messages.success(request, _("You score along no more. The other municipality hears it."))
    return redirect("signals:choose_protocol", slug)
