"""One department: who answers there, what it does, and what its keeper may change of it."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.actions.departments import StillNeeded, retire_department, return_department
from network.departments import department_for, kept_by
from network.forms.places import DepartmentForm
from network.forms.stale import to_save_once_more
from network.models import Department
from network.place_page import place_page
from network.requests import SignedIn


@require_safe
def department(request: SignedIn, code: str) -> HttpResponse:
    found = _department(request, code)
    page = place_page(request.user, found, after=_key(request.GET.get("na", "")))
    older = f"?gemeente={found.municipality.slug}&na={page.next_after}" if page.next_after else ""
    return render(request, "network/places/department.html", {"page": page, "department": found, "older": older})


@require_http_methods(["GET", "HEAD", "POST"])
def department_add(request: SignedIn) -> HttpResponse:
    places = kept_by(request.user)
    slug = request.GET.get("gemeente", "")
    municipality = next((place for place in places if slug in {"", place.slug}), None)
    if municipality is None:
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = DepartmentForm(data, by=request.user, municipality=municipality, back=reverse("network:contacts"))
    if form.is_bound and form.is_valid() and (added := form.save()):
        messages.success(request, _("%(name)s is in the directory.") % {"name": added})
        return _to(added)
    shown = {"form": form, "place": municipality}
    return render(request, "network/places/form.html", shown, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def department_change(request: SignedIn, code: str) -> HttpResponse:
    found = _kept(request, code)
    form = _form(request, found, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and (saved := form.save()):
        messages.success(request, _("Saved."))
        return _to(saved)
    shown = {"form": form, "department": found}
    if form.is_stale:
        shown |= to_save_once_more(form, partial(_form, request, _kept(request, code)))
        return render(request, "network/places/form.html", shown, status=HTTPStatus.CONFLICT)
    return render(request, "network/places/form.html", shown, status=422 if form.errors else 200)


@require_POST
def department_retire(request: SignedIn, code: str) -> HttpResponse:
    found = _kept(request, code)
    try:
        retired = retire_department(by=request.user, department=found)
    except StillNeeded as error:
        shown = {"page": place_page(request.user, found), "department": found, "in_the_way": error.why}
        return render(request, "network/places/department.html", shown, status=HTTPStatus.CONFLICT)
    messages.success(request, _("%(name)s is out of use. What names it stays as it was.") % {"name": retired})
    return _to(retired)


@require_POST
def department_return(request: SignedIn, code: str) -> HttpResponse:
    returned = return_department(by=request.user, department=_kept(request, code))
    messages.success(request, _("%(name)s is in use again.") % {"name": returned})
    return _to(returned)


def address_of(department: Department) -> str:
    """With its municipality: the same code stands in several."""
    return f"{reverse('network:department', args=[department.code])}?gemeente={department.municipality.slug}"


def _to(department: Department) -> HttpResponseRedirect:
    return redirect(address_of(department))


def _department(request: SignedIn, code: str) -> Department:
    found = department_for(request.user, code, slug=request.GET.get("gemeente", ""))
    if found is None:
        raise Http404
    return found


def _kept(request: SignedIn, code: str) -> Department:
    found = _department(request, code)
    if found.municipality not in kept_by(request.user):
        raise Http404
    return found


def _form(request: SignedIn, found: Department, data: QueryDict | None) -> DepartmentForm:
    return DepartmentForm(
        data, by=request.user, municipality=found.municipality, department=found, back=address_of(found)
    )


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
