"""The approach of one signal: who may share what, the plan, its actions, and whether it helped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from network.requests import SignedIn
from signals.access import Opened, is_visible, open_signal
from signals.actions import approach as moves
from signals.actions import checks, planning
from signals.actions.assignment import NobodyThere
from signals.actions.working import NotYet, has_claim, open_verbs
from signals.approach_page import (
    ActionShown,
    actions_shown,
    approach_of,
    checks_shown,
    discussed_at,
    goal_of,
    looks_shown,
    parts_of,
)
from signals.forms.approach import (
    AddActionForm,
    ChangeActionForm,
    DepartmentCheckForm,
    DropActionForm,
    GoalForm,
    LookForm,
    PlanLookForm,
    PowerCheckForm,
    SendActionForm,
)
from signals.forms.moves import MoveForm, Offered
from signals.models.approach import Helped
from signals.protocols import follows_protocol
from signals.rules.protocol import CheckOn
from signals.views.detail import row_of
from signals.views.moves import attempt, conflict, meeting_before, remember_meeting, was_done

PURPOSE = "approach"
#: Who does it, and of which form.
Told = dict[str, Any]


@require_safe
def approach(request: SignedIn, reference: str) -> HttpResponse:
    opened = _opened(request, reference)
    remember_meeting(request, reference)
    return show(request, opened)


@require_http_methods(["GET", "HEAD", "POST"])
def ask_department_check(request: SignedIn, reference: str) -> HttpResponse:
    def do(form: Any, told: Told) -> None:
        checks.ask_check(reference, on=CheckOn.DEPARTMENT, department=form.chosen, asked=form.asked(), **told)

    return _move(request, reference, DepartmentCheckForm, do, done=_("The privacy officer has your question."))


@require_http_methods(["GET", "HEAD", "POST"])
def ask_power_check(request: SignedIn, reference: str) -> HttpResponse:
    def do(form: Any, told: Told) -> None:
        department, power = form.chosen.department, form.chosen.power
        why = form.cleaned_data["why"]
        checks.ask_check(reference, on=CheckOn.POWER, department=department, power=power, asked=why, **told)

    return _move(request, reference, PowerCheckForm, do, done=_("The privacy officer has your question."))


@require_http_methods(["GET", "HEAD", "POST"])
def goal(request: SignedIn, reference: str) -> HttpResponse:
    def do(form: Any, told: Told) -> None:
        planning.write_goal(reference, goal=form.cleaned_data["goal"], **told)

    return _move(request, reference, GoalForm, do, done=_("The goal is saved."))


@require_http_methods(["GET", "HEAD", "POST"])
def add_action(request: SignedIn, reference: str) -> HttpResponse:
    def do(form: Any, told: Told) -> None:
        planning.add_action(reference, wanted=form.wanted(), **told)

    return _move(request, reference, AddActionForm, do, done=_("The action stands in the plan. It is not sent yet."))


@require_http_methods(["GET", "HEAD", "POST"])
def change_action(request: SignedIn, reference: str) -> HttpResponse:
    def do(form: Any, told: Told) -> None:
        planning.change_action(reference, action=form.cleaned_data["action"], wanted=form.wanted(), **told)

    return _move(request, reference, ChangeActionForm, do, done=_("The action is changed. It is not sent yet."))


@require_http_methods(["GET", "HEAD", "POST"])
def send_action(request: SignedIn, reference: str) -> HttpResponse:
    def do(form: Any, told: Told) -> None:
        try:
            moves.send_action(reference, action=form.cleaned_data["action"], **told)
        except NobodyThere:
            nobody = _("Nobody of this department can read it now. Choose another one, or call the directory keeper.")
            raise NotYet([str(nobody)]) from None

    return _move(request, reference, SendActionForm, do, done=_("The department has the action."))


@require_http_methods(["GET", "HEAD", "POST"])
def drop_action(request: SignedIn, reference: str) -> HttpResponse:
    def do(form: Any, told: Told) -> None:
        given = form.cleaned_data
        planning.drop_action(reference, action=given["action"], reason=given["reason"], **told)

    return _move(request, reference, DropActionForm, do, done=_("The action is dropped."))


@require_http_methods(["GET", "HEAD", "POST"])
def plan_look(request: SignedIn, reference: str) -> HttpResponse:
    def do(form: Any, told: Told) -> None:
        moves.plan_look(reference, look_on=form.cleaned_data["look_on"], **told)

    return _move(request, reference, PlanLookForm, do, done=_("The day is planned."))


@require_http_methods(["GET", "HEAD", "POST"])
def look(request: SignedIn, reference: str) -> HttpResponse:
    def do(form: Any, told: Told) -> None:
        given = form.cleaned_data
        moves.look(reference, helped=Helped(given["helped"]), words=given["words"], **told)

    return _move(request, reference, LookForm, do, done=_("It is saved what you saw."))


# ---- one way in, and one way to show ---------------------------------------------------------------------------------
def _opened(request: SignedIn, reference: str) -> Opened:
    """Only what is weighed by a protocol has an approach."""
    opened = open_signal(reference, by=request.user, purpose=PURPOSE)
    if not follows_protocol(opened.signal):
        raise Http404
    return opened


def _move(
    request: SignedIn,
    reference: str,
    kind: type[MoveForm],
    act: Callable[[Any, Told], None],
    *,
    done: str | Promise,
) -> HttpResponse:
    """GET leads to the page; a wrong answer stands in its own place on it, a stale one on the page of what changed."""
    if request.method == "POST" and was_done(request, reference):
        return _back(request, reference)
    opened = _opened(request, reference)
    if request.method != "POST":
        return _back(request, reference)
    form = kind(request.POST, signal=opened.signal, by=request.user)
    if not form.is_valid():
        return show(request, opened, bound=form)
    if not form.fits() and not _is_sent(form):
        return conflict(request, reference, form)

    def do(given: dict[str, Any]) -> None:
        act(form, {"by": request.user, "version": given["version"], "key": given["key"]})

    return attempt(request, opened, form, do, done=done, after=_back)


def _is_sent(form: MoveForm) -> bool:
    """Pressed twice: the action knows whether this same form sent it."""
    return isinstance(form, SendActionForm) and form.row is not None


def _back(request: SignedIn, reference: str) -> HttpResponse:
    """Several moves follow each other here: whoever came from a meeting keeps the way back to it."""
    if not is_visible(reference, to=request.user):
        return redirect("signals:queue")
    meeting = meeting_before(request, reference)
    return redirect(reverse("signals:approach", args=[reference], query={"terug": meeting} if meeting else None))


def show(request: SignedIn, opened: Opened, *, bound: MoveForm | None = None) -> HttpResponse:
    signal, user = opened.signal, request.user
    known = approach_of(signal)
    offered = Offered(signal, user, open_verbs(user, signal), bound)
    goal = goal_of(opened, known.plan)
    page = {
        "signal": signal,
        "row": row_of(opened, user),
        "approach": known,
        "parts": parts_of(known),
        "department_checks": checks_shown(opened, known, CheckOn.DEPARTMENT),
        "power_checks": checks_shown(opened, known, CheckOn.POWER),
        "discussed_at": discussed_at(known),
        "goal": goal,
        "actions": [(one, _beside(one, offered)) for one in actions_shown(opened, known)],
        "looks": looks_shown(opened, known),
        "forms": _forms(offered, goal="" if known.begins_again else goal),
        "holds": has_claim(signal, user),
        "meeting": meeting_before(request, signal.reference),
        "bound": bound,
    }
    return render(request, "signals/approach/approach.html", page, status=422 if bound else 200)


def _forms(offered: Offered, *, goal: str) -> dict[str, MoveForm | None]:
    return {
        "department": offered.form(DepartmentCheckForm),
        "power": offered.form(PowerCheckForm),
        "goal": offered.form(GoalForm, initial={"goal": goal}),
        "add": offered.form(AddActionForm),
        "plan_look": offered.form(PlanLookForm),
        "look": offered.form(LookForm),
    }


def _beside(one: ActionShown, offered: Offered) -> dict[str, MoveForm | None]:
    return {
        "send": None if one.missing else offered.form(SendActionForm, row=one.row),
        "change": offered.form(ChangeActionForm, row=one.row, texts={"what": one.what, "text": one.text}),
        "drop": offered.form(DropActionForm, row=one.row),
    }
