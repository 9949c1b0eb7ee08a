"""The sheet of a theme: its page in the directory, and on A3 the invitation to the table."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from network.actions.interests import AnsweredBefore, InterestChanged, interest_of, writes_for
from network.blind import may_open, sits_at_table
from network.choices import departments_of
from network.forms.interests import AnswerForm, InterestForm, QuestionForm
from network.models import Municipality, Theme
from network.picture import municipality_named
from network.requests import SignedIn
from network.theme_sheet import party_at, question_at, sheet_of, theme_at


@require_safe
def theme_sheet(request: SignedIn, code: str) -> HttpResponse:
    municipality, theme = _at(request, code)
    sheet = sheet_of(municipality, theme, reader=request.user)
    shown = {
        "sheet": sheet,
        "place": municipality,
        "may_open": may_open(request.user, municipality),
        "writes": [one.address for one in sheet.stakes if writes_for(request.user, one.party)],
    }
    return render(request, "network/theme/sheet.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def interest(request: SignedIn, code: str, party: str) -> HttpResponse:
    municipality, theme = _at(request, code)
    whose = party_at(municipality, party)
    if not writes_for(request.user, whose):
        raise Http404
    form = InterestForm(
        request.POST if request.method == "POST" else None,
        municipality=municipality,
        theme=theme,
        party=whose,
        interest=interest_of(municipality, theme, whose),
    )
    shown = {"form": form, "theme": theme, "place": municipality, "party": whose}
    if not form.is_bound or not form.is_valid():
        return render(request, "network/theme/interest.html", shown, status=422 if form.errors else 200)
    try:
        form.write(by=request.user)
    except InterestChanged as changed:
        return render(request, "network/theme/interest.html", shown | {"is_late": True, "now": changed.now}, status=409)
    messages.success(request, _("Kept. It stands on the sheet."))
    return _to_sheet(municipality, theme)


@require_http_methods(["GET", "HEAD", "POST"])
def question_ask(request: SignedIn, code: str) -> HttpResponse:
    municipality, theme = _at(request, code)
    if not sits_at_table(request.user, municipality):
        raise Http404
    form = QuestionForm(
        request.POST if request.method == "POST" else None,
        municipality=municipality,
        theme=theme,
        departments=list(departments_of(municipality)),
    )
    if not form.is_bound or not form.is_valid():
        shown = {"form": form, "theme": theme, "place": municipality}
        return render(request, "network/theme/question.html", shown, status=422 if form.errors else 200)
    form.ask(by=request.user)
    messages.success(request, _("Your question stands on the sheet."))
    return _to_sheet(municipality, theme)


@require_http_methods(["GET", "HEAD", "POST"])
def question_answer(request: SignedIn, code: str, pk: int) -> HttpResponse:
    municipality, theme = _at(request, code)
    if not sits_at_table(request.user, municipality):
        raise Http404
    question = question_at(municipality, theme, pk)
    form = AnswerForm(request.POST if request.method == "POST" else None, question=question)
    shown = {"form": form, "theme": theme, "place": municipality, "question": question}
    if not form.is_bound or not form.is_valid():
        return render(request, "network/theme/answer.html", shown, status=422 if form.errors else 200)
    try:
        form.send(by=request.user)
    except AnsweredBefore as before:
        return render(request, "network/theme/answer.html", shown | {"before": before.question}, status=409)
    messages.success(request, _("Your answer stands on the sheet."))
    return _to_sheet(municipality, theme)


def _at(request: SignedIn, code: str) -> tuple[Municipality, Theme]:
    municipality = municipality_named(request.user, request.GET.get("gemeente", ""))
    return municipality, theme_at(municipality, code)


def _to_sheet(municipality: Municipality, theme: Theme) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('network:theme_sheet', args=[theme.code])}?gemeente={municipality.slug}")
