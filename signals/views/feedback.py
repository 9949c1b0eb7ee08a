"""The team says something to the reporter, or asks."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from network.requests import SignedIn
from signals.actions.feedback import ask_reporter, tell_reporter
from signals.actions.questions import answer_reporter
from signals.forms.feedback import AnswerReporterForm, AskForm, TellForm
from signals.views.moves import move


@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: SignedIn, reference: str) -> HttpResponse:
    def do(given: dict[str, Any]) -> None:
        tell_reporter(reference, by=request.user, text=given["text"], key=given["key"])

    return move(request, reference, TellForm, do, done=_("The reporter can read your message now."))


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: SignedIn, reference: str) -> HttpResponse:
    def do(given: dict[str, Any]) -> None:
        ask_reporter(reference, by=request.user, question=given["question"], key=given["key"])

    return move(request, reference, AskForm, do, done=_("Your question stands ready for the reporter."))


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: SignedIn, reference: str) -> HttpResponse:
    def do(given: dict[str, Any]) -> None:
        answer_reporter(reference, by=request.user, text=given["text"], version=given["version"], key=given["key"])

    return move(request, reference, AnswerReporterForm, do, done=_("The reporter can read your answer now."))
