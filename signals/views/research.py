"""The team chooses which sources to ask; a source holder answers on one page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from network.requests import SignedIn
from signals.access import Opened, open_signal, roles_towards
from signals.actions.checks import ask_check, withdraw_check
from signals.actions.research import answer_source, ask_content, ask_source, give_content, withdraw_question
from signals.actions.working import DoneBefore, NotAllowed, NotYet, Stale, WrongMoment, done_before
from signals.forms.research import (
    HOLDER_FORMS,
    RESEARCH_FORMS,
    CannotForm,
    ContentForm,
    HitForm,
    HolderForm,
    ResearchForm,
    acts_on,
)
from signals.research_page import ResearchPage, SourceLine, research_page
from signals.rules.cursor import Cursor
from signals.rules.protocol import CheckOn
from signals.source_page import OpenedQuestion, open_source_question, source_page
from signals.sources import keeps_sources, source_question_list


# ---- the team ------------------------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
def research(request: SignedIn, reference: str) -> HttpResponse:
    opened = open_signal(reference, by=request.user, purpose="research")
    page = research_page(opened, roles=roles_towards(request.user, opened.signal))
    if request.method != "POST":
        return _show(request, opened, page)
    form = _sent(request, opened, page)
    if form is None:
        return _show(request, opened, page, status=409)
    if not form.is_valid():
        return _show(request, opened, page, sent=form, status=422)
    if done_before(form.cleaned_data["key"], by=request.user, reference=reference):
        return redirect("signals:research", reference)
    try:
        _do(request, reference, form)
    except DoneBefore:
        return redirect("signals:research", reference)
    except NotYet as not_yet:
        return _again(request, reference, form, missing=not_yet.missing)
    except (NotAllowed, Stale, WrongMoment):
        return _again(request, reference, form)
    messages.success(request, str(form.done))
    return redirect("signals:research", reference)


def _sent(request: SignedIn, opened: Opened, page: ResearchPage) -> ResearchForm | None:
    kind = RESEARCH_FORMS.get(request.POST.get("act", ""))
    line = page.line(request.POST.get("source", ""), request.POST.get("check", ""))
    if kind is None or line is None:
        return None
    return kind(request.POST, line=line, signal=opened.signal, by=request.user)


def _do(request: SignedIn, reference: str, form: ResearchForm) -> None:
    line, given = form.line, form.cleaned_data
    if given["check"] not in {"", line.named["check"]}:
        raise WrongMoment
    by, key = request.user, given["key"]
    check = line.check_1
    question = line.question.reference if line.question is not None else ""
    match form.act:
        case "check":
            why = form.careful("why")
            ask_check(
                reference, by=by, on=CheckOn.SOURCE, source=line.source, asked=why, version=given["version"], key=key
            )
        case "withdraw_check" if check is not None:
            withdraw_check(check.uuid, by=by, key=key)
        case "ask" if check is not None:
            ask_source(
                reference,
                by=by,
                check=check.uuid,
                question=form.careful("question"),
                version=given["version"],
                key=key,
            )
        case "withdraw":
            withdraw_question(reference, by=by, question=question, key=key)
        case "content":
            why = form.careful("why")
            ask_content(reference, by=by, question=question, asked=why, version=given["version"], key=key)
        case _:
            raise WrongMoment


def _again(request: SignedIn, reference: str, typed: ResearchForm, *, missing: Sequence[str] = ()) -> HttpResponse:
    """409: what is there now, and what was typed in its own place, or below when it can no longer be sent."""
    opened = open_signal(reference, by=request.user, purpose="research")
    page = research_page(opened, roles=roles_towards(request.user, opened.signal))
    line = page.line(typed.data.get("source", ""), typed.data.get("check", "")) or typed.line
    again = type(typed)(typed.data_for(opened.signal) | line.named, line=line, signal=opened.signal, by=request.user)
    again.is_valid()
    return _show(request, opened, page, sent=again, status=409, missing=missing)


def _show(
    request: SignedIn,
    opened: Opened,
    page: ResearchPage,
    *,
    sent: ResearchForm | None = None,
    status: int = 200,
    missing: Sequence[str] = (),
) -> HttpResponse:
    after = request.GET.get("na", "")
    others, last = page.offered(after)
    if sent is not None and not sent.line.is_begun and sent.line.key not in {line.key for line in others}:
        others = [sent.line, *others]
    begun = [(line, _forms(request, opened, page, line, sent)) for line in page.begun]
    offered = [(line, _forms(request, opened, page, line, sent)) for line in others]
    placed = sent is None or any(sent in forms for _line, forms in [*begun, *offered])
    context: dict[str, Any] = {
        "signal": opened.signal,
        "headline": opened.text("headline"),
        "page": page,
        "begun": begun,
        "others": offered,
        "older": f"?na={last}" if last else "",
        "first": "?" if after else "",
        "sent": sent,
        "typed": [] if placed or sent is None else sent.answers(),
        "missing": missing,
        "is_conflict": status == 409,
    }
    return render(request, "signals/research/page.html", context, status=status)


def _forms(
    request: SignedIn, opened: Opened, page: ResearchPage, line: SourceLine, sent: ResearchForm | None
) -> list[ResearchForm]:
    """What can be done about a source, with what was typed in its place."""
    return [
        sent
        if sent is not None and sent.act == act and sent.line.key == line.key
        else RESEARCH_FORMS[act](line=line, signal=opened.signal, by=request.user)
        for act in acts_on(page, line)
    ]


# ---- the source holder ---------------------------------------------------------------------------
@require_safe
def source_questions(request: SignedIn) -> HttpResponse:
    if not keeps_sources(request.user):
        raise Http404
    ended = request.GET.get("toon") == "beantwoord"
    after = Cursor.read(request.GET.get("na", ""))
    page = source_question_list(request.user, ended=ended, after=after)
    tab = "?toon=beantwoord&" if ended else "?"
    context = {
        "page": page,
        "ended": ended,
        "older": f"{tab}na={page.older}" if page.older else "",
        "first": tab if after else "",
    }
    return render(request, "signals/research/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def source_question(request: SignedIn, reference: str) -> HttpResponse:
    opened = open_source_question(reference, by=request.user)
    if request.method != "POST":
        return _show_question(request, opened)
    kind = HOLDER_FORMS.get(request.POST.get("answer", ""))
    if kind is None:
        return _show_question(request, opened, status=422)
    form = kind(request.POST, row=opened.row)
    if not form.is_valid():
        return _show_question(request, opened, sent=form, status=422)
    try:
        _answer(request, reference, form)
    except DoneBefore:
        return redirect("signals:source_question", reference)
    except NotAllowed:
        raise Http404 from None
    except (Stale, WrongMoment):
        opened = open_source_question(reference, by=request.user)
        again = kind({**request.POST.dict(), "version": opened.row.version, "key": uuid4()}, row=opened.row)
        return _show_question(request, opened, sent=again, status=409)
    messages.success(request, _("Thank you. The team hears of it."))
    return redirect("signals:source_question", reference)


def _answer(request: SignedIn, reference: str, form: HolderForm) -> None:
    by, version, key = request.user, form.cleaned_data["version"], form.cleaned_data["key"]
    if isinstance(form, ContentForm):
        give_content(reference, by=by, content=form.careful("content"), version=version, key=key)
    else:
        answer_source(reference, by=by, answer=form.given(), version=version, key=key)


def _show_question(
    request: SignedIn, opened: OpenedQuestion, *, sent: HolderForm | None = None, status: int = 200
) -> HttpResponse:
    page = source_page(opened)

    def form(kind: type[HolderForm]) -> HolderForm:
        return sent if sent is not None and type(sent) is kind else kind(row=opened.row)

    context = {
        "page": page,
        "row": opened.row,
        "sent": sent,
        "hit": form(HitForm) if page.may_answer else None,
        "cannot": form(CannotForm) if page.may_answer else None,
        "content": form(ContentForm) if page.may_give_content else None,
        "is_conflict": status == 409,
        "has_no_answer": status == 422 and sent is None,
    }
    return render(request, "signals/research/question.html", context, status=status)
