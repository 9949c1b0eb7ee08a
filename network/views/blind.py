"""Blind rounds: opened, filled in by each department alone, closed, and laid over each other."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.actions.blind import AnswerChanged, OpenAlready, RoundClosed, close_round
from network.blind import answer_of, may_close, may_open, own_departments, round_for, rounds_shown_to
from network.blind_page import asked_of, overlay_of, real_parts
from network.choices import departments_of, themes_of
from network.forms.blind import BlindAnswerForm, OpenRoundForm
from network.matrix import may_propose
from network.models import BlindRound, Department
from network.picture import municipality_named
from network.requests import SignedIn


@require_safe
def blind_rounds(request: SignedIn) -> HttpResponse:
    municipality = municipality_named(request.user, request.GET.get("gemeente", ""))
    rounds = rounds_shown_to(request.user, municipality)
    if rounds is None:
        raise Http404
    shown = {
        "place": municipality,
        "open_rounds": [one for one in rounds if not one.is_closed],
        "closed_rounds": [one for one in rounds if one.is_closed],
        "may_open": may_open(request.user, municipality),
    }
    return render(request, "network/blind/list.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def blind_round_new(request: SignedIn) -> HttpResponse:
    municipality = municipality_named(request.user, request.GET.get("gemeente", ""))
    if not may_open(request.user, municipality):
        raise Http404
    form = OpenRoundForm(
        request.POST if request.method == "POST" else None,
        municipality=municipality,
        themes=list(themes_of(municipality)),
        theme=request.GET.get("thema", ""),
        back=f"{reverse('network:blind_rounds')}?gemeente={municipality.slug}",
    )
    if not form.is_bound or not form.is_valid():
        return render(request, "network/blind/new.html", {"form": form}, status=422 if form.errors else 200)
    asked = list(departments_of(municipality))
    if not form.asks_all():
        involved = real_parts(municipality, form.chosen)
        asked = [department for department in asked if department.pk in involved] or asked
    try:
        opened = form.open(by=request.user, asked=asked)
    except OpenAlready as before:
        messages.info(request, _("A round about this theme is open already. Here it is."))
        return redirect("network:blind_round", before.blind_round.uuid)
    messages.success(request, _("The round is open. The departments hear it now."))
    return redirect("network:blind_round", opened.uuid)


@require_safe
def blind_round(request: SignedIn, uuid: UUID) -> HttpResponse:
    found = round_for(request.user, uuid)
    shown = {
        "round": found,
        "asked": asked_of(found, request.user),
        "overlay": overlay_of(found),
        "may_close": may_close(request.user, found),
        "may_propose": may_propose(request.user, found.municipality),
    }
    return render(request, "network/blind/round.html", shown)


@require_POST
def blind_round_close(request: SignedIn, uuid: UUID) -> HttpResponse:
    found = round_for(request.user, uuid)
    close_round(by=request.user, blind_round=found)
    messages.success(request, _("The round is closed. This is what departments said."))
    return redirect("network:blind_round", found.uuid)


@require_http_methods(["GET", "HEAD", "POST"])
def blind_answer(request: SignedIn, uuid: UUID, code: str) -> HttpResponse:
    """Of one's own department only: nobody opens the answer of another, not even who opened the round."""
    found = round_for(request.user, uuid)
    own = next((one for one in own_departments(request.user, found) if one.code == code), None)
    if own is None:
        raise Http404
    if request.method != "POST" and found.is_closed:
        return redirect("network:blind_round", found.uuid)
    form = BlindAnswerForm(
        request.POST if request.method == "POST" else None,
        departments=list(departments_of(found.municipality)),
        answer=answer_of(found, own),
        own=own,
    )
    if not form.is_bound:
        return _show(request, found, own, form)
    if not form.is_valid():
        return _show(request, found, own, form, status=422)
    try:
        form.keep(by=request.user, blind_round=found)
    except RoundClosed:
        return _show(request, found, own, form, status=409, is_late=True)
    except AnswerChanged as changed:
        return _show(request, found, own, form, status=409, now=changed.now)
    messages.success(request, _("Your answer is kept. You can change it until the round closes."))
    return redirect("network:blind_round", found.uuid)


def _show(
    request: SignedIn,
    found: BlindRound,
    own: Department,
    form: BlindAnswerForm,
    *,
    status: int = 200,
    is_late: bool = False,
    now: object = None,
) -> HttpResponse:
    shown = {"round": found, "own": own, "form": form, "is_late": is_late, "now": now}
    return render(request, "network/blind/answer.html", shown, status=status)
