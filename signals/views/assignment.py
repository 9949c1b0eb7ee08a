"""The team asks a department one question; the department answers on one page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from network.models import User
from network.requests import SignedIn
from network.roles import roles_of
from network.rules import Role
from signals import assigned
from signals.access import Opened, OpenedHandOver, open_hand_over, open_signal
from signals.actions import assignment
from signals.actions.assignment import CannotTakeIt, NobodyThere
from signals.actions.drafting import attachments_of
from signals.actions.working import DoneBefore, NotAllowed, NotYet, Stale, WrongMoment, awaits_decision, open_verbs
from signals.assigned import addressees, assigned_page, has_department_work
from signals.forms.assignment import AnswerDepartmentForm, HandOverForm, TakeBackForm
from signals.forms.assignment_answers import (
    AskBackForm,
    DepartmentForm,
    GiveForm,
    LaterForm,
    NoForm,
    ResultForm,
    YesForm,
)
from signals.forms.keys import renew_key
from signals.models.assignment import OwnReport, Reply
from signals.rules.cursor import Cursor
from signals.rules.lifecycle import Verb
from signals.standing_page import may_ask_to_lead, purpose_to_ask
from signals.views.moves import move

_ANSWERS: dict[str, type[YesForm | LaterForm | NoForm | AskBackForm]] = {
    "yes": YesForm,
    "later": LaterForm,
    "no": NoForm,
    "ask": AskBackForm,
}


_READ = ("question", "power", "text", "reply", "answer", "result", "own_number")
_READ_AFTER = ("taken_back",)

_TAKE_UP = gettext_lazy("Take the signal up first. Then you can ask a department.")
_UNDECIDED = gettext_lazy("First decide whether the team may see this. Then you can ask a department.")


# ---- the team asks -------------------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: SignedIn, reference: str) -> HttpResponse:
    opened = open_signal(reference, by=request.user, purpose="hand_over")
    form = HandOverForm(
        request.POST if request.method == "POST" else None,
        opened=opened,
        addressees=addressees(opened),
        attachments=attachments_of(list(opened.signal.attachments.all())),
        purpose=purpose_to_ask(opened, request.user),
        may_lead=may_ask_to_lead(opened.signal),
        initial={"takes_lead": request.GET.get("regie") == "1"},
    )
    if not form.is_bound and not _may_ask(opened, request):
        messages.warning(request, _UNDECIDED if awaits_decision(opened.signal) else _TAKE_UP)
        return redirect("signals:team_detail", reference)
    if not form.is_valid():
        return _show_question(request, opened, form, status=422 if form.is_bound else 200)
    return _send(request, opened, form)


def _send(request: SignedIn, opened: Opened, form: HandOverForm) -> HttpResponse:
    reference, key = opened.signal.reference, form.cleaned_data["key"]
    conflict = ""
    try:
        row = assignment.asked_before(reference, by=request.user, key=key) or assignment.hand_over(
            reference,
            by=request.user,
            department=form.chosen,
            question=form.asked(),
            version=_version(request),
            key=key,
        )
    except NobodyThere:
        form.nobody_there()
        return _show_question(request, opened, form, status=422)
    except NotYet as not_yet:
        conflict = " ".join(not_yet.missing)
    except DoneBefore:
        return redirect("signals:team_detail", reference)
    except Stale:
        renew_key(form)
        conflict = _("Somebody changed this signal while you were typing. Look what changed. Your text is still here.")
    except (NotAllowed, WrongMoment):
        conflict = _("You do not have this signal any more. Take it up again to send this. Your text is still here.")
        if awaits_decision(opened.signal):
            conflict = str(_UNDECIDED)
    if conflict:
        return _show_question(request, opened, form, status=409, conflict=conflict)
    words = {"department": row.department.name, "name": row.contact or ""}
    messages.success(request, _("%(department)s has your question. %(name)s reads it.") % words)
    return redirect("signals:team_detail", reference)


def _may_ask(opened: Opened, request: SignedIn) -> bool:
    return Verb.HAND_OVER in open_verbs(request.user, opened.signal)


def _show_question(
    request: SignedIn, opened: Opened, form: HandOverForm, *, status: int, conflict: str = ""
) -> HttpResponse:
    lead = form.by_key.get(str(opened.signal.lead_department_id))
    context = {
        "signal": opened.signal,
        "headline": opened.text("headline"),
        "text": opened.text("text"),
        "place": opened.text("place"),
        "form": form,
        "version": opened.signal.version,
        "lead": lead,
        "conflict": conflict,
    }
    return render(request, "signals/assignment/ask.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def answer_department(request: SignedIn, reference: str) -> HttpResponse:
    def do(given: dict[str, Any]) -> None:
        assignment.answer_department(
            reference,
            by=request.user,
            question=given["question"],
            text=given["text"],
            version=given["question_version"] or 0,
            key=given["key"],
        )

    return move(request, reference, AnswerDepartmentForm, do, done=gettext_lazy("The department has your answer."))


@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: SignedIn, reference: str) -> HttpResponse:
    def do(given: dict[str, Any]) -> None:
        assignment.take_back(
            reference,
            by=request.user,
            question=given["question"],
            reason=given["reason"],
            version=given["question_version"] or 0,
            key=given["key"],
        )

    done = gettext_lazy("You took the question back. The department reads only your reason.")
    return move(request, reference, TakeBackForm, do, done=done)


# ---- the department reads ------------------------------------------------------------------------
@require_safe
def hand_overs(request: SignedIn) -> HttpResponse:
    if not has_department_work(request.user):
        raise Http404
    ended = request.GET.get("toon") == "klaar"
    after = Cursor.read(request.GET.get("na", ""))
    page = assigned_page(request.user, ended=ended, after=after)
    tab = "toon=klaar&" if ended else ""
    context = {
        "page": page,
        "ended": ended,
        "older": f"?{tab}na={page.older}" if page.older else "",
        "first": f"?{tab}" if after else "",
    }
    return render(request, "signals/assignment/list.html", context)


@require_safe
def hand_over_detail(request: SignedIn, reference: str) -> HttpResponse:
    opened = open_hand_over(reference, by=request.user, purpose="answer_question")
    return _show(request, opened)


def _show(
    request: SignedIn,
    opened: OpenedHandOver,
    *,
    sent: DepartmentForm | None = None,
    status: int = 200,
    conflict: str = "",
) -> HttpResponse:
    """The page with every answer; `sent` is the one that could not be taken, with what was typed."""
    row = opened.hand_over
    blank: dict[str, DepartmentForm] = {name: form(prefix=name, row=row) for name, form in _ANSWERS.items()}
    blank["give"] = GiveForm(prefix="give", row=row, colleagues=_colleagues(request, opened))
    blank["result"] = ResultForm(prefix="result", row=row)
    if sent is not None:
        blank[str(sent.prefix)] = sent
    badge, word = assigned.own_reply(row)
    context = {
        "row": row,
        "badge": badge,
        "status": word,
        "texts": {column: opened.text(column) for column in (_READ_AFTER if row.is_taken_back else _READ)},
        "shared": assigned.shared(opened),
        "who": assigned.who_has(row.signal, [row])[row.pk],
        "forms": blank,
        "sent": sent,
        "version": row.version,
        "may_answer": assigned.may_answer(row),
        "may_report": assigned.may_report(row),
        "conflict": conflict,
    }
    return render(request, "signals/assignment/detail.html", context, status=status)


def _colleagues(request: SignedIn, opened: OpenedHandOver) -> list[User]:
    row = opened.hand_over
    known = {request.user.pk, row.given_to_id}
    return [user for user in assignment.colleagues_in(row.department) if user.pk not in known]


# ---- the department answers ----------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: SignedIn, reference: str) -> HttpResponse:
    if request.method != "POST":
        return redirect("signals:hand_over", reference)
    opened = open_hand_over(reference, by=request.user, purpose="answer_question")
    name = request.POST.get("answer", "")
    if name not in _ANSWERS:
        messages.error(request, _("Choose one of the answers."))
        return redirect("signals:hand_over", reference)
    form = _ANSWERS[name](request.POST, prefix=name, row=opened.hand_over)

    def do() -> None:
        assignment.answer_hand_over(reference, by=request.user, answer=form.answer(), version=_version(request))

    def is_done() -> bool:
        wanted, row = form.answer(), opened.hand_over
        return (row.reply, row.later_on, opened.text("reply")) == (wanted.reply, wanted.later_on, wanted.words)

    return _take(request, opened, form, do, is_done, thanks=_("Thank you. The team reads your answer."))


@require_http_methods(["GET", "HEAD", "POST"])
def give(request: SignedIn, reference: str) -> HttpResponse:
    if request.method != "POST":
        return redirect("signals:hand_over", reference)
    opened = open_hand_over(reference, by=request.user, purpose="answer_question")
    form = GiveForm(request.POST, prefix="give", row=opened.hand_over, colleagues=_colleagues(request, opened))

    def do() -> None:
        assignment.give_to_colleague(reference, by=request.user, to=form.to, version=_version(request))

    def is_done() -> bool:
        return opened.hand_over.given_to_id == form.to.pk

    answer = _take(request, opened, form, do, is_done, thanks=_("Your colleague hears of it."))
    if answer.status_code == 302 and not roles_of(request.user).has(Role.CONTACT_PERSON):
        return redirect("home")  # whoever gave it on sees it no more
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def result(request: SignedIn, reference: str) -> HttpResponse:
    if request.method != "POST":
        return redirect("signals:hand_over", reference)
    opened = open_hand_over(reference, by=request.user, purpose="answer_question")
    form = ResultForm(request.POST, prefix="result", row=opened.hand_over)

    def do() -> None:
        assignment.report_result(
            reference,
            by=request.user,
            result=form.careful("result"),
            own_number=form.cleaned_data["own_number"],
            own_report=OwnReport(form.cleaned_data["own_report"]),
            version=_version(request),
        )

    def is_done() -> bool:
        return opened.hand_over.reply == Reply.DONE and opened.text("result") == form.careful("result")

    return _take(request, opened, form, do, is_done, thanks=_("Thank you. The team reads the result."))


def _take(
    request: SignedIn,
    opened: OpenedHandOver,
    form: DepartmentForm,
    do: Callable[[], None],
    is_done: Callable[[], bool],
    *,
    thanks: str,
) -> HttpResponse:
    """Wrong, stale or too late: the same page with what was typed. Pressed twice is taken once."""
    if not form.is_valid():
        return _show(request, opened, sent=form, status=422)
    if is_done():
        return redirect("signals:hand_over", opened.hand_over.reference)
    try:
        do()
    except NotAllowed:
        raise Http404 from None
    except CannotTakeIt:
        form.add_error("colleague", _("This colleague cannot take it now. Choose somebody else."))
        return _show(request, opened, sent=form, status=422)
    except Stale:
        words = _("A colleague changed this while you were typing. Look at the answer. Your text is still here.")
        return _show(request, opened, sent=form, status=409, conflict=words)
    except WrongMoment:
        words = _("This question is closed. Your text is still here; call the team if it matters.")
        return _show(request, opened, sent=form, status=409, conflict=words)
    messages.success(request, thanks)
    return redirect("signals:hand_over", opened.hand_over.reference)


def _version(request: SignedIn) -> int:
    """The version of the page somebody looked at; a form without one is stale."""
    given = request.POST.get("version", "")
    return int(given) if given.isdecimal() and len(given) < 10 else -1
