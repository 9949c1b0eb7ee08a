"""Step seven: what must still be done, line by line, and the button that two people press."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.actions.going_live import AlreadyLive, LinesOpen, WrittenMeanwhile
from network.actions.joint import NobodyToAgree
from network.actions.starting import finish_step
from network.forms.going_live import AwarenessForm, GoLiveForm, LineForm
from network.going_live import line_of, list_at, may_press
from network.going_live_page import list_page
from network.models import Municipality
from network.requests import SignedIn
from network.rules.starting import SetupStep
from network.setup_page import step_head
from network.starting import may_do, way_on


@require_safe
def setup_remaining(request: SignedIn, slug: str) -> HttpResponse:
    return _show(request, list_at(request.user, slug))


@require_POST
def setup_remaining_done(request: SignedIn, slug: str) -> HttpResponse:
    """Enough for now: the first hour is over. The list stays."""
    municipality = list_at(request.user, slug, to_write=True)
    finish_step(by=request.user, municipality=municipality, step=SetupStep.REMAINING)
    messages.success(request, _("This step is done. The list stays open until you go live."))
    return redirect(way_on(request.user, municipality))


@require_http_methods(["GET", "HEAD", "POST"])
def setup_line(request: SignedIn, slug: str, line: str) -> HttpResponse:
    municipality = list_at(request.user, slug, to_write=True)
    state = line_of(municipality, line)
    form = LineForm(request.POST or None, by=request.user, municipality=municipality, state=state)
    furnishes = may_do(request.user, municipality, SetupStep.REMAINING)
    page = {"setting_up": municipality, "state": state, "form": form, "furnishes": furnishes}
    if not form.is_valid():
        return render(request, "network/setup/line.html", page, status=422 if form.is_bound else 200)
    try:
        form.save()
    except WrittenMeanwhile:
        page |= {"form": form.made_again(), "is_stale": True}
        return render(request, "network/setup/line.html", page, status=409)
    messages.success(request, _("Saved: %(line)s.") % {"line": state.name})
    return redirect("network:setup_remaining", slug)


@require_POST
def go_live(request: SignedIn, slug: str) -> HttpResponse:
    municipality = list_at(request.user, slug)
    if not may_press(request.user, municipality):
        raise Http404
    form = GoLiveForm(request.POST, by=request.user, municipality=municipality)
    if not form.is_valid():
        return _show(request, municipality, go_live=form, status=422)
    try:
        form.ask()
    except LinesOpen as lines:
        form.add_error(None, str(lines))
        return _show(request, municipality, go_live=form, status=422)
    except NobodyToAgree:
        form.add_error(None, _("There is no privacy officer who can look along."))
        return _show(request, municipality, go_live=form, status=422)
    except AlreadyLive:
        return _show(request, list_at(request.user, slug), status=409)
    messages.success(request, _("You asked it. The privacy officer looks along."))
    return redirect("network:setup_remaining", slug)


@require_POST
def setup_awareness(request: SignedIn, slug: str) -> HttpResponse:
    municipality = list_at(request.user, slug, to_write=True)
    form = AwarenessForm(request.POST, by=request.user, municipality=municipality)
    if not form.is_valid():
        return _show(request, municipality, awareness=form, status=422)
    form.save()
    messages.success(request, _("The day of the session is saved."))
    return redirect("network:setup_remaining", slug)


def _show(
    request: SignedIn,
    municipality: Municipality,
    *,
    go_live: GoLiveForm | None = None,
    awareness: AwarenessForm | None = None,
    status: int = 200,
) -> HttpResponse:
    user, page = request.user, list_page(request.user, municipality)
    shown = {
        **step_head(SetupStep.REMAINING, municipality),
        "page": page,
        "furnishes": may_do(user, municipality, SetupStep.REMAINING),
        "go_live": go_live or (GoLiveForm(by=user, municipality=municipality) if page.may_press else None),
        "awareness": awareness or (AwarenessForm(by=user, municipality=municipality) if page.may_write else None),
    }
    return render(request, "network/setup/remaining.html", shown, status=status)
