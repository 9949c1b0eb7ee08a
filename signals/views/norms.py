"""The norm book: read it, write in it, see how an agreement changed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from network.choices import themes_of
from network.models import Municipality
from network.requests import SignedIn
from signals.actions.working import Stale
from signals.calibration import calibrates
from signals.forms.keys import renew_key
from signals.forms.norms import NormChangeForm, NormFilter, NormForm, NormRetireForm
from signals.models import NormVersion
from signals.norm_page import compared, themes_in_words
from signals.norms import criteria_at, may_write, norm_books_of, norms_in_force, versions_of, writers_of


@require_safe
def norms(request: SignedIn) -> HttpResponse:
    place = _book(request)
    form = NormFilter(
        request.GET,
        criteria=[(one.code, one.label) for one in criteria_at(place)],
        themes=list(themes_of(place)),
    )
    criterion, theme = form.asked_for("criterium"), form.asked_for("thema")
    shows_retired = bool(request.GET.get("vervallen"))
    shown = {
        "place": place,
        "places": norm_books_of(request.user),
        "form": form,
        "is_narrow": bool(criterion or theme),
        "shows_retired": shows_retired,
        "norms": norms_in_force(place, criterion=criterion, theme=theme, retired=shows_retired),
        "may_write": may_write(request.user, place),
        "calibrates": calibrates(request.user),
        "tab": "norms",
    }
    return render(request, "signals/norms/list.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def norm_new(request: SignedIn) -> HttpResponse:
    """From a talking point come a criterion and a theme, and nothing of a signal."""
    place = _book(request)
    if not may_write(request.user, place):
        raise Http404
    begin = {
        "criterion": request.GET.get("criterium", ""),
        "themes": request.GET.getlist("thema"),
        "owner": str(request.user.key),
    }
    form = NormForm(_sent(request), **_offered(place, _list_of(place)), municipality=place, initial=begin)
    shown = {"form": form, "place": place, "has_criteria": bool(criteria_at(place))}
    if not form.is_bound or not form.is_valid():
        return render(request, "signals/norms/new.html", shown, status=422 if form.errors else 200)
    try:
        norm = form.write(by=request.user)
    except Stale:
        renew_key(form)
        return render(request, "signals/norms/new.html", shown, status=409)
    messages.success(request, _("The agreement stands in the norm book."))
    return redirect("signals:norm", norm.uuid)


@require_safe
def norm(request: SignedIn, uuid: UUID) -> HttpResponse:
    versions = versions_of(request.user, uuid)
    now = versions[0]
    shown = {
        "norm": now.norm,
        "now": now,
        "themes_in_words": themes_in_words(now),
        "versions": versions,
        "comparison": compared(versions, older=request.GET.get("van", ""), newer=request.GET.get("naar", "")),
        "may_change": may_write(request.user, now.norm.municipality) and not now.norm.is_retired,
    }
    return render(request, "signals/norms/norm.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def norm_change(request: SignedIn, uuid: UUID) -> HttpResponse:
    now = _changeable(request, uuid)
    if now.norm.is_retired and request.method != "POST":
        return redirect("signals:norm", uuid)
    offered = _offered(now.norm.municipality, reverse("signals:norm", args=[uuid]))
    form = NormChangeForm(_sent(request), version=now, municipality=now.norm.municipality, **offered)
    if not form.is_bound or not form.is_valid():
        return _show(request, "change", form, now, status=422 if form.errors else 200)
    try:
        form.change(by=request.user)
    except Stale:
        now = versions_of(request.user, uuid)[0]
        return _show(request, "change", form.made_again(now, **offered), now, status=409)
    messages.success(request, _("The agreement has a new version."))
    return redirect("signals:norm", uuid)


@require_http_methods(["GET", "HEAD", "POST"])
def norm_retire(request: SignedIn, uuid: UUID) -> HttpResponse:
    now = _changeable(request, uuid)
    if now.norm.is_retired and request.method != "POST":
        return redirect("signals:norm", uuid)
    back = reverse("signals:norm", args=[uuid])
    form = NormRetireForm(_sent(request), version=now, back=back)
    if not form.is_bound or not form.is_valid():
        return _show(request, "retire", form, now, status=422 if form.errors else 200)
    try:
        form.retire(by=request.user)
    except Stale:
        now = versions_of(request.user, uuid)[0]
        typed = request.POST.copy()
        typed["seen"] = str(now.number)
        return _show(request, "retire", NormRetireForm(typed, version=now, back=back), now, status=409)
    messages.success(request, _("The agreement is retired. It can still be read."))
    return redirect("signals:norm", uuid)


def _book(request: SignedIn) -> Municipality:
    """The one that is named, else the first that somebody may open; another does not exist."""
    books, slug = norm_books_of(request.user), request.GET.get("gemeente", "")
    found = next((place for place in books if slug in {"", place.slug}), None)
    if found is None:
        raise Http404
    return found


def _changeable(request: SignedIn, uuid: UUID) -> NormVersion:
    now = versions_of(request.user, uuid)[0]
    if not may_write(request.user, now.norm.municipality):
        raise Http404
    return now


def _offered(place: Municipality, back: str) -> dict[str, Any]:
    return {
        "criteria": criteria_at(place),
        "themes": list(themes_of(place)),
        "owners": writers_of(place),
        "back": back,
    }


def _list_of(place: Municipality) -> str:
    return f"{reverse('signals:norms')}?gemeente={place.slug}"


def _sent(request: SignedIn) -> Any:
    return request.POST if request.method == "POST" else None


def _show(request: SignedIn, name: str, form: object, now: NormVersion, *, status: int) -> HttpResponse:
    shown = {"form": form, "now": now, "norm": now.norm, "is_stale": status == 409}
    if now.norm.is_retired:
        return render(request, "signals/norms/retired.html", shown, status=409)
    return render(request, f"signals/norms/{name}.html", shown, status=status)
