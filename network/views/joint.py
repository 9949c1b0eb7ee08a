"""What nobody does alone: what waits for me, what I asked, and one of them to agree to or to refuse."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.actions.joint import DecidedBefore, withdraw
from network.forms.joint import DecideForm
from network.joint import CannotBeDone, decides_together
from network.joint_page import ActShown, acts_for, open_act
from network.requests import SignedIn
from network.rules.joint import ActState


@require_safe
def joint_acts(request: SignedIn) -> HttpResponse:
    if not decides_together(request.user):
        raise Http404
    return render(request, "network/joint/list.html", {"acts": acts_for(request.user)})


@require_http_methods(["GET", "HEAD", "POST"])
def joint_act(request: SignedIn, uuid: UUID) -> HttpResponse:
    shown = open_act(uuid, by=request.user)
    form = DecideForm(request.POST if request.method == "POST" else None, act=shown.act)
    if not form.is_bound:
        return _show(request, shown, form if shown.may_decide else None)
    if shown.hand is None:
        raise Http404
    if not shown.waits:
        return _too_late(request, uuid)
    if form.is_valid():
        return _decide(request, shown, form)
    return _show(request, shown, form, status=422)


@require_POST
def joint_act_withdraw(request: SignedIn, uuid: UUID) -> HttpResponse:
    shown = open_act(uuid, by=request.user)
    try:
        withdraw(act=shown.act, by=request.user)
    except DecidedBefore:
        return _too_late(request, uuid)
    messages.success(request, _("You took your question back."))
    return redirect("network:joint_acts")


def _decide(request: SignedIn, shown: ActShown, form: DecideForm) -> HttpResponse:
    try:
        settled = form.decide(by=request.user)
    except DecidedBefore:
        return _too_late(request, shown.act.uuid)
    except CannotBeDone as gone:
        return _show(request, shown, None, status=409, refused=str(gone))
    if settled.state == ActState.REFUSED:
        messages.success(request, _("You did not agree. Your colleague reads why."))
    else:
        messages.success(request, _("You agreed. Your colleague hears it now."))
    return redirect("network:joint_acts")


def _too_late(request: SignedIn, uuid: UUID) -> HttpResponse:
    """What is there now: who was first, or that its time is over."""
    return _show(request, open_act(uuid, by=request.user), None, status=409)


def _show(
    request: SignedIn, shown: ActShown, form: DecideForm | None, *, status: int = 200, refused: str = ""
) -> HttpResponse:
    page = {"shown": shown, "act": shown.act, "form": form, "is_late": status == 409 and not refused}
    return render(request, "network/joint/act.html", {**page, "refused": refused}, status=status)
