"""The test ride: five examples through the real routing, and a practice signal by phone."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from network.models import Municipality
from network.requests import SignedIn
from network.rules.starting import SetupStep
from network.setup_page import step_head
from network.starting import municipality_at, steps_of, way_on
from network.views.setup_doors import step_page
from signals.actions.ride import RunsDead, finish_ride
from signals.ride import Followed, followed, ride
from signals.ride_page import ride_in_words


@require_http_methods(["GET", "HEAD", "POST"])
@step_page(SetupStep.TEST_RIDE)
def test_ride(request: SignedIn, municipality: Municipality) -> HttpResponse:
    status = 200
    if request.method == "POST":
        try:
            finish_ride(by=request.user, municipality=municipality)
            messages.success(request, _("The test ride is done: nothing runs dead."))
            return redirect(way_on(request.user, municipality))
        except RunsDead:
            messages.error(request, _("Not yet: mend first what is red here."))
            status = 422
    shown = {
        "ride": ride_in_words(ride(municipality), municipality),
        "followed": _followed(municipality),
        "form_address": request.build_absolute_uri(reverse("signals:new")),
        **step_head(SetupStep.TEST_RIDE, municipality),
    }
    return render(request, "signals/ride/page.html", shown, status=status)


@require_safe
def ride_followed(request: SignedIn, slug: str) -> HttpResponse:
    """Asked again and again while somebody files by phone. It tells what happened, and nothing of a signal."""
    municipality = municipality_at(request.user, slug, SetupStep.TEST_RIDE)
    shown = {"followed": _followed(municipality), "setting_up": municipality}
    return render(request, "signals/ride/_followed.html", shown)


def _followed(municipality: Municipality) -> Followed:
    """Since who is for what was filled in: practice of before that proves nothing."""
    done = {state.step: state.done_at for state in steps_of(municipality)}
    return followed(municipality, since=done[SetupStep.DIRECTORY])
