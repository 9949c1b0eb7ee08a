"""The gaps in the directory: who keeps it mends them, who coordinates reads them."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.actions.holes import NobodyToAsk, ask_department, mend_hole, reopen_hole, take_name_away
from network.forms.holes import AcceptForm, HolesFilter, wanted_of
from network.holes_page import HolesPage, ShownHole, Wanted, asked_hole, hole_for, keeps_place, page_for
from network.requests import SignedIn
from network.roles import roles_of
from network.rules import Role


@require_safe
def holes(request: SignedIn) -> HttpResponse:
    wanted = wanted_of(request.GET.dict())
    page = page_for(request.user, wanted)
    if page is None:
        raise Http404
    shown = {
        "page": page,
        "wanted": wanted,
        "form": HolesFilter(page=page, wanted=wanted),
        "groups": [(group, _all_of(page, wanted, group.kind, group.after)) for group in page.groups],
        "first": _all_of(page, wanted, wanted.kind) if wanted.after and wanted.kind else "",
        "number": sum(group.total for group in page.groups),
        "has_groups": wanted.is_narrow or page.total > len(page.worst),
    }
    return render(request, "network/holes.html", shown)


def _all_of(page: HolesPage, wanted: Wanted, kind: str, after: str = "") -> str:
    """The address of one kind, from after the last that was seen."""
    asked = {"gemeente": page.municipality.slug, "soort": str(kind), "afdeling": wanted.department, "na": after}
    return f"?{urlencode({name: value for name, value in asked.items() if value})}"


@require_POST
def hole_mended(request: SignedIn, pk: int) -> HttpResponse:
    _only_for_keepers(request)
    mend_hole(by=request.user, hole_id=pk)
    messages.success(request, _("Thank you. When it comes up again, you hear of it."))
    return redirect("network:holes")


@require_http_methods(["GET", "HEAD", "POST"])
def hole_accept(request: SignedIn, slug: str, mark: str) -> HttpResponse:
    """Dit klopt zo."""
    shown = hole_for(request.user, slug, mark)
    back = f"{reverse('network:holes')}?{urlencode({'gemeente': slug})}"
    if shown is None:
        return _gone(request, slug, back)
    form = AcceptForm(request.POST or None, shown=shown, back=back)
    if request.method != "POST" or not form.is_valid():
        return _ask_why(request, shown, form, back)
    form.keep(by=request.user)
    messages.success(request, _("Kept. It stands apart, and comes back after that day."))
    return redirect(back)


def _ask_why(request: SignedIn, shown: ShownHole, form: AcceptForm, back: str) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, "network/holes/accept.html", {"shown": shown, "form": form, "back": back}, status=status)


def _gone(request: SignedIn, slug: str, back: str) -> HttpResponse:
    if not keeps_place(request.user, slug):
        raise Http404
    messages.info(request, _("This gap is not there any more."))
    return redirect(back)


@require_POST
def hole_ask(request: SignedIn, slug: str, mark: str) -> HttpResponse:
    """Vraag het de afdeling."""
    shown = hole_for(request.user, slug, mark)
    back = f"{reverse('network:holes')}?{urlencode({'gemeente': slug})}"
    if shown is None:
        return _gone(request, slug, back)
    try:
        people = ask_department(by=request.user, found=shown.found, department=shown.asks)
    except NobodyToAsk:
        messages.info(request, _("There is nobody to ask here. Call instead."))
        return redirect(back)
    names = ", ".join(map(str, people))
    messages.success(request, _("Asked: %(names)s. They see what is missing, and whom to call.") % {"names": names})
    return redirect(back)


@require_POST
def hole_name_away(request: SignedIn, slug: str, mark: str) -> HttpResponse:
    """Somebody who left is the last to ask no more."""
    shown = hole_for(request.user, slug, mark)
    back = f"{reverse('network:holes')}?{urlencode({'gemeente': slug})}"
    if shown is None:
        return _gone(request, slug, back)
    take_name_away(by=request.user, found=shown.found)
    messages.success(request, _("The name is taken away."))
    return redirect(back)


@require_safe
def hole_asked(request: SignedIn, slug: str, mark: str) -> HttpResponse:
    shown = asked_hole(request.user, slug, mark)
    if shown is None:
        raise Http404
    return render(request, "network/holes/asked.html", {"shown": shown})


@require_POST
def hole_reopen(request: SignedIn, pk: int) -> HttpResponse:
    _only_for_keepers(request)
    reopen_hole(by=request.user, hole_id=pk)
    messages.success(request, _("It stands in the list again."))
    return redirect("network:holes")


def _only_for_keepers(request: SignedIn) -> None:
    if not roles_of(request.user).has(Role.DIRECTORY_KEEPER):
        raise Http404
