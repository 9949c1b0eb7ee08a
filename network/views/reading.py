"""When do we read: the fourth step, and a setting of who keeps the promises once it is live."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from network.actions.reading import open_on
from network.actions.starting import finish_step
from network.forms.closed_days import ClosedDaysForm, OpenAgainForm
from network.forms.reading import ReadingForm
from network.going_live_page import entries_of
from network.models import Municipality
from network.models.trail import MunicipalityEvent
from network.reading_times import closed_days, holidays_ahead, saturday_sentences, teams_to_read
from network.requests import SignedIn
from network.rules.starting import SetupStep
from network.setup_page import step_head
from network.starting import is_done, way_on
from network.views.setup_doors import step_page


@require_http_methods(["GET", "HEAD", "POST"])
@step_page(SetupStep.READING)
def setup_reading(request: SignedIn, municipality: Municipality) -> HttpResponse:
    like = _begins_like(municipality)
    form = ReadingForm(request.POST or None, by=request.user, municipality=municipality, like=like)
    teams = teams_to_read(like)
    if request.method == "POST" and form.is_valid():
        if "show" not in request.POST:
            form.keep()
            finish_step(by=request.user, municipality=municipality, step=SetupStep.READING)
            messages.success(request, _("Kept: when you read."))
            return redirect(way_on(request.user, municipality))
        teams = form.shown_teams()
    today = timezone.localdate()
    shown = {
        "form": form,
        "sentences": saturday_sentences(teams),
        "holidays": holidays_ahead(municipality, today),
        "closed_days": closed_days(municipality, today),
        "entries": entries_of(municipality, MunicipalityEvent.READING_TIMES_SET),
        "like": like if like != municipality else None,
        **step_head(SetupStep.READING, municipality),
    }
    return render(request, "network/setup/reading.html", shown, status=422 if form.errors else 200)


@require_POST
@step_page(SetupStep.READING)
def reading_sentence(request: SignedIn, municipality: Municipality) -> HttpResponse:
    """While somebody fills in the hours: what a reporter will read."""
    form = ReadingForm(request.POST, by=request.user, municipality=municipality, like=municipality)
    sentences = saturday_sentences(form.shown_teams()) if form.is_valid() else []
    return render(request, "network/setup/_sentences.html", {"sentences": sentences})


@require_http_methods(["GET", "HEAD", "POST"])
@step_page(SetupStep.READING)
def setup_closed_days(request: SignedIn, municipality: Municipality) -> HttpResponse:
    form = ClosedDaysForm(request.POST or None, by=request.user, municipality=municipality)
    if request.method == "POST" and form.is_valid() and form.close():
        messages.success(request, _("Kept: when you are closed."))
        return redirect("network:setup_closed_days", municipality.slug)
    today = timezone.localdate()
    shown = {
        "form": form,
        "closed_days": closed_days(municipality, today),
        "holidays": holidays_ahead(municipality, today),
        "setting_up": municipality,
    }
    return render(request, "network/setup/closed_days.html", shown, status=422 if form.errors else 200)


@require_POST
@step_page(SetupStep.READING)
def closed_day_open(request: SignedIn, municipality: Municipality) -> HttpResponse:
    form = OpenAgainForm(request.POST, municipality=municipality)
    if form.is_valid():
        open_on(by=request.user, municipality=municipality, day=form.cleaned_data["day"], team=form.team)
        messages.success(request, _("This day is an ordinary day again."))
    return redirect("network:setup_closed_days", municipality.slug)


def _begins_like(municipality: Municipality) -> Municipality:
    """A village that shares the team of a neighbour begins with its hours."""
    neighbour = municipality.neighbour
    return neighbour if neighbour is not None and not is_done(municipality, SetupStep.READING) else municipality
