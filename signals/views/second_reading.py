"""The second reader of a signal that somebody holds for false."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from network.requests import SignedIn
from signals.access import Opened, open_signal
from signals.actions.second_reading import ask_second_reader, read_second
from signals.actions.working import open_verbs
from signals.forms.moves import MoveForm
from signals.forms.second_reading import AskSecondReaderForm, SecondReadForm
from signals.protocols import follows_protocol
from signals.rules.lifecycle import Verb
from signals.second_reading_page import SecondReadings, second_readings
from signals.views.detail import PURPOSE, row_of
from signals.views.moves import attempt, was_done

_EITHER = {Verb.ASK_SECOND_READER, Verb.SECOND_READ}


@require_http_methods(["GET", "HEAD", "POST"])
def second_reading(request: SignedIn, reference: str) -> HttpResponse:
    """One page for both: whoever asks, and who reads after them."""
    opened = open_signal(reference, by=request.user, purpose=PURPOSE)
    readings = second_readings(opened, by=request.user)
    kind = SecondReadForm if readings.waits else AskSecondReaderForm
    verbs = open_verbs(request.user, opened.signal) if follows_protocol(opened.signal) else frozenset()
    if not _EITHER & verbs and not readings.rows:
        raise Http404
    if request.method != "POST":
        may_do = kind.verb in verbs and not _reads_too_early(readings) and not readings.is_agreed
        form = kind(signal=opened.signal, by=request.user) if may_do else None
        return _page(request, opened, readings, form)
    if was_done(request, reference):
        return redirect("signals:second_reading", reference)
    form = kind(request.POST, signal=opened.signal, by=request.user)
    if not form.is_valid():
        return _page(request, opened, readings, form, status=422)

    def do(given: dict[str, Any]) -> None:
        sent = {name: given[name] for name in ("version", "key")}
        if kind is AskSecondReaderForm:
            words = {name: given[name] for name in ("reason", "question")}
            ask_second_reader(reference, by=request.user, **words, **sent)
        else:
            read_second(reference, by=request.user, agrees=given["agrees"], answer=given["answer"], **sent)

    return attempt(request, opened, form, do, done=_("It is written down."))


def _reads_too_early(readings: SecondReadings) -> bool:
    return readings.waits and (readings.is_mine or not readings.is_heard)


def _page(
    request: SignedIn, opened: Opened, readings: SecondReadings, form: MoveForm | None, *, status: int = 200
) -> HttpResponse:
    page = {
        "signal": opened.signal,
        "row": row_of(opened, request.user),
        "text": opened.text("text"),
        "readings": readings,
        "form": form,
    }
    return render(request, "signals/second_reading/page.html", page, status=status)
