"""The page of flags: what stands, what each of them does, and what setting one would end."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from network.requests import SignedIn
from signals.access import Opened, open_signal, role_towards
from signals.actions import flags as actions
from signals.actions.working import open_verbs
from signals.flags import admitted_to, ends_of_setting, flags_of
from signals.forms.flags import SET, AdmitForm, EndAdmissionForm, FlagForm
from signals.forms.moves import MoveForm
from signals.rules.lifecycle import Verb
from signals.views.moves import Do, attempt, leave, was_done

PURPOSE = "flag"
Answers = dict[str, Any]


@require_http_methods(["GET", "HEAD", "POST"])
def flag(request: SignedIn, reference: str) -> HttpResponse:
    def do(given: Answers) -> None:
        act, chosen = given["what"]
        change = actions.set_flag if act == SET else actions.remove_flag
        change(reference, by=request.user, flag=chosen, **_sent(given))

    if request.method != "POST":
        return _show(request, open_signal(reference, by=request.user, purpose=PURPOSE))
    return _move(request, reference, FlagForm, do, done=gettext_lazy("The flag is saved."))


@require_POST
def admit(request: SignedIn, reference: str) -> HttpResponse:
    def do(given: Answers) -> None:
        actions.admit(reference, by=request.user, person=given["person"], **_sent(given))

    return _move(request, reference, AdmitForm, do, done=gettext_lazy("Your colleague may see this signal now."))


@require_POST
def admit_end(request: SignedIn, reference: str) -> HttpResponse:
    def do(given: Answers) -> None:
        actions.end_admission(reference, by=request.user, person=given["person"], **_sent(given))

    done = gettext_lazy("Your colleague may not see this signal any more.")
    return _move(request, reference, EndAdmissionForm, do, done=done)


def _move(request: SignedIn, reference: str, form_class: type[MoveForm], do: Do, *, done: Any) -> HttpResponse:
    if was_done(request, reference):
        return leave(request, reference)
    opened = open_signal(reference, by=request.user, purpose=PURPOSE)
    if role_towards(request.user, opened.signal, Verb.FLAG) is None:
        raise Http404
    form = form_class(request.POST, signal=opened.signal, by=request.user)
    if not form.is_valid():
        return _show(request, opened, bound=form)
    return attempt(request, opened, form, do, done=done)


def _show(request: SignedIn, opened: Opened, *, bound: MoveForm | None = None) -> HttpResponse:
    signal, user = opened.signal, request.user
    may = Verb.FLAG in open_verbs(user, signal)

    def form(kind: type[MoveForm]) -> MoveForm | None:
        if isinstance(bound, kind):
            return bound
        made = kind(signal=signal, by=user) if may else None
        return made if made is not None and made.fits() else None

    page = {
        "signal": signal,
        "headline": opened.text("headline"),
        "flags": flags_of(signal),
        "form": form(FlagForm),
        "admit": form(AdmitForm),
        "admit_end": form(EndAdmissionForm),
        "admitted": [
            (row, opened.sealer.open("admission.reason", row.uuid, row.sealed_reason)) for row in admitted_to(signal)
        ],
        "ends": ends_of_setting(signal) if may else [],
    }
    return render(request, "signals/flags/page.html", page, status=422 if bound else 200)


def _sent(given: Answers) -> Answers:
    return {name: given[name] for name in ("reason", "version", "key")}
