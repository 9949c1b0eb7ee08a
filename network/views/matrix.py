"""Who does what for which theme: the matrix, a cell of it, what happened, and how it stood on a day."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from network.actions.matrix import CellChanged, LeadChanged
from network.cell_page import CellPage, Place, history, lead_on, page_of, pieces_of, place_of, said_after
from network.forms.matrix import CellForm, DayFilter, HistoryFilter, MatrixFilter, named
from network.matrix import departments_on, may_edit, themes_on
from network.matrix_page import (
    LEVEL_SLUGS,
    SLUG_OF,
    Matrix,
    View,
    legend,
    level_tabs,
    neighbours,
    place_for,
    query_for,
)
from network.models import Municipality
from network.requests import SignedIn
from network.roles import places_of

NARROWED = ("thema", "cluster", "niveau", "gemeente")


@require_safe
def matrix(request: SignedIn) -> HttpResponse:
    place = _municipality(request)
    whole = Matrix.of(place)
    form = MatrixFilter(request.GET, themes=whole.themes, clusters=whole.clusters)
    if not form.is_valid():
        return render(request, "network/matrix/matrix.html", _page(request, place, form=form), status=422)
    view = View(
        theme=form.cleaned_data["thema"],
        cluster=form.cleaned_data.get("cluster", ""),
        level=LEVEL_SLUGS.get(form.cleaned_data["niveau"]),
        query=query_for(request.user, place),
        fills_empty=may_edit(request.user, place),
    )
    narrowed = {name: request.GET.get(name, "") for name in NARROWED}
    shown = _page(
        request,
        place,
        form=form,
        view=view,
        grid=whole.seen(view),
        levels=level_tabs(view.level, request.path, narrowed),
        legend=legend(with_levels=view.level is None),
        around=neighbours(whole, view, request.path, narrowed),
    )
    return render(request, "network/matrix/matrix.html", shown)


@require_safe
def matrix_on(request: SignedIn) -> HttpResponse:
    """How it stood, or will stand, on a day; and who led one theme then."""
    place = _municipality(request)
    form = DayFilter(_day_asked(request.GET), themes=themes_on(place, timezone.localdate()))
    if not form.is_bound or not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "network/matrix/on.html", _page(request, place, form=form), status=status)
    day, theme = form.cleaned_data["dag"], form.cleaned_data["thema"]
    shown = _page(
        request,
        place,
        form=form,
        day=day,
        grid=Matrix.of(place, day).seen(View(listed=theme, has_links=False)),
        legend=legend(with_levels=True),
        lead=lead_on(place, day, theme) if theme else None,
    )
    return render(request, "network/matrix/on.html", shown)


@require_safe
def matrix_history(request: SignedIn) -> HttpResponse:
    place, today = _municipality(request), timezone.localdate()
    form = HistoryFilter(request.GET, themes=themes_on(place, today), departments=departments_on(place, today))
    if not form.is_valid():
        return render(request, "network/matrix/history.html", _page(request, place, form=form), status=422)
    before = request.GET.get("eerder", "")
    number = int(before) if before.isdecimal() and len(before) < 19 else None
    theme, department = form.cleaned_data["thema"], form.cleaned_data["afdeling"]
    entries, next_before = history(place, theme=theme, department=department, before=number)
    query = {name: value for name, value in request.GET.items() if value and name != "eerder"}
    shown = _page(
        request,
        place,
        form=form,
        entries=entries,
        older=f"?{urlencode({**query, 'eerder': next_before})}" if next_before else "",
        first=f"{request.path}?{urlencode(query)}" if number else "",
        is_narrow=bool(theme or department),
    )
    return render(request, "network/matrix/history.html", shown)


@require_safe
def cell(request: SignedIn, theme: str, department: str) -> HttpResponse:
    """At the level where this department does most."""
    place = _cell(request, theme, department)
    return _show(request, page_of(place, viewer=request.user))


@require_http_methods(["GET", "HEAD", "POST"])
def cell_at_level(request: SignedIn, theme: str, department: str, level: str) -> HttpResponse:
    page = page_of(_cell(request, theme, department, level), viewer=request.user)
    if request.method != "POST":
        return _show(request, page)
    if not page.may_edit:
        raise Http404
    form = _form(request, page, request.POST)
    try:
        if form.is_valid() and form.save():
            return _saved(request, page, form)
    except (CellChanged, LeadChanged) as changed:
        return _conflict(request, page.place, changed)
    return _show(request, page, form, status=422)


def _conflict(request: SignedIn, place: Place, changed: CellChanged | LeadChanged) -> HttpResponse:
    """What was typed stays; who saves it again does so knowing what stands there now."""
    page, typed = page_of(place, viewer=request.user), request.POST.copy()
    typed["leads"] = named(page.leads)
    if isinstance(changed, CellChanged):
        typed["seen"] = str(changed.now.pk) if changed.now else ""
    conflict = "cell" if isinstance(changed, CellChanged) else "lead"
    return _show(request, page, _form(request, page, typed), status=409, conflict=conflict)


def _saved(request: SignedIn, page: CellPage, form: CellForm) -> HttpResponse:
    """In place only what changed goes back: this cell, and that of who led until now."""
    said = said_after(page, form.content(), form.cleaned_data["from_on"])
    if not _in_place(request):
        messages.success(request, said)
        return redirect(_back(request))
    level = LEVEL_SLUGS.get(request.GET.get("niveau", ""))
    shown = {"said": said, "pieces": pieces_of(page, level), "root": reverse("network:matrix")}
    return render(request, "network/matrix/_saved.html", shown)


def _show(
    request: SignedIn, page: CellPage, form: CellForm | None = None, *, status: int = 200, conflict: str = ""
) -> HttpResponse:
    if form is None and page.may_edit:
        form = _form(request, page)
    shown = {
        "page": page,
        "form": form,
        "conflict": conflict,
        "back": _back(request),
        "root": reverse("network:matrix"),
        "in_place": _in_place(request),
    }
    template = "network/matrix/_cell.html" if _in_place(request) else "network/matrix/cell.html"
    return render(request, template, shown, status=status)


def _form(request: SignedIn, page: CellPage, data: QueryDict | None = None) -> CellForm:
    place = page.place
    address = reverse("network:cell_at_level", args=[place.theme.code, place.department.code, SLUG_OF[place.level]])
    return CellForm(
        data,
        by=request.user,
        place=place,
        row=page.row,
        leads=page.leads,
        address=_with_query(address, request.GET),
        in_place=_in_place(request),
    )


def _cell(request: SignedIn, theme: str, department: str, level: str = "") -> Place:
    """Unknown, and of another municipality, answer alike."""
    slug = request.GET.get("gemeente", "")
    place = place_of(request.user, theme=theme, department=department, level=level, slug=slug)
    if place is None:
        raise Http404
    return place


def _municipality(request: SignedIn) -> Municipality:
    place = place_for(request.user, request.GET.get("gemeente", ""))
    if place is None:
        raise Http404
    return place


def _page(request: SignedIn, place: Municipality, **more: Any) -> dict[str, Any]:
    """What every page about the matrix shows; who works for more municipalities can go to another."""
    others = [each for each in places_of(request.user).values() if each != place]
    return {"place": place, "others": others, "query": query_for(request.user, place), **more}


def _in_place(request: SignedIn) -> bool:
    return "HX-Request" in request.headers


def _back(request: SignedIn) -> str:
    return _with_query(reverse("network:matrix"), request.GET)


def _with_query(address: str, query: QueryDict) -> str:
    """Only what narrows the matrix stays in an address."""
    kept = {name: query[name] for name in NARROWED if query.get(name)}
    return f"{address}?{urlencode(kept)}" if kept else address


def _day_asked(query: QueryDict) -> QueryDict | None:
    """A link names the day in one word (2026-03-03), the form in three boxes; without either nothing is asked."""
    if any(query.get(f"dag_{part}") for part in ("day", "month", "year")):
        return query
    try:
        day = date.fromisoformat(query.get("dag", ""))
    except ValueError:
        return query if {"dag", "dag_day"} & set(query) else None
    asked = query.copy()
    asked.update({"dag_day": str(day.day), "dag_month": str(day.month), "dag_year": str(day.year)})
    return asked
