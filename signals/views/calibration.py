"""Calibrating: choose and rewrite three old signals, score them blind, and see how far apart we are."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.requests import SignedIn
from signals.access import Headlines, Opened, log_queue, open_signal
from signals.actions.calibration import (
    TooFew,
    close_round,
    discard_round,
    start_round,
)
from signals.actions.working import Stale, WrongMoment
from signals.calibration import (
    calibrates,
    criteria_in,
    drift_of,
    is_old_signal,
    leads,
    old_signals,
    places_led_by,
    round_for,
    round_led_by,
    rounds_for,
    sheet_of,
    texts_of,
)
from signals.calibration_page import Standing, pictured, standing_of
from signals.forms.calibration import CalibrationScoreForm, CaseForm, OpenForm, SeenForm
from signals.models import CalibrationRound

PURPOSE = "calibrate"
SHOWN = 40


@require_safe
def calibrations(request: SignedIn) -> HttpResponse:
    if not calibrates(request.user):
        raise Http404
    rounds = list(rounds_for(request.user)[:SHOWN])
    busy = {one.municipality_id for one in rounds if not one.is_closed}
    shown = {
        "running": [one for one in rounds if not one.is_closed],
        "closed": [one for one in rounds if one.is_closed],
        "may_start": [place for place in places_led_by(request.user) if place.pk not in busy],
        "calibrates": True,
        "tab": "calibrations",
    }
    return render(request, "signals/calibration/list.html", shown)


@require_POST
def calibration_new(request: SignedIn) -> HttpResponse:
    slug = request.POST.get("gemeente", "")
    place = next((one for one in places_led_by(request.user) if slug in {"", one.slug}), None)
    if place is None:
        raise Http404
    return redirect("signals:calibration", start_round(by=request.user, municipality=place).uuid)


@require_safe
def calibration(request: SignedIn, uuid: UUID) -> HttpResponse:
    return _show(request, round_for(request.user, uuid))


@require_http_methods(["GET", "HEAD", "POST"])
def calibration_case(request: SignedIn, uuid: UUID, number: int) -> HttpResponse:
    """Which signal it is told after, or the text as it was kept."""
    found = _written(request, uuid, number)
    text = texts_of(found).get(number, "")
    form = CaseForm(_sent(request), found=found, number=number, text=text)
    if request.method == "POST":
        return _keep(request, found, form)
    signals = old_signals(request.user, found.municipality)
    log_queue(signals, by=request.user, purpose=PURPOSE)
    headlines = Headlines(signals)
    shown = {
        "round": found,
        "number": number,
        "form": form if text else None,
        "signals": [(signal, headlines.of(signal)) for signal in signals],
    }
    return render(request, "signals/calibration/case.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def calibration_rewrite(request: SignedIn, uuid: UUID, number: int, reference: str) -> HttpResponse:
    """The original beside an empty form. The look is written down; which story came of it is not."""
    found = _written(request, uuid, number)
    opened = open_signal(reference, by=request.user, purpose=PURPOSE)
    if not is_old_signal(opened.signal, found.municipality):
        raise Http404
    form = CaseForm(_sent(request), found=found, number=number, text="", original=opened.text("text"))
    if request.method == "POST":
        return _keep(request, found, form, opened)
    return _show_case(request, found, form, opened)


@require_POST
def calibration_open(request: SignedIn, uuid: UUID) -> HttpResponse:
    found = round_led_by(request.user, uuid)
    form = OpenForm(request.POST, found=found, action=reverse("signals:calibration_open", args=[uuid]))
    if not form.is_valid():
        return _show(request, found, form=form, status=422)
    try:
        form.open(by=request.user)
    except TooFew:
        return _show(request, found, form=form, said="too_few", status=409)
    except (Stale, WrongMoment):
        return _show(request, round_for(request.user, uuid), said="changed", status=409)
    messages.success(request, _("The round is open. Your colleagues hear it."))
    return redirect("signals:calibration", uuid)


@require_http_methods(["GET", "HEAD", "POST"])
def calibration_score(request: SignedIn, uuid: UUID) -> HttpResponse:
    """The own sheet only; whoever gave it goes to the page of the round."""
    found = round_for(request.user, uuid)
    if found.is_closed:
        return _show(request, found, said="changed", status=409)
    sheet = sheet_of(request.user, found)
    if sheet is None:
        raise Http404
    if sheet.given_at is not None:
        return redirect("signals:calibration", uuid)
    back = reverse("signals:calibration", args=[uuid])
    form = CalibrationScoreForm(
        _sent(request), uuid=uuid, criteria=criteria_in(found), texts=texts_of(found), back=back
    )
    if not form.is_bound or not form.is_valid():
        shown = {"round": found, "form": form}
        return render(request, "signals/calibration/score.html", shown, status=422 if form.errors else 200)
    try:
        form.give(by=request.user)
    except WrongMoment:
        return _show(request, round_for(request.user, uuid), said="changed", status=409)
    messages.success(request, _("Your scores are kept. Nobody reads them before the round closes."))
    return redirect("signals:calibration", uuid)


@require_POST
def calibration_close(request: SignedIn, uuid: UUID) -> HttpResponse:
    found, seen = round_led_by(request.user, uuid), _seen(request)
    try:
        close_round(by=request.user, uuid=uuid, seen=seen)
    except (Stale, WrongMoment):
        return _show(request, found, said="changed", status=409)
    messages.success(request, _("The round is closed. The sheets are gone; only the counts are left."))
    return redirect("signals:calibration", uuid)


@require_POST
def calibration_discard(request: SignedIn, uuid: UUID) -> HttpResponse:
    found, seen = round_led_by(request.user, uuid), _seen(request)
    try:
        discard_round(by=request.user, uuid=uuid, seen=seen)
    except (Stale, WrongMoment):
        return _show(request, found, said="changed", status=409)
    messages.success(request, _("The round and its stories are gone."))
    return redirect("signals:calibrations")


def _written(request: SignedIn, uuid: UUID, number: int) -> CalibrationRound:
    """A round whose stories are still being written."""
    found = round_led_by(request.user, uuid)
    if found.opened_at is not None or not found.cases.filter(number=number).exists():
        raise Http404
    return found


def _keep(request: SignedIn, found: CalibrationRound, form: CaseForm, opened: Opened | None = None) -> HttpResponse:
    if not form.is_valid():
        return _show_case(request, found, form, opened, status=422)
    try:
        form.keep(by=request.user)
    except (Stale, WrongMoment):
        typed = request.POST.copy()
        now = round_led_by(request.user, found.uuid)
        typed["seen"] = str(now.version)
        again = CaseForm(typed, found=now, number=form.number, text="", original=form.original)
        return _show_case(request, now, again, opened, status=409)
    messages.success(request, _("The story is kept. It does not say which signal it was told after."))
    return redirect("signals:calibration", found.uuid)


def _show_case(
    request: SignedIn, found: CalibrationRound, form: CaseForm, opened: Opened | None, *, status: int = 200
) -> HttpResponse:
    shown: dict[str, Any] = {"round": found, "number": form.number, "form": form, "is_stale": status == 409}
    if opened is not None:
        shown |= {"signal": opened.signal, "text": opened.text("text"), "headline": opened.text("headline")}
    return render(request, "signals/calibration/rewrite.html", shown, status=status)


def _show(
    request: SignedIn, found: CalibrationRound, *, form: OpenForm | None = None, said: str = "", status: int = 200
) -> HttpResponse:
    """One address; what it shows follows from how far the round is, and from who looks."""
    standing = standing_of(found, request.user, leads=leads(request.user, found.municipality))
    action = reverse("signals:calibration_open", args=[found.uuid])
    shown = {
        "round": found,
        "standing": standing,
        "said": said,
        "form": (form or OpenForm(found=found, action=action)) if standing.may_open else None,
        "drift": pictured(drift_of(found)),
        "texts": texts_of(found) if found.is_closed else {},
    }
    return render(request, f"signals/calibration/{_template_of(found, standing)}.html", shown, status=status)


def _template_of(found: CalibrationRound, standing: Standing) -> str:
    if found.is_closed:
        return "result"
    return "writing" if standing.is_being_written else "open"


def _sent(request: SignedIn) -> Any:
    return request.POST if request.method == "POST" else None


def _seen(request: SignedIn) -> int:
    form = SeenForm(request.POST)
    return int(form.cleaned_data["seen"]) if form.is_valid() else 0
