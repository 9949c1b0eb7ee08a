"""A move from a page: a form, an action, and what to show when the signal changed meanwhile. Nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import is_valid_path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from network.requests import SignedIn
from signals.access import Opened, is_visible, open_signal, roles_towards
from signals.actions.working import DoneBefore, NotAllowed, NotYet, Stale, WrongMoment, done_before, open_verbs
from signals.forms.moves import MoveForm
from signals.reading import departments_at_work, since
from signals.rules.lifecycle import Status, Verb
from signals.rules.move_words import move_refused_in_words
from signals.views.detail import PURPOSE, row_of, show

Do = Callable[[dict[str, Any]], object]
After = Callable[[SignedIn, str], HttpResponse]


def move(
    request: SignedIn, reference: str, form_class: type[MoveForm], do: Do, *, done: str | Promise = ""
) -> HttpResponse:
    """GET shows the signal with this form open; POST does it, and goes back to the signal."""
    if request.method != "POST":
        return show(request, open_signal(reference, by=request.user, purpose=PURPOSE), opened_form=form_class)
    if was_done(request, reference):
        return leave(request, reference)
    opened = open_signal(reference, by=request.user, purpose=PURPOSE)
    form = form_class(request.POST, signal=opened.signal, by=request.user)
    if not form.is_valid():
        return show(request, opened, bound=form)
    if not form.fits():
        return conflict(request, reference, form)
    return attempt(request, opened, form, do, done=done)


def attempt(
    request: SignedIn,
    opened: Opened,
    form: MoveForm,
    do: Do,
    *,
    done: str | Promise,
    after: After | None = None,
) -> HttpResponse:
    """`after` says where to when it is done; without, to where `leave` leads."""
    go = after or leave
    reference = opened.signal.reference
    try:
        do(form.cleaned_data)
    except DoneBefore:
        return go(request, reference)
    except NotYet as not_yet:
        return conflict(request, reference, form, missing=not_yet.missing)
    except (Stale, WrongMoment, NotAllowed):
        if was_done(request, reference):
            return go(request, reference)
        return conflict(request, reference, form)
    if done:
        messages.success(request, str(done))
    return go(request, reference)


def was_done(request: SignedIn, reference: str) -> bool:
    """The same form was sent before, about this signal: a button pressed twice."""
    try:
        key = UUID(request.POST.get("key", ""))
    except ValueError:
        return False
    return done_before(key, by=request.user, reference=reference)


_BACK = "back_to_meeting"


def remember_meeting(request: SignedIn, reference: str) -> None:
    """Whoever comes from the screen of a meeting goes back there after the move. Only to a meeting of this site."""
    back = request.GET.get("terug", "")
    request.session.pop(_BACK, None)
    if back.startswith(reverse("signals:meetings")) and is_valid_path(urlsplit(back).path):
        request.session[_BACK] = {"reference": reference, "to": back}


def meeting_before(request: SignedIn, reference: str) -> str:
    """The address of the screen from which somebody came to this signal; empty for who came another way."""
    back = request.session.get(_BACK)
    return str(back["to"]) if back and back["reference"] == reference else ""


def leave(request: SignedIn, reference: str) -> HttpResponse:
    """Back to the signal, or to the queue when it went out of sight; to the meeting for whoever came from there."""
    meeting = meeting_before(request, reference)
    if meeting:
        del request.session[_BACK]
        return redirect(meeting)
    if is_visible(reference, to=request.user):
        return redirect("signals:team_detail", reference)
    return redirect("signals:queue")


def conflict(request: SignedIn, reference: str, typed: MoveForm, *, missing: Sequence[str] = ()) -> HttpResponse:
    """409: what is there now, what was typed, and the same form again when it can still be done.

    `missing` are the sentences of what the protocol asks first.
    """
    opened = open_signal(reference, by=request.user, purpose=PURPOSE)
    shown = {
        "signal": opened.signal,
        "row": row_of(opened, request.user),
        "happened": since(opened, seen_by=request.user, version=int(typed.cleaned_data["version"])),
        "title": typed.title,
        "missing": missing,
        "at_work": departments_at_work(opened.signal) if typed.verb is Verb.CLOSE else [],
        "refused": _refused(request, opened, typed),
    }
    again = typed.made_again(opened.signal)
    if typed.verb in open_verbs(request.user, opened.signal) and again.fits():
        shown["form"] = again
    else:
        shown["typed"] = typed.answers()
    return render(request, "signals/intake/conflict.html", shown, status=409)


def _refused(request: SignedIn, opened: Opened, typed: MoveForm) -> str | Promise:
    """Why, when nobody changed the signal meanwhile."""
    signal = opened.signal
    if signal.version != typed.cleaned_data["version"]:
        return ""
    roles = roles_towards(request.user, signal)
    return move_refused_in_words(roles, typed.verb, Status(signal.status)) or _REFUSED.get(typed.verb, "")


#: Why something was refused though nobody changed the signal.
_REFUSED = {
    Verb.TAKE_BACK: _("The question changed meanwhile, or you do not have the signal. Look at it first."),
    Verb.STEP_ASIDE: _("Nobody else can read this signal. Move it to another queue first."),
    Verb.CONFIRM_ROUTE: _("Nobody stands behind that queue now. Choose another one."),
    Verb.DECIDE_REGIME: _("Nobody stands behind the queue it would go to. Ask the keeper of the directory."),
    Verb.WEIGH: _("By the protocol this is for a colleague with another role."),
    Verb.DECIDE: _("By the protocol this is for a colleague with another role."),
    Verb.CLOSE: _("By the protocol this is for a colleague with another role."),
}
