"""Six people: who leads, who guards, who hears about colleagues."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from network.actions.starting import finish_step
from network.forms.seats import SeatsForm
from network.models import Municipality
from network.requests import SignedIn
from network.roster import reach_of
from network.rules.seats import SEAT_MISSED, SEAT_NAMES, Seat
from network.rules.starting import SetupStep
from network.seats import seats_of
from network.setup_page import step_head
from network.starting import way_on
from network.views.setup_doors import step_page


@require_http_methods(["GET", "HEAD", "POST"])
@step_page(SetupStep.PEOPLE)
def setup_people(request: SignedIn, municipality: Municipality) -> HttpResponse:
    if municipality.is_live:
        return _as_they_sit(request, municipality)
    form = SeatsForm(request.POST or None, by=request.user, municipality=municipality)
    if request.method == "POST" and form.is_valid() and form.keep():
        return _kept(request, municipality, form)
    taken = seats_of(municipality)
    shown = {
        "form": form,
        "missed": [SEAT_MISSED[seat] for seat in Seat if seat not in taken],
        "is_begun": bool(taken),
        **step_head(SetupStep.PEOPLE, municipality),
    }
    return render(request, "network/setup/people.html", shown, status=422 if form.errors else 200)


def _kept(request: SignedIn, municipality: Municipality, form: SeatsForm) -> HttpResponse:
    for person in form.left_out:
        messages.warning(
            request, _("%(name)s does not read here yet: nobody gives that to themselves.") % {"name": person}
        )
    taken = seats_of(municipality)
    if Seat.COORDINATOR not in taken:
        messages.info(request, _("Kept. This step is done when there is a coordinator."))
        return redirect("network:setup_people", municipality.slug)
    finish_step(by=request.user, municipality=municipality, step=SetupStep.PEOPLE)
    if len(taken) < len(Seat):
        messages.success(request, _("Kept. Not every seat is taken yet: you can go on, and come back for it."))
    else:
        messages.success(request, _("Kept. Every seat is taken."))
    if "later" in request.POST:
        return redirect("network:setup_steps", municipality.slug)
    return redirect(way_on(request.user, municipality))


def _as_they_sit(request: SignedIn, municipality: Municipality) -> HttpResponse:
    """Once it is live, people and roles change on the page of people, with whoever must agree."""
    taken = seats_of(municipality)
    shown = {
        "may_see_people": bool(reach_of(request.user).reads),
        "seats": [(SEAT_NAMES[seat], taken.get(seat), SEAT_MISSED[seat]) for seat in Seat],
        **step_head(SetupStep.PEOPLE, municipality),
    }
    return render(request, "network/setup/people_live.html", shown)
