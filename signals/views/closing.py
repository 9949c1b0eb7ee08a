"""A signal ends: the short lane on one screen, or with an outcome that somebody chooses first."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from network.requests import SignedIn
from signals.access import Opened, open_signal
from signals.actions.closing import close_signal
from signals.actions.working import open_verbs
from signals.forms.closing import GROUPS, OFFERED, CloseForm, QuickForm, closed_in_words
from signals.protocols import follows_protocol, standing_of
from signals.reading import departments_at_work
from signals.rules.labels import OUTCOME_WORDS
from signals.rules.lifecycle import Outcome, Verb
from signals.standing_page import panel_of
from signals.views.detail import PURPOSE, row_of
from signals.views.moves import attempt, leave, was_done

Form = QuickForm | CloseForm


@require_http_methods(["GET", "HEAD", "POST"])
def quick(request: SignedIn, reference: str) -> HttpResponse:
    """No organised crime: sixty seconds, one screen."""
    if request.method == "POST":
        return _send(request, reference, QuickForm, "signals/closing/quick.html")
    opened = open_signal(reference, by=request.user, purpose=PURPOSE)
    if Verb.CLOSE not in open_verbs(request.user, opened.signal):
        return leave(request, reference)
    if not _has_short_lane(opened):
        messages.warning(request, _("In this step a signal cannot end like this. Below stands what can."))
        return leave(request, reference)
    form = QuickForm(signal=opened.signal, by=request.user)
    return render(request, "signals/closing/quick.html", _page(request, opened) | {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: SignedIn, reference: str) -> HttpResponse:
    """First the outcome, which prepares the words; then the reason and the words themselves.

    What follows a protocol ends by one of the ways of its step.
    """
    opened = open_signal(reference, by=request.user, purpose=PURPOSE)
    if follows_protocol(opened.signal):
        return _ways(request, opened)
    chosen = _chosen(request)
    if request.method == "POST" and chosen is not None:
        return _send(request, reference, CloseForm, "signals/closing/close.html", chosen=chosen)
    if Verb.CLOSE not in open_verbs(request.user, opened.signal):
        return leave(request, reference)
    page = _page(request, opened)
    if chosen is None:
        return render(request, "signals/closing/choose.html", page | {"groups": GROUPS})
    form = CloseForm(signal=opened.signal, by=request.user, chosen=chosen)
    return render(request, "signals/closing/close.html", page | {"form": form, "outcome": OUTCOME_WORDS[chosen]})


def _ways(request: SignedIn, opened: Opened) -> HttpResponse:
    verbs, page = open_verbs(request.user, opened.signal), _page(request, opened)
    panel = panel_of(opened, request.user, verbs=verbs, is_at_work=bool(page["at_work"]))
    if Verb.CLOSE not in verbs or panel is None:
        return leave(request, opened.signal.reference)
    return render(request, "signals/closing/ways.html", page | {"panel": panel})


def _has_short_lane(opened: Opened) -> bool:
    if not follows_protocol(opened.signal):
        return True
    standing = standing_of(opened.signal)
    return bool(standing.protocol.ways_ending_in(standing.step.code, Outcome.NOT_ORGANISED_CRIME))


def _send(request: SignedIn, reference: str, kind: type[Form], template: str, **more: Any) -> HttpResponse:
    if was_done(request, reference):
        return leave(request, reference)
    opened = open_signal(reference, by=request.user, purpose=PURPOSE)
    form = kind(request.POST, signal=opened.signal, by=request.user, **more)
    if not form.is_valid():
        page = _page(request, opened) | {"form": form}
        if "chosen" in more:
            page["outcome"] = OUTCOME_WORDS[more["chosen"]]
        return render(request, template, page, status=422)

    def do(given: dict[str, Any]) -> None:
        close_signal(reference, by=request.user, ending=form.ending(), version=given["version"], key=given["key"])

    done = (
        form.closed_in_words(form.ending().department)
        if isinstance(form, QuickForm)
        else closed_in_words(opened.signal)
    )
    return attempt(request, opened, form, do, done=done)


def _chosen(request: SignedIn) -> Outcome | None:
    asked = request.POST if request.method == "POST" else request.GET
    code = asked.get("outcome", "")
    return next((outcome for outcome in OFFERED if outcome == code), None)


def _page(request: SignedIn, opened: Opened) -> dict[str, Any]:
    return {
        "signal": opened.signal,
        "row": row_of(opened, request.user),
        "text": opened.text("text"),
        "at_work": departments_at_work(opened.signal),
    }
