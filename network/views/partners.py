"""The partners outside the wall, and whom to call there."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.actions.organisations import (
    NameTaken,
    StillNamed,
    retire_liaison,
    retire_partner,
    return_partner,
)
from network.departments import kept_by, place_of
from network.forms.partners import LiaisonForm, PartnerForm
from network.forms.stale import to_save_once_more
from network.models import Liaison, Organisation
from network.organisations import liaison_of, partner_for, partners_page
from network.requests import SignedIn
from network.roles import places_of


@require_safe
def partners(request: SignedIn) -> HttpResponse:
    slug, after = request.GET.get("gemeente", ""), request.GET.get("na", "")
    retired = request.GET.get("toon") == "oud"
    page = partners_page(request.user, slug=slug, after=int(after) if _is_number(after) else None, retired=retired)
    if page is None:
        raise Http404
    place = place_of(request.user, slug)
    here = f"?gemeente={place.slug if place else ''}" + ("&toon=oud" if retired else "")
    shown = {
        "page": page,
        "retired": retired and page.is_kept,
        "place": place,
        "older": f"{here}&na={page.next_after}" if page.next_after else "",
        "first": here if after else "",
        "places": sorted(places_of(request.user).values(), key=lambda place: place.name),
    }
    return render(request, "network/partners/list.html", shown)


@require_safe
def partner(request: SignedIn, pk: int) -> HttpResponse:
    return _show(request, _partner(request, pk))


@require_http_methods(["GET", "HEAD", "POST"])
def partner_add(request: SignedIn) -> HttpResponse:
    slug = request.GET.get("gemeente", "")
    municipality = next((place for place in kept_by(request.user) if slug in {"", place.slug}), None)
    if municipality is None:
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = PartnerForm(data, by=request.user, municipality=municipality, back=reverse("network:partners"))
    if form.is_bound and form.is_valid() and (added := form.save()):
        messages.success(request, _("%(name)s is in the directory. Whom do you call there?") % {"name": added})
        return redirect("network:partner", added.pk)
    shown = {"form": form, "place": municipality}
    return render(request, "network/partners/form.html", shown, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def partner_change(request: SignedIn, pk: int) -> HttpResponse:
    found = _kept(request, pk)
    form = _form(request, found, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and form.save():
        messages.success(request, _("Saved."))
        return redirect("network:partner", pk)
    shown = {"form": form, "partner": found}
    if not form.is_stale:
        return render(request, "network/partners/form.html", shown, status=422 if form.errors else 200)
    shown |= to_save_once_more(form, partial(_form, request, _kept(request, pk)))
    return render(request, "network/partners/form.html", shown, status=HTTPStatus.CONFLICT)


@require_POST
def partner_retire(request: SignedIn, pk: int) -> HttpResponse:
    found = _kept(request, pk)
    try:
        retire_partner(by=request.user, partner=found)
    except StillNamed as error:
        return _show(request, found, status=HTTPStatus.CONFLICT, named=error.why)
    messages.success(request, _("%(name)s is out of use. What names it stays as it was.") % {"name": found})
    return redirect("network:partner", pk)


@require_POST
def partner_return(request: SignedIn, pk: int) -> HttpResponse:
    found = _kept(request, pk)
    try:
        return_partner(by=request.user, partner=found)
    except NameTaken:
        messages.error(request, _("A partner with this name is in use. Give that one another name first."))
    else:
        messages.success(request, _("%(name)s is in use again.") % {"name": found})
    return redirect("network:partner", pk)


# ---- whom to call there --------------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
def liaison_add(request: SignedIn, pk: int) -> HttpResponse:
    found = _kept(request, pk)
    if not found.is_active:
        raise Http404
    form = _liaison_form(request, found, None, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and (added := form.save()):
        messages.success(request, _("You can call %(name)s.") % {"name": added})
        return redirect("network:partner", pk)
    shown = {"form": form, "partner": found}
    return render(request, "network/partners/liaison.html", shown, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def liaison_change(request: SignedIn, pk: int, number: int) -> HttpResponse:
    found, liaison = _liaison(request, pk, number)
    form = _liaison_form(request, found, liaison, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and form.save():
        messages.success(request, _("Saved."))
        return redirect("network:partner", pk)
    shown = {"form": form, "partner": found, "liaison": liaison}
    if not form.is_stale:
        return render(request, "network/partners/liaison.html", shown, status=422 if form.errors else 200)
    shown |= to_save_once_more(form, partial(_liaison_form, request, *_liaison(request, pk, number)))
    return render(request, "network/partners/liaison.html", shown, status=HTTPStatus.CONFLICT)


@require_POST
def liaison_retire(request: SignedIn, pk: int, number: int) -> HttpResponse:
    _found, liaison = _liaison(request, pk, number)
    retire_liaison(by=request.user, liaison=liaison)
    messages.success(request, _("%(name)s is no longer in the directory.") % {"name": liaison})
    return redirect("network:partner", pk)


def _show(request: SignedIn, found: Organisation, *, status: int = 200, **more: object) -> HttpResponse:
    shown = {"partner": found, "is_kept": found.municipality in kept_by(request.user), **more}
    return render(request, "network/partners/partner.html", shown, status=status)


def _partner(request: SignedIn, pk: int) -> Organisation:
    found = partner_for(request.user, pk)
    if found is None:
        raise Http404
    return found


def _kept(request: SignedIn, pk: int) -> Organisation:
    found = _partner(request, pk)
    if found.municipality not in kept_by(request.user):
        raise Http404
    return found


def _liaison(request: SignedIn, pk: int, number: int) -> tuple[Organisation, Liaison]:
    found = _kept(request, pk)
    liaison = liaison_of(found, number)
    if liaison is None:
        raise Http404
    return found, liaison


def _form(request: SignedIn, found: Organisation, data: QueryDict | None) -> PartnerForm:
    back = reverse("network:partner", args=[found.pk])
    return PartnerForm(data, by=request.user, municipality=found.municipality, partner=found, back=back)


def _liaison_form(
    request: SignedIn, found: Organisation, liaison: Liaison | None, data: QueryDict | None
) -> LiaisonForm:
    back = reverse("network:partner", args=[found.pk])
    return LiaisonForm(data, by=request.user, partner=found, liaison=liaison, back=back)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 10
