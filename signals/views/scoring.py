"""The team asks its members for their own scores and shows them to all at once; each scores on a sheet of their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from network.models import User
from network.requests import SignedIn
from network.roles import roles_of
from network.rules import Role
from signals import scoring_page
from signals.access import Opened, OpenedRow, is_visible, open_row, open_signal
from signals.actions import scoring as acts
from signals.actions.working import DoneBefore, NotAllowed, NotYet, Stale, WrongMoment, open_verbs
from signals.forms.moves import MoveForm
from signals.forms.scoring import AskMoreForm, OpenRoundForm, ScoreForm, ShowForm
from signals.models import ScoreSheet
from signals.scoring import (
    coordinates,
    leads_round,
    minimum_for,
    open_round_of,
    opened_scores,
    progress_of,
    result_of,
    results_of,
    scores_task,
    sheet_for,
    still_to_give,
    takes_scores,
    ways_to_advise,
)
from signals.views.moves import conflict, was_done

PURPOSE = "score"


# ---- the team ------------------------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
def scoring(request: SignedIn, reference: str) -> HttpResponse:
    opened = open_signal(reference, by=request.user, purpose=PURPOSE)
    if request.method != "POST":
        return _show(request, opened)
    form = OpenRoundForm(request.POST, signal=opened.signal, by=request.user)

    def do(given: dict[str, Any]) -> None:
        acts.open_round(
            reference,
            by=request.user,
            scorers=form.asked(),
            due_on=given["due_on"],
            version=given["version"],
            key=given["key"],
        )

    return _attempt(request, opened, form, do, done=_("Your colleagues are asked for their own scores."))


@require_POST
def ask_more(request: SignedIn, reference: str) -> HttpResponse:
    opened = open_signal(reference, by=request.user, purpose=PURPOSE)
    form = AskMoreForm(request.POST, signal=opened.signal, by=request.user)

    def do(given: dict[str, Any]) -> None:
        acts.ask_more(reference, by=request.user, scorers=form.asked(), version=given["version"], key=given["key"])

    return _attempt(request, opened, form, do, done=_("This colleague is asked too."))


@require_POST
def show(request: SignedIn, reference: str) -> HttpResponse:
    opened = open_signal(reference, by=request.user, purpose=PURPOSE)
    form = ShowForm(request.POST, signal=opened.signal, by=request.user)

    def do(given: dict[str, Any]) -> None:
        acts.show_scores(reference, by=request.user, version=given["version"], key=given["key"])

    return _attempt(request, opened, form, do, done=_("The scores stand side by side now. No more scores come in."))


def _attempt(
    request: SignedIn, opened: Opened, form: MoveForm, do: Callable[[dict[str, Any]], None], *, done: str
) -> HttpResponse:
    """As every move of a signal, but it comes back to the scores."""
    reference = opened.signal.reference
    if was_done(request, reference):
        return redirect("signals:scoring", reference)
    if not form.is_valid():
        return _show(request, opened, bound=form)
    if not form.fits():
        return conflict(request, reference, form)
    try:
        do(form.cleaned_data)
    except DoneBefore:
        return redirect("signals:scoring", reference)
    except NotYet as not_yet:
        return conflict(request, reference, form, missing=not_yet.missing)
    except (Stale, WrongMoment, NotAllowed):
        return conflict(request, reference, form)
    messages.success(request, done)
    return redirect("signals:scoring", reference)


def _show(request: SignedIn, opened: Opened, *, bound: MoveForm | None = None) -> HttpResponse:
    signal, user = opened.signal, request.user
    verbs = open_verbs(user, signal)
    task = scores_task(signal)
    round_ = open_round_of(signal)
    progress = progress_of(round_, signal) if round_ else None
    is_coordinator = coordinates(user, signal)

    def form(kind: type[MoveForm]) -> MoveForm | None:
        if isinstance(bound, kind):
            return bound
        made = kind(signal=signal, by=user) if kind.verb in verbs and task is not None else None
        return made if made is not None and made.fits() else None

    may_show = progress is not None and progress.may_be_shown(by=user, leads=leads_round(user, signal))
    results = results_of(signal, opened.sealer, reader=user)
    page = {
        "signal": signal,
        "headline": opened.text("headline"),
        "task": task,
        "progress": progress,
        "is_coordinator": is_coordinator,
        "own": progress.own(user) if progress else None,
        "open_form": form(OpenRoundForm) if progress is None else None,
        "more_form": form(AskMoreForm) if progress is not None and is_coordinator else None,
        "show_form": form(ShowForm) if may_show else None,
        "minimum": minimum_for(signal) if task else 0,
        "results": [scoring_page.result_shown(one, signal) for one in results],
        "norms": scoring_page.agreed_before(signal, user) if task else [],
        **scoring_page.beside(signal, opened.sealer),
    }
    return render(request, "signals/scoring/scoring.html", page, status=422 if bound else 200)


# ---- one scorer ----------------------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: SignedIn, reference: str) -> HttpResponse:
    opened = _open_sheet(request.user, reference)
    form = _score_form(request, opened)
    if request.method != "POST":
        return _show_sheet(request, opened, form if takes_scores(opened.row) else None)
    if was_done(request, opened.row.signal.reference) or form is None:
        return redirect("signals:score_sheet", reference)
    if not takes_scores(opened.row):
        return _show_sheet(request, opened, None, typed=form.answers(), status=409)
    if not form.is_valid():
        return _show_sheet(request, opened, form, status=422)
    try:
        _give(request, reference, form)
    except NotAllowed:
        raise Http404 from None
    except DoneBefore:
        return redirect("signals:score_sheet", reference)
    except WrongMoment:
        return _show_sheet(request, _open_sheet(request.user, reference), None, typed=form.answers(), status=409)
    messages.success(request, _("Thank you. Your score is in."))
    return redirect("signals:score_sheet", reference)


def _give(request: SignedIn, reference: str, form: ScoreForm) -> None:
    """A sheet is stale only by a key of another form: then it is given under a new one."""
    try:
        acts.give_scores(reference, by=request.user, scores=form.scores(), key=form.cleaned_data["key"])
    except Stale:
        acts.give_scores(reference, by=request.user, scores=form.scores(), key=uuid4())


def _score_form(request: SignedIn, opened: OpenedRow[ScoreSheet]) -> ScoreForm | None:
    signal = opened.row.signal
    task = scores_task(signal)
    if task is None:
        return None
    typed = request.POST if request.method == "POST" else None
    return ScoreForm(typed, criteria=task.criteria, ways=ways_to_advise(signal))


@require_POST
def step_back(request: SignedIn, reference: str) -> HttpResponse:
    try:
        acts.step_back(reference, by=request.user)
    except (NotAllowed, WrongMoment):
        raise Http404 from None
    messages.success(request, _("You do not see this signal any more."))
    return redirect("home")


def _open_sheet(user: User, reference: str) -> OpenedRow[ScoreSheet]:
    held = roles_of(user)
    role = Role.COORDINATOR if held.has(Role.COORDINATOR) and not held.has(Role.TEAM_MEMBER) else Role.TEAM_MEMBER
    return open_row(sheet_for(user, reference), by=user, role=role, purpose=PURPOSE, action="open_score_sheet")


def _show_sheet(
    request: SignedIn,
    opened: OpenedRow[ScoreSheet],
    form: ScoreForm | None,
    *,
    typed: list[tuple[str, str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    row = opened.row
    signal = row.signal
    own = opened_scores(row, opened.sealer) if row.given_at is not None else None
    is_shown = row.round.shown_at is not None and not still_to_give(request.user, signal).exists()
    result = result_of(row.round, opened.sealer, reader=request.user) if is_shown else None
    page = {
        "row": row,
        "weighs": scoring_page.to_weigh(opened),
        "form": form,
        "norms": scoring_page.agreed_before(signal, request.user) if form else [],
        "own": scoring_page.own_shown(own, signal) if own else (),
        "own_advice": scoring_page.advice_in_words(own, signal) if own else "",
        "result": scoring_page.result_shown(result, signal) if result else None,
        "typed": typed or [],
        "is_own_team": is_visible(signal.reference, to=request.user),
        "signal": signal,
    }
    return render(request, "signals/scoring/sheet.html", page, status=status)
