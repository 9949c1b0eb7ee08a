"""The name of a shielded reporter: ask for it, and see it once somebody else agreed."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from network.actions.joint import NobodyToAgree
from network.requests import SignedIn
from signals.access import open_signal
from signals.actions.naming import ask_name as ask
from signals.actions.naming import name_asked, open_name, read_name
from signals.actions.working import WrongMoment
from signals.forms.naming import AskNameForm
from signals.rules.naming import NamePurpose
from signals.views.detail import PURPOSE, show
from signals.views.moves import move

SEE_NAME = "see_name"


@require_http_methods(["GET", "HEAD", "POST"])
def ask_name(request: SignedIn, reference: str) -> HttpResponse:
    def do(given: dict[str, Any]) -> None:
        sent = {name: given[name] for name in ("reason", "version", "key")}
        ask(reference, by=request.user, purpose=NamePurpose(given["purpose"]), **sent)

    try:
        return move(request, reference, AskNameForm, do, done=gettext_lazy("You asked for the name."))
    except NobodyToAgree:
        opened = open_signal(reference, by=request.user, purpose=PURPOSE)
        form = AskNameForm(request.POST, signal=opened.signal, by=request.user)
        form.nobody_agrees()
        return show(request, opened, bound=form)


@require_http_methods(["GET", "HEAD", "POST"])
def reporter_name(request: SignedIn, reference: str) -> HttpResponse:
    """POST opens it, once; GET shows it as long as it is in sight."""
    if request.method == "POST":
        return _open(request, reference)
    opened = open_signal(reference, by=request.user, purpose=SEE_NAME)
    identity = read_name(opened, by=request.user)
    if identity is None:
        messages.info(request, _("The name is locked. Opening it takes two people."))
        return redirect("signals:team_detail", reference)
    page = {"signal": opened.signal, "identity": identity, "asked": name_asked(opened.signal, by=request.user)}
    return render(request, "signals/naming/name.html", page)


def _open(request: SignedIn, reference: str) -> HttpResponse:
    """Pressed twice or too early, the page itself says what there is to see."""
    with suppress(WrongMoment):
        open_name(reference, by=request.user)
    return redirect("signals:reporter_name", reference)
