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
from signals.forms.assignment import AnswerDepartmentForm
from signals.forms.feedback import TALKING
from signals.forms.filing import OBSERVED_WORDS, SAFETY_WORDS, SOURCE_WORDS
from signals.forms.intake import ADJUSTING, PASSING, ClaimForm, RegimeForm
from signals.forms.moves import MoveForm
from signals.forms.naming import AskNameForm
from signals.forms.subjects import KIND_WORDS
from signals.models import HandOver, Signal
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
    holds = has_claim(signal, user)

    def form(kind: type[MoveForm]) -> MoveForm | None:
        if isinstance(bound, kind) and type(bound) is kind:
            return bound
        made = kind(signal=signal, by=user) if kind.verb in verbs else None
        return made if made is not None and made.fits() else None

    def forms(kinds: tuple[type[MoveForm], ...]) -> list[MoveForm]:
        return [made for kind in kinds if (made := form(kind)) is not None]

    def answering(row: HandOver) -> AnswerDepartmentForm | None:
        if isinstance(bound, AnswerDepartmentForm) and bound.row == row:
            return bound
        made = AnswerDepartmentForm(signal=signal, by=user, row=row) if Verb.ANSWER_DEPARTMENT in verbs else None
        return made if made is not None and made.fits() else None

    unfolded = bound or opened_form
    asked = name_asked(signal, by=user)
    row, own_words, departments = row_of(opened, user), written(opened), hand_overs(opened)
    is_at_work = any(one.row.keeps_open for one in departments)
    panel = panel_of(opened, user, verbs=verbs, is_at_work=is_at_work)
    step = next_step(signal, verbs, holds=holds, is_free=row.is_free, is_decided=not awaits_decision(signal))
    page = {
        "signal": signal,
        "row": row,
        "written": own_words,
        "reporter": reporter_of(signal),
        "why": why_here(opened),
        "said": conversation(opened),
        "asked": [(one, answering(one.row)) for one in departments],
        "trail": trail(opened),
        "facts": _facts(signal, own_words),
        "step": step,
        "panel": panel,
        "flags": flags_of(signal),
        "ties": ties_for(signal, user=user),
        "sent": sent_of(opened),
        "has_short_lane": panel is None or panel.has_short_lane,
        "step_form": form({"claim": ClaimForm, "regime": RegimeForm}[step]) if step in {"claim", "regime"} else None,
        "talking": forms(TALKING),
        "adjusting": forms(ADJUSTING),
        "passing": forms(PASSING),
        "name_asked": asked,
        "naming": [] if asked else forms((AskNameForm,)),
        "open_url_name": unfolded.url_name if unfolded else "",
        "can": {verb.value for verb in verbs},
    }
    return render(request, "signals/intake/detail.html", page, status=422 if bound else 200)


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
    if not is_free:
        return "taken"
    return "claim" if Verb.CLAIM in verbs else "read"


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
