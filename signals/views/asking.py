"""In doubt? Talk first. And for whoever was asked: whom to call back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hkin.nlds.days import day_in_words
from network.requests import SignedIn
from signals.actions.asking import (
    NobodyToCall,
    adviser_of,
    ask_call_back,
    asked_already,
    call_backs_for,
    mark_called,
    may_call_back,
    team_of,
)
from signals.actions.working import NotAllowed
from signals.desk import desk_of
from signals.forms.asking import CallBackForm


@require_http_methods(["GET", "HEAD", "POST"])
def ask_first(request: SignedIn) -> HttpResponse:
    desk = desk_of(request.user)
    form = CallBackForm(request.POST if request.method == "POST" else None, by=request.user)
    if form.is_bound and form.is_valid():
        try:
            row = ask_call_back(by=request.user, municipality=desk.municipality, caller=form.caller())
        except NobodyToCall:
            nobody = _("Nobody of the team is there today. You can file a signal: the team reads it by %(day)s.")
            form.add_error(None, nobody % {"day": day_in_words(desk.read_by)})
        else:
            messages.success(request, _("%(name)s calls you back.") % {"name": row.contact})
            return redirect("signals:ask_first")
    context = {
        "form": form,
        "adviser": adviser_of(desk.municipality),
        "team": team_of(desk.municipality),
        "outside": desk.outside,
        "read_by": desk.read_by,
        "asked": asked_already(by=request.user, municipality=desk.municipality),
    }
    return render(request, "signals/asking/ask_first.html", context, status=422 if form.is_bound else 200)


@require_safe
def call_backs(request: SignedIn) -> HttpResponse:
    if not may_call_back(request.user):
        raise Http404
    return render(request, "signals/asking/call_backs.html", {"rows": call_backs_for(request.user)})


@require_POST
def called(request: SignedIn, pk: int) -> HttpResponse:
    try:
        mark_called(pk, by=request.user)
    except NotAllowed:
        raise Http404 from None
    messages.success(request, _("Done. The name and the number are gone."))
    return redirect("signals:call_backs")
