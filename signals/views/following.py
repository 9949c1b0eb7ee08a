"""The reporter follows: own list, own page, and what they can still do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from network.requests import SignedIn
from network.roles import home_of
from signals.access import Opened, is_relay, open_own, open_receipt
from signals.actions.drafting import attachments_of, unfinished
from signals.actions.feedback import (
    add_to_signal,
    answer_question,
    correct_signal,
    shield_reporter,
    value_feedback,
    withdraw_signal,
)
from signals.actions.questions import ask_once_more
from signals.actions.working import DoneBefore, NotAllowed, Stale, WrongMoment, reporter_may
from signals.desk import how_names_open, promise_for, shown_department
from signals.following import (
    REPORTER_WORDS,
    conversation,
    names_opened,
    newest_word,
    next_word,
    open_question,
    own_page,
    who_looked,
    written,
)
from signals.forms.following import AdditionForm, AnswerForm, CorrectionForm, QuestionForm
from signals.models import Signal
from signals.rules.lifecycle import Verb
from signals.ties import own_ties

_DOORS = {
    "add": Verb.REPORTER_ADDS,
    "ask": Verb.REPORTER_ASKS,
    "correct": Verb.REPORTER_CORRECTS,
    "withdraw": Verb.REPORTER_WITHDRAWS,
}


@require_safe
def own_list(request: SignedIn) -> HttpResponse:
    before = request.GET.get("voor", "")
    page = own_page(request.user, before=int(before) if before.isdecimal() and len(before) < 19 else None)
    context = {
        "page": page,
        "drafts": [] if before else unfinished(by=request.user),
        "older": f"?voor={page.older}" if page.older else "",
        "first": "?" if before else "",
    }
    return render(request, "signals/following/list.html", context)


@require_safe
def own_detail(request: SignedIn, reference: str) -> HttpResponse:
    if is_relay(reference, by=request.user):
        return redirect("signals:receipt", reference)
    return _show_own(request, open_own(reference, by=request.user, purpose="follow_own"))


def _show_own(request: SignedIn, opened: Opened, *, form: AnswerForm | None = None, status: int = 200) -> HttpResponse:
    signal = opened.signal
    said = conversation(opened)
    question = open_question(opened, said)
    form = form or AnswerForm()
    if question:
        form.helper.form_action = reverse("signals:answer", args=[signal.reference, question.pk])
    badge, word = REPORTER_WORDS[signal.reporter_status]
    context = {
        "signal": signal,
        "badge": badge,
        "status": word,
        "next_word": next_word(signal),
        "written": written(opened),
        "attachments": attachments_of(list(signal.attachments.all())),
        "said": [one for one in said if one is not question],
        "newest_word": newest_word(said),
        "question": question,
        "form": form,
        "looked": who_looked(signal),
        "named": names_opened(signal),
        "opens": how_names_open(signal.municipality) if signal.is_shielded else "",
        "promise": promise_for(signal),
        "ties": own_ties(signal, mark=bytes(signal.reporter_mark)),
        "can": {name: reporter_may(signal, verb) for name, verb in _DOORS.items()},
    }
    return render(request, "signals/following/detail.html", context, status=status)


# ---- say something -------------------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: SignedIn, reference: str, question_id: int) -> HttpResponse:
    if request.method != "POST":
        return redirect("signals:own_detail", reference)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        opened = open_own(reference, by=request.user, purpose="answer_question")
        return _show_own(request, opened, form=form, status=422)

    def say(text: str, key: UUID) -> None:
        answer_question(reference, by=request.user, question_id=question_id, answer=text, key=key)

    return _say(request, reference, say, text=form.answer(), key=form.cleaned_data["key"])


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: SignedIn, reference: str) -> HttpResponse:
    signal = open_receipt(reference, by=request.user)
    form = _word_form(signal, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "signals/following/add.html", {"signal": signal, "form": form}, status=status)

    def say(text: str, key: UUID) -> None:
        if signal.is_open:
            add_to_signal(reference, by=request.user, text=text, key=key)
        else:
            ask_once_more(reference, by=request.user, question=text, key=key)

    return _say(request, reference, say, text=form.careful("text"), key=form.cleaned_data["key"])


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: SignedIn, reference: str) -> HttpResponse:
    """ "Ik had het mis". That is fine, and needs no reason."""
    signal = open_receipt(reference, by=request.user)
    form = CorrectionForm(request.POST if request.method == "POST" else None, signal=signal)
    if not form.is_bound and not reporter_may(signal, Verb.REPORTER_CORRECTS):
        if not signal.is_open:
            messages.info(request, _("We are done with this signal. You need not do anything."))
        return redirect("signals:own_detail", reference)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "signals/following/correct.html", {"signal": signal, "form": form}, status=status)

    def say(text: str, key: UUID) -> None:
        correct_signal(reference, by=request.user, text=text, key=key)

    return _say(request, reference, say, text=form.correction(), key=form.cleaned_data["key"])


@require_http_methods(["GET", "HEAD", "POST"])
def value(request: SignedIn, reference: str, note_id: int) -> HttpResponse:
    """ "Heb je iets aan deze reactie?": yes, or not really; whoever still has a question asks it."""
    open_receipt(reference, by=request.user)
    if request.method == "POST" and request.POST.get("helps") in {"yes", "no"}:
        helps = request.POST["helps"] == "yes"
        try:
            value_feedback(reference, by=request.user, note_id=note_id, helps=helps)
        except (NotAllowed, WrongMoment):
            raise Http404 from None
        if not helps:
            messages.info(request, _("What do you miss? Ask it here."))
            return redirect("signals:add", reference)
        messages.success(request, _("Thank you. Good to know."))
    return redirect("signals:own_detail", reference)


def _word_form(signal: Signal, data: Any = None, **more: Any) -> AdditionForm | QuestionForm:
    """After the end it is a question, and somebody answers it."""
    return (AdditionForm if signal.is_open else QuestionForm)(data, signal=signal, **more)


def _say(request: SignedIn, reference: str, say: Callable[[str, UUID], None], *, text: str, key: UUID) -> HttpResponse:
    """Sent twice is said once; what comes too late is not lost."""
    try:
        say(text, key)
    except NotAllowed:
        raise Http404 from None
    except WrongMoment:
        signal = open_receipt(reference, by=request.user)
        form = _word_form(signal, initial={"text": text})
        return render(request, "signals/following/too_late.html", {"signal": signal, "form": form}, status=409)
    except Stale:
        return _say(request, reference, say, text=text, key=uuid4())
    except DoneBefore:
        pass
    messages.success(request, _("Thank you. We read what you wrote."))
    return redirect("signals:own_detail", reference)


# ---- decide something ----------------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
def shield(request: SignedIn, reference: str) -> HttpResponse:
    """Afterwards too; the page says honestly what it can no longer undo."""
    signal = open_own(reference, by=request.user, purpose="shield_name").signal
    if signal.is_shielded:
        messages.info(request, _("Your name is shielded already."))
        return redirect("signals:own_detail", reference)
    if request.method != "POST":
        home = home_of(request.user)
        shown, opens = shown_department(home.department if home else None), how_names_open(signal.municipality)
        return render(request, "signals/following/shield.html", {"signal": signal, "shown": shown, "opens": opens})
    shield_reporter(reference, by=request.user)
    messages.success(request, _("Your name is shielded from now on. You get no more mail about this signal."))
    return redirect("signals:own_detail", reference)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: SignedIn, reference: str) -> HttpResponse:
    """As long as nobody took it up; asked twice, because it cannot be undone."""
    signal = open_own(reference, by=request.user, purpose="withdraw").signal
    if request.method != "POST" and reporter_may(signal, Verb.REPORTER_WITHDRAWS):
        return render(request, "signals/following/withdraw.html", {"signal": signal})
    try:
        if request.method == "POST":
            withdraw_signal(reference, by=request.user)
            messages.success(request, _("Your signal is withdrawn. We do nothing more with it."))
            return redirect("signals:own_list")
    except WrongMoment:
        pass
    messages.warning(request, _("Somebody is working on it already. You can still let us know that you were wrong."))
    return redirect("signals:own_detail", reference)
