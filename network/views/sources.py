"""The register of sources: everybody reads which there are, the department and the keeper write them down."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.actions.sources import put_into_use, put_out_of_use
from network.departments import place_of
from network.forms.sources import SourceForm
from network.forms.stale import to_save_once_more
from network.models import Municipality, Source
from network.requests import SignedIn
from network.roles import places_of
from network.sources import kept_source, source_department, source_register


@require_safe
def sources(request: SignedIn) -> HttpResponse:
    place = place_of(request.user, request.GET.get("gemeente", ""))
    if place is None:
        raise Http404
    places = sorted(places_of(request.user).values(), key=lambda one: one.name)
    after = request.GET.get("na", "")
    page = source_register(request.user, place, after=after)
    here = f"?gemeente={place.slug}"
    shown = {
        "page": page,
        "place": place,
        "places": places,
        "older": f"{here}&na={page.next_after}" if page.next_after else "",
        "first": here if after else "",
    }
    return render(request, "network/sources/list.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def source_add(request: SignedIn, code: str) -> HttpResponse:
    department = source_department(request.user, code, request.GET.get("gemeente", ""))
    if department is None:
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = SourceForm(data, by=request.user, department=department, back=_address(department.municipality))
    if form.is_bound and form.is_valid() and (added := form.save()):
        messages.success(request, _("%(name)s stands in the register.") % {"name": added})
        return _to(added)
    shown = {"form": form, "department": department}
    return render(request, "network/sources/form.html", shown, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def source_change(request: SignedIn, pk: int) -> HttpResponse:
    found = _kept(request, pk)
    form = _form(request, found, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and (saved := form.save()):
        messages.success(request, _("Saved."))
        return _to(saved)
    shown = {"form": form, "department": found.department, "source": found}
    if form.is_stale:
        shown |= to_save_once_more(form, partial(_form, request, _kept(request, pk)))
        return render(request, "network/sources/form.html", shown, status=HTTPStatus.CONFLICT)
    return render(request, "network/sources/form.html", shown, status=422 if form.errors else 200)


@require_POST
def source_retire(request: SignedIn, pk: int) -> HttpResponse:
    retired = put_out_of_use(by=request.user, source=_kept(request, pk))
    messages.success(request, _("%(name)s is out of use. What names it stays as it was.") % {"name": retired})
    return _to(retired)


@require_POST
def source_return(request: SignedIn, pk: int) -> HttpResponse:
    returned = put_into_use(by=request.user, source=_kept(request, pk))
    messages.success(request, _("%(name)s is in use again.") % {"name": returned})
    return _to(returned)


def _address(place: Municipality) -> str:
    return f"{reverse('network:sources')}?gemeente={place.slug}"


def _to(source: Source) -> HttpResponseRedirect:
    return redirect(_address(source.department.municipality))


def _kept(request: SignedIn, pk: int) -> Source:
    found = kept_source(request.user, pk)
    if found is None:
        raise Http404
    return found


def _form(request: SignedIn, found: Source, data: QueryDict | None) -> SourceForm:
    department = found.department
    back = _address(department.municipality)
    return SourceForm(data, by=request.user, department=department, source=found, back=back)
