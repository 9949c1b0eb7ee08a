"""One story, two tracks: somebody makes a part of a signal into a signal of its own."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from network.requests import SignedIn
from signals.access import Opened, open_signal
from signals.actions.splitting import split_off
from signals.actions.working import open_verbs
from signals.forms.splitting import SplitForm
from signals.rules.lifecycle import Verb
from signals.split_page import who_reads_queues
from signals.ties import ties_for
from signals.views.detail import PURPOSE, row_of
from signals.views.moves import attempt, leave, was_done


@require_http_methods(["GET", "HEAD", "POST"])
def split(request: SignedIn, reference: str) -> HttpResponse:
    if request.method == "POST" and was_done(request, reference):
        return leave(request, reference)
    opened = open_signal(reference, by=request.user, purpose=PURPOSE)
    if Verb.SPLIT not in open_verbs(request.user, opened.signal):
        raise Http404
    offered: dict[str, Any] = {
        "opened": opened,
        "colleagues": who_reads_queues(opened.signal.municipality),
        "by": request.user,
    }
    if request.method != "POST":
        return _page(request, opened, SplitForm(**offered))
    form = SplitForm(request.POST, **offered)
    if not form.is_valid():
        return _page(request, opened, form, status=422)

    def do(given: dict[str, Any]) -> None:
        split_off(reference, by=request.user, part=form.part(), version=given["version"], key=given["key"])

    done = _("The new part stands in its queue. Whoever may read only one of the two does not see the other.")
    return attempt(request, opened, form, do, done=done)


def _page(request: SignedIn, opened: Opened, form: SplitForm, *, status: int = 200) -> HttpResponse:
    page = {
        "signal": opened.signal,
        "row": row_of(opened, request.user),
        "text": opened.text("text"),
        "ties": ties_for(opened.signal, user=request.user),
        "form": form,
    }
    return render(request, "signals/splitting/page.html", page, status=status)
