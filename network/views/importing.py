"""The directory in and out: files to begin with, a file brought in, what it would change, and the yes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.actions.importing import TooLate, ask_again, bring_in, report_of, say_yes, throw_away
from network.forms.importing import ImportForm, YesForm
from network.import_page import (
    CSV,
    XLSX,
    allowed_of,
    card_of,
    changes_in_words,
    faults_in_words,
    file_of,
    kind_at,
    kinds_for,
    pages_of,
    shown_runs,
    tabs_of,
)
from network.importing import import_place, import_places, may_import, run_for
from network.models import ImportRun, Municipality
from network.models.importing import ImportState
from network.requests import SignedIn
from network.rules.import_plan import Act
from network.rules.import_sheet import SLUGS, ImportKind

_FORMS = {"xlsx": XLSX, "csv": CSV}


@require_safe
def import_start(request: SignedIn) -> HttpResponse:
    place = _place(request)
    shown = {
        "place": place,
        "places": import_places(request.user),
        "kinds": kinds_for(request.user, place),
        "runs": shown_runs(request.user, place),
        "asked": _asked(request, place),
    }
    return render(request, "network/importing/start.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def import_new(request: SignedIn, slug: str) -> HttpResponse:
    place, kind = _door(request, slug)
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    if form.is_bound and form.is_valid():
        run = bring_in(by=request.user, municipality=place, kind=kind, content=form.cleaned_data["file"])
        return redirect("network:import_run", run.uuid)
    shown = {"place": place, "card": card_of(kind), "form": form, "allowed": allowed_of(kind)}
    shown["asked"] = _asked(request, place)
    return render(request, "network/importing/new.html", shown, status=422 if form.is_bound else 200)


@require_safe
def import_template(request: SignedIn, slug: str, form: str) -> HttpResponse:
    """With what stands there now, so that it can be mended; of people only the titles."""
    place, kind = _door(request, slug)
    return _download(place, kind, form, is_empty=kind is ImportKind.PEOPLE)


@require_safe
def export(request: SignedIn, slug: str, form: str) -> HttpResponse:
    place, kind = _door(request, slug)
    return _download(place, kind, form)


@require_safe
def import_run(request: SignedIn, uuid: UUID) -> HttpResponse:
    return _run_page(request, _run(request, uuid))


@require_safe
def import_progress(request: SignedIn, uuid: UUID) -> HttpResponse:
    """Asked every second by the page of a file that is being worked on; when that is over the page is asked anew."""
    run = _run(request, uuid)
    if request.headers.get("HX-Request") != "true":
        return redirect("network:import_run", run.uuid)
    if not run.is_working:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "network/importing/_progress.html", {"run": run, "is_left": ask_again(run) or _waits(run)})


@require_POST
def import_yes(request: SignedIn, uuid: UUID) -> HttpResponse:
    run = _run(request, uuid)
    try:
        say_yes(by=request.user, run=run, invites=bool(request.POST.get("invites")))
    except TooLate:
        run.refresh_from_db()
        if not (run.is_working or run.state == ImportState.DONE):  # said twice is no mistake
            return _run_page(request, run, is_stale=True, status=409)
    return redirect("network:import_run", run.uuid)


@require_POST
def import_drop(request: SignedIn, uuid: UUID) -> HttpResponse:
    run = _run(request, uuid)
    try:
        throw_away(by=request.user, run=run)
    except TooLate:
        messages.info(request, _("It is being done now. Look again in a moment."))
        return redirect("network:import_run", run.uuid)
    messages.success(request, _("The file is gone. Nothing was changed by this."))
    return redirect("network:import_start")


def _run_page(request: SignedIn, run: ImportRun, *, is_stale: bool = False, status: int = 200) -> HttpResponse:
    kind = ImportKind(run.kind)
    shown: dict[str, Any] = {"run": run, "place": run.municipality, "card": card_of(kind), "is_stale": is_stale}
    if run.is_working:
        shown["is_left"] = ask_again(run) or _waits(run)
        return render(request, "network/importing/working.html", shown, status=status)
    plan = report_of(run)
    tabs = tabs_of(plan)
    key = request.GET.get("toon", "")
    act = next((tab.key for tab in tabs if tab.key == key), tabs[0].key if tabs else Act.NEW.value)
    changes = plan.of(Act(act))
    number = len(plan.faults) or len(changes)
    page = _page_number(request, pages_of(number))
    shown |= {
        "faults": faults_in_words(plan, kind, page),
        "fault_count": len(plan.faults),
        "changes": [] if plan.faults else changes_in_words(changes, kind, page),
        "tabs": tabs,
        "act": act,
        "same": run.counts.get("same", 0),
        "newcomers": len(plan.of(Act.NEW)) if kind is ImportKind.PEOPLE else 0,
        **_addresses(page, pages_of(number), act),
    }
    if run.state == ImportState.CHECKED and not plan.faults and tabs:
        address = reverse("network:import_yes", args=[run.uuid])
        shown["form"] = YesForm(address=address, has_newcomers=bool(shown["newcomers"]))
    return render(request, "network/importing/run.html", shown, status=status)


def _addresses(page: int, pages: int, act: str) -> dict[str, Any]:
    def at(number: int) -> str:
        return f"?toon={act}&blad={number}"

    return {
        "page": page,
        "pages": pages,
        "older": at(page + 1) if page < pages else "",
        "newer": at(page - 1) if page > 1 else "",
    }


def _page_number(request: SignedIn, last: int) -> int:
    asked = request.GET.get("blad", "")
    return min(max(int(asked), 1), last) if asked.isdecimal() and len(asked) < 6 else 1


def _waits(run: ImportRun) -> bool:
    """The workers were asked more than once."""
    return not run.tries and run.nudged_at is not None and (run.nudged_at - run.created_at).total_seconds() > 5


def _download(place: Municipality, kind: ImportKind, form: str, *, is_empty: bool = False) -> HttpResponse:
    response = HttpResponse(file_of(kind, form, place, is_empty=is_empty), content_type=_FORMS[form])
    response["Content-Disposition"] = f'attachment; filename="{SLUGS[kind]}-{place.slug}.{form}"'
    return response


def _door(request: SignedIn, slug: str) -> tuple[Municipality, ImportKind]:
    place, kind = _place(request), kind_at(slug)
    if kind is None or not may_import(request.user, place, kind):
        raise Http404
    return place, kind


def _place(request: SignedIn) -> Municipality:
    place = import_place(request.user, request.GET.get("gemeente", ""))
    if place is None:
        raise Http404
    return place


def _run(request: SignedIn, uuid: UUID) -> ImportRun:
    run = run_for(request.user, uuid)
    if run is None:
        raise Http404
    return run


def _asked(request: SignedIn, place: Municipality) -> str:
    """Behind an address, for who works in more than one municipality."""
    return f"?gemeente={place.slug}" if len(import_places(request.user)) > 1 else ""
