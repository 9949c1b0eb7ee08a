"""A task of the protocol is answered, and a signal goes on by one of the ways out of its step."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from network.requests import SignedIn
from signals.access import Opened, open_signal
from signals.actions import protocol
from signals.actions.closing import close_signal
from signals.actions.working import open_verbs
from signals.forms.closing import EndForm, OnwardForm
from signals.forms.moves import MoveForm
from signals.forms.weighing import WeighForm
from signals.protocols import Standing, follows_protocol, protocol_of, standing_of
from signals.reading import departments_at_work
from signals.rules.lifecycle import Outcome, Verb
from signals.rules.protocol import Task, TaskKind, Way
from signals.standing_page import answers_of, first_in_words, last_findings, panel_of
from signals.views.detail import PURPOSE, row_of
from signals.views.moves import attempt, conflict, leave, meeting_before, remember_meeting, was_done

_NOT_ASKED = gettext_lazy("This signal stands in another step now. That question is not asked there.")
_NO_WAY = gettext_lazy("This signal stands in another step now. That way is not there.")


@require_http_methods(["GET", "HEAD", "POST"])
def weighing(request: SignedIn, reference: str, task: str) -> HttpResponse:
    """One task on one page; what was answered before stands there already."""
    if request.method == "POST" and was_done(request, reference):
        return leave(request, reference)
    opened = open_signal(reference, by=request.user, purpose=PURPOSE)
    asked = _task(opened, task)
    if asked is None:
        return _passed(request, opened, _late_answer(request, opened, task), told=_NOT_ASKED)
    if request.method == "POST":
        return _answer(request, opened, asked)
    if Verb.WEIGH not in open_verbs(request.user, opened.signal):
        return leave(request, reference)
    remember_meeting(request, reference)
    last = last_findings(opened.signal).get(asked.code)
    form = WeighForm(
        signal=opened.signal,
        by=request.user,
        task=asked,
        earlier=answers_of(opened, last),
        verdict=last.verdict if last else "",
    )
    return _show_task(request, opened, form, last=last)


def _answer(request: SignedIn, opened: Opened, task: Task) -> HttpResponse:
    form = WeighForm(request.POST, signal=opened.signal, by=request.user, task=task)
    if not form.is_valid():
        return _show_task(request, opened, form, status=422)

    def do(given: dict[str, Any]) -> None:
        protocol.weigh(
            opened.signal.reference,
            by=request.user,
            task=task.code,
            verdict=given["verdict"],
            answers=form.answered(verdict=given["verdict"]),
            version=given["version"],
            key=given["key"],
        )

    return attempt(request, opened, form, do, done=_("Your answer is saved. Below stands what comes next."))


def _show_task(
    request: SignedIn, opened: Opened, form: WeighForm, *, last: object = None, status: int = 200
) -> HttpResponse:
    page = _page(request, opened) | {
        "form": form,
        "task": form.task,
        "last": last,
        "first": first_in_words(standing_of(opened.signal), form.task),
    }
    return render(request, "signals/weighing/task.html", page, status=status)


def _task(opened: Opened, code: str) -> Task | None:
    """Only of the step in which the signal stands."""
    if not follows_protocol(opened.signal) or not opened.signal.is_open:
        return None
    tasks = standing_of(opened.signal).tasks
    return next((one for one in tasks if one.code == code and one.kind is TaskKind.QUESTIONS), None)


@require_http_methods(["GET", "HEAD", "POST"])
def go_on(request: SignedIn, reference: str, way: str) -> HttpResponse:
    """What is still missing, or the form of this way."""
    if request.method == "POST" and was_done(request, reference):
        return leave(request, reference)
    opened = open_signal(reference, by=request.user, purpose=PURPOSE)
    chosen = _way(opened, way)
    if chosen is None:
        return _passed(request, opened, _late_way(request, opened, way), told=_NO_WAY)
    if chosen.outcome is Outcome.NOT_ORGANISED_CRIME:
        return redirect("signals:quick_close", reference)
    kind = EndForm if chosen.ends else OnwardForm
    if request.method == "POST":
        return _take(request, opened, kind(request.POST, signal=opened.signal, by=request.user, way=chosen))
    remember_meeting(request, reference)
    return _show_way(request, opened, kind(signal=opened.signal, by=request.user, way=chosen))


def _take(request: SignedIn, opened: Opened, form: EndForm | OnwardForm) -> HttpResponse:
    if not form.is_valid():
        return _show_way(request, opened, form, status=422)
    reference = opened.signal.reference

    def do(given: dict[str, Any]) -> None:
        told = {"by": request.user, "version": given["version"], "key": given["key"]}
        if isinstance(form, EndForm):
            close_signal(reference, ending=form.ending(), **told)
        else:
            protocol.go_on(
                reference, way=form.way.code, reason=given["reason"], feedback=given["feedback"] or "", **told
            )

    done = form.closed_in_words(form.ending().department) if isinstance(form, EndForm) else _("The signal goes on.")
    return attempt(request, opened, form, do, done=done)


def _show_way(request: SignedIn, opened: Opened, form: EndForm | OnwardForm, *, status: int = 200) -> HttpResponse:
    """Whoever comes by an address whose way is closed reads what is missing, without a form that cannot work."""
    verbs = open_verbs(request.user, opened.signal)
    at_work = departments_at_work(opened.signal) if form.way.ends else []
    panel = panel_of(opened, request.user, verbs=verbs, is_at_work=bool(at_work))
    ways = [*panel.onward, *panel.endings] if panel else []
    shown = next((one for one in ways if one.way == form.way), None)
    page = _page(request, opened) | {"form": form, "way": form.way, "shown": shown, "panel": panel}
    return render(request, "signals/weighing/way.html", page, status=status)


def _way(opened: Opened, code: str) -> Way | None:
    if not follows_protocol(opened.signal) or not opened.signal.is_open:
        return None
    standing: Standing = standing_of(opened.signal)
    return standing.protocol.way(standing.step.code, code)


# ---- while somebody typed, the signal went on --------------------------------------------------------------------
def _passed(request: SignedIn, opened: Opened, typed: MoveForm | None, *, told: Promise) -> HttpResponse:
    if typed is not None and typed.is_valid():
        return conflict(request, opened.signal.reference, typed)
    messages.warning(request, str(told))
    return leave(request, opened.signal.reference)


def _late_answer(request: SignedIn, opened: Opened, code: str) -> WeighForm | None:
    tasks = protocol_of(opened.signal).tasks if request.method == "POST" else ()
    task = next((one for one in tasks if one.code == code and one.kind is TaskKind.QUESTIONS), None)
    return WeighForm(request.POST, signal=opened.signal, by=request.user, task=task) if task else None


def _late_way(request: SignedIn, opened: Opened, code: str) -> EndForm | OnwardForm | None:
    ways = protocol_of(opened.signal).ways if request.method == "POST" else ()
    way = next((one for one in ways if one.code == code), None)
    if way is None:
        return None
    return (EndForm if way.ends else OnwardForm)(request.POST, signal=opened.signal, by=request.user, way=way)


def _page(request: SignedIn, opened: Opened) -> dict[str, Any]:
    signal = opened.signal
    return {
        "signal": signal,
        "row": row_of(opened, request.user),
        "text": opened.text("text"),
        "meeting": meeting_before(request, signal.reference),
    }
