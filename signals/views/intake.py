"""One signal in the hands of the team: look at it, take it up, change it, pass it on."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from network.requests import SignedIn
from signals.access import open_signal
from signals.actions import intake as actions
from signals.actions.intake import AlreadyClaimed
from signals.actions.notes import add_note
from signals.actions.working import WrongMoment
from signals.forms.intake import (
    ClaimForm,
    HeadlineForm,
    NoteForm,
    PassOnForm,
    RegimeForm,
    RouteForm,
    SeenForm,
    StepAsideForm,
    TakeOverForm,
    ThemeForm,
    UrgencyForm,
)
from signals.views.detail import PURPOSE, show
from signals.views.moves import leave, move

Answers = dict[str, Any]

asked_or_sent = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def detail(request: SignedIn, reference: str) -> HttpResponse:
    return show(request, open_signal(reference, by=request.user, purpose=PURPOSE))


@asked_or_sent
def claim(request: SignedIn, reference: str) -> HttpResponse:
    """From the list one press, with the prepared text; from the signal with the text as somebody changed it."""

    def do(given: Answers) -> None:
        _claim(request, reference, given.get("feedback", ""))

    if request.method != "POST" or "version" in request.POST:
        return move(request, reference, ClaimForm, do)
    try:
        _claim(request, reference, None)
    except WrongMoment:
        messages.warning(request, _("This signal is closed."))
    return leave(request, reference)


def _claim(request: SignedIn, reference: str, feedback: str | None) -> None:
    try:
        actions.claim(reference, by=request.user, feedback=feedback)
    except AlreadyClaimed as taken:
        messages.warning(request, _("%(name)s was just before you and has this signal.") % {"name": taken.owner})
    else:
        messages.success(request, _("You have this signal now."))


@asked_or_sent
def seen(request: SignedIn, reference: str) -> HttpResponse:
    def do(given: Answers) -> None:
        actions.mark_seen(reference, by=request.user, key=given["key"])

    return move(request, reference, SeenForm, do, done=gettext_lazy("It is written down that you have seen it."))


@asked_or_sent
def take_over(request: SignedIn, reference: str) -> HttpResponse:
    def do(given: Answers) -> None:
        actions.take_over(reference, by=request.user, **_sent(given, "reason", "version", "key"))

    return move(request, reference, TakeOverForm, do, done=gettext_lazy("You have this signal now."))


@asked_or_sent
def pass_on(request: SignedIn, reference: str) -> HttpResponse:
    def do(given: Answers) -> None:
        actions.pass_on(reference, by=request.user, **_sent(given, "to", "reason", "version", "key"))

    return move(request, reference, PassOnForm, do, done=gettext_lazy("Your colleague has this signal now."))


@asked_or_sent
def step_aside(request: SignedIn, reference: str) -> HttpResponse:
    def do(given: Answers) -> None:
        actions.step_aside(reference, by=request.user, key=given["key"])

    done = gettext_lazy("You do not see this signal any more. Your colleagues handle it.")
    return move(request, reference, StepAsideForm, do, done=done)


@asked_or_sent
def note(request: SignedIn, reference: str) -> HttpResponse:
    def do(given: Answers) -> None:
        add_note(reference, by=request.user, **_sent(given, "text", "key"))

    return move(request, reference, NoteForm, do, done=gettext_lazy("Your note is saved."))


@asked_or_sent
def headline(request: SignedIn, reference: str) -> HttpResponse:
    def do(given: Answers) -> None:
        actions.write_headline(reference, by=request.user, **_sent(given, "headline", "version", "key"))

    return move(request, reference, HeadlineForm, do, done=gettext_lazy("The headline is saved."))


@asked_or_sent
def urgency(request: SignedIn, reference: str) -> HttpResponse:
    def do(given: Answers) -> None:
        actions.set_urgency(reference, by=request.user, **_sent(given, "urgency", "reason", "version", "key"))

    return move(request, reference, UrgencyForm, do, done=gettext_lazy("The urgency is changed."))


@asked_or_sent
def theme(request: SignedIn, reference: str) -> HttpResponse:
    def do(given: Answers) -> None:
        actions.set_theme(reference, by=request.user, **_sent(given, "theme", "reason", "version", "key"))

    done = gettext_lazy("The theme is changed. See below which department the directory proposes now.")
    return move(request, reference, ThemeForm, do, done=done)


@asked_or_sent
def route(request: SignedIn, reference: str) -> HttpResponse:
    def do(given: Answers) -> None:
        actions.move_to_queue(reference, by=request.user, **_sent(given, "route", "reason", "version", "key"))

    return move(request, reference, RouteForm, do, done=gettext_lazy("The signal stands in the other queue now."))


@asked_or_sent
def regime(request: SignedIn, reference: str) -> HttpResponse:
    def do(given: Answers) -> None:
        actions.decide_regime(reference, by=request.user, **_sent(given, "allowed", "reason", "version", "key"))

    return move(request, reference, RegimeForm, do, done=gettext_lazy("Your decision is written down."))


def _sent(given: Answers, *names: str) -> Answers:
    return {name: given[name] for name in names}
