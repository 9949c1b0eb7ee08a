"""One signal as the team sees it: what was written, what happened, and what to do next."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from network.models import User
from network.requests import SignedIn
from signals.access import Opened
from signals.actions.naming import name_asked
from signals.actions.working import awaits_decision, has_claim, open_verbs
from signals.flags import flags_of
from signals.forms.assignment import AnswerDepartmentForm, TakeBackForm
from signals.forms.feedback import TALKING, AnswerReporterForm
from signals.forms.filing import OBSERVED_WORDS, SAFETY_WORDS, SOURCE_WORDS
from signals.forms.intake import ADJUSTING, PASSING, ClaimForm, RegimeForm
from signals.forms.moves import MoveForm, Offered
from signals.forms.naming import AskNameForm
from signals.forms.subjects import KIND_WORDS
from signals.models import Signal
from signals.reading import Written, conversation, hand_overs, reporter_of, trail, why_here, written
from signals.rows import Row, rows_of
from signals.rules.lifecycle import Route, Status, Verb
from signals.rules.safety import Observed, Safety
from signals.standing_page import panel_of
from signals.ties import ties_for
from signals.transfer_page import sent_of

PURPOSE = "intake"

Text = str | Promise


def show(
    request: SignedIn,
    opened: Opened,
    *,
    bound: MoveForm | None = None,
    opened_form: type[MoveForm] | None = None,
) -> HttpResponse:
    """`bound` is a form with a wrong answer: it stands in its own place, and the answer is 422."""
    signal, user = opened.signal, request.user
    verbs = open_verbs(user, signal)
    offered = Offered(signal, user, verbs, bound)
    row, departments = row_of(opened, user), hand_overs(opened)
    panel = panel_of(opened, user, verbs=verbs, is_at_work=any(one.row.keeps_open for one in departments))
    step = next_step(
        signal, verbs, holds=has_claim(signal, user), is_free=row.is_free, is_decided=not awaits_decision(signal)
    )
    asked = [
        (one, offered.form(AnswerDepartmentForm, row=one.row), offered.form(TakeBackForm, row=one.row))
        for one in departments
    ]
    unfolded = bound or opened_form
    page = {
        "signal": signal,
        "row": row,
        "step": step,
        "panel": panel,
        "has_short_lane": panel is None or panel.has_short_lane,
        "asked": asked,
        "asks_back": next((one.row.department for one, answering, _taking in asked if answering), None),
        "open_url_name": unfolded.url_name if unfolded else "",
        "can": {verb.value for verb in verbs},
        **_read(opened, user),
        **_moves(offered, step),
    }
    return render(request, "signals/intake/detail.html", page, status=422 if bound else 200)


def _read(opened: Opened, user: User) -> dict[str, object]:
    """What was written and said, and what happened."""
    signal, own_words = opened.signal, written(opened)
    return {
        "written": own_words,
        "facts": _facts(signal, own_words),
        "reporter": reporter_of(signal),
        "why": why_here(opened),
        "said": conversation(opened),
        "trail": trail(opened, seen_by=user),
        "standing_flags": [flag for flag in flags_of(signal) if flag.is_on],
        "ties": ties_for(signal, user=user),
        "sent": sent_of(opened),
    }


def _moves(offered: Offered, step: str) -> dict[str, object]:
    """What may be done on the page itself; the rest has pages of its own."""
    first = {"claim": ClaimForm, "regime": RegimeForm}.get(step)
    asked = name_asked(offered.signal, by=offered.by)
    return {
        "step_form": offered.form(first) if first else None,
        "answering": offered.form(AnswerReporterForm),
        "talking": offered.forms(TALKING),
        "adjusting": offered.forms(ADJUSTING),
        "passing": offered.forms(PASSING),
        "name_asked": asked,
        "naming": [] if asked else offered.forms([AskNameForm]),
    }


def row_of(opened: Opened, user: User) -> Row:
    return rows_of(user, [opened.signal])[0]


def next_step(signal: Signal, verbs: frozenset[Verb], *, holds: bool, is_free: bool, is_decided: bool) -> str:
    """The one thing to do now; the rest stands below it."""
    if not signal.is_open:
        return "closed"
    if signal.route == Route.RESTRICTED and Verb.DECIDE_REGIME in verbs and not is_decided:
        return "regime"
    if holds:
        return {Status.WAITING_FOR_REPORTER: "waiting", Status.ASSIGNED: "assigned"}.get(Status(signal.status), "work")
    if Verb.CLAIM not in verbs:
        return "read"
    return "claim" if is_free else "taken"


def _facts(signal: Signal, written: Written) -> list[tuple[Text, str]]:
    named = [f"{KIND_WORDS[one.kind]}: {one.typed}" for one in written.subjects]
    safety = Safety(signal.safety)
    facts = [
        (_("Where"), written.place),
        (_("When"), written.when),
        (_("Safety"), SAFETY_WORDS[safety] if safety is not Safety.NONE else ""),
        (_("Named"), "\n".join(named)),
        (_("Recognised"), "\n".join(written.indicators)),
        (_("Also about"), ", ".join(written.themes)),
        (_("How they know"), OBSERVED_WORDS[Observed(signal.observed)] if signal.observed else ""),
        (_("Where it comes from"), SOURCE_WORDS.get(signal.source, "") if signal.source != "own_work" else ""),
        (_("Done already"), written.done_already),
    ]
    return [(label, str(value)) for label, value in facts if value]
