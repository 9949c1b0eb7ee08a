"""Getting it known: poster, text for the intranet, cards, the municipality's own words; and what does not work well."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import get_resolver, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.actions.known import handle_remark
from network.forms.known import DefinitionForm, RemarkForm, first_day
from network.known import PAGE, definition_on, definitions_of, municipality_of, remarks_read_by
from network.people import coordinator_of
from network.poster import render as render_poster
from network.poster import words_for
from network.requests import SignedIn
from network.roles import roles_of
from network.rules import Role
from network.starting import municipality_at


@require_safe
def known(request: SignedIn, slug: str) -> HttpResponse:
    municipality = municipality_at(request.user, slug)
    shown = {
        "setting_up": municipality,
        "coordinator": coordinator_of(municipality),
        "address": _address(),
        "departments": municipality.departments.filter(is_active=True),
        "definition": definition_on(municipality, timezone.localdate()),
    }
    return render(request, "network/known/page.html", shown)


@require_safe
def poster(request: SignedIn, slug: str) -> HttpResponse:
    municipality = municipality_at(request.user, slug)
    pdf = render_poster(words_for(municipality, _address()))
    name = f"affiche-{municipality.slug}.pdf"
    return HttpResponse(pdf, "application/pdf", headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _address() -> str:
    return f"{settings.BASE_URL}{reverse('signals:new')}"


@require_http_methods(["GET", "HEAD", "POST"])
def definition_write(request: SignedIn, slug: str) -> HttpResponse:
    municipality = municipality_at(request.user, slug)
    form = DefinitionForm(request.POST or None, municipality=municipality, initial=first_day())
    if form.is_valid():
        form.write(request.user)
        messages.success(request, _("Kept. Your colleagues read it from that day on."))
        return redirect("network:known", municipality.slug)
    shown = {"form": form, "setting_up": municipality, "definitions": definitions_of(municipality)}
    return render(request, "network/known/definition_write.html", shown, status=422 if form.errors else 200)


@require_safe
def definition(request: SignedIn) -> HttpResponse:
    municipality = municipality_of(request.user)
    if municipality is None:
        raise Http404
    shown = {"place": municipality, "definition": definition_on(municipality, timezone.localdate())}
    return render(request, "network/known/definition.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def remark(request: SignedIn) -> HttpResponse:
    municipality = municipality_of(request.user)
    if municipality is None:
        raise Http404
    form = RemarkForm(request.POST or None, initial={"page": _page_named(request.GET.get("pagina", ""))})
    if form.is_valid():
        form.send(municipality)
        messages.success(request, _("Thank you. Whoever looks after HKIN reads it."))
        return redirect("home")
    return render(request, "network/known/remark.html", {"form": form}, status=422 if form.errors else 200)


def _page_named(name: str) -> str:
    """Only the name of a page of ours: an address could hold the number of a signal."""
    known_names = {key for key in get_resolver().reverse_dict if isinstance(key, str)}
    space, _colon, page = name.rpartition(":")
    if not space:
        return page if page in known_names else ""
    found = get_resolver().namespace_dict.get(space)
    return name if found and page in found[1].reverse_dict else ""


@require_safe
def remarks(request: SignedIn) -> HttpResponse:
    _only_for_managers(request)
    before = request.GET.get("voor", "")
    rows = remarks_read_by(request.user, before=int(before) if before.isdecimal() and len(before) < 18 else None)
    older = rows[PAGE - 1].pk if len(rows) > PAGE else None
    return render(request, "network/known/remarks.html", {"remarks": rows[:PAGE], "older": older})


@require_POST
def remark_handled(request: SignedIn, pk: int) -> HttpResponse:
    _only_for_managers(request)
    handle_remark(by=request.user, pk=pk)
    return redirect("network:remarks")


def _only_for_managers(request: SignedIn) -> None:
    if not roles_of(request.user).has(Role.APPLICATION_MANAGER):
        raise Http404
