"""The directory for colleagues: whom to call, "I am away", and for its keeper the gaps."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hkin.privacy.searching import recall, remember
from network.absences import own_absences, roles_without_deputy
from network.actions import end_absence, mend_hole
from network.contacts import entries_for
from network.forms import AbsenceForm, ContactSearch
from network.holes import gaps_for
from network.requests import SignedIn
from network.roles import roles_of
from network.rules import Role


@require_http_methods(["GET", "HEAD", "POST"])
def contacts(request: SignedIn) -> HttpResponse:
    if request.method == "POST":
        return _asked(request)
    words = recall(request.session, request.GET.get("zoek", ""))
    form = ContactSearch({"zoek": words} if words else None)
    if form.is_bound and not form.is_valid():
        return render(request, "network/contacts.html", {"form": form}, status=422)
    entries = entries_for(request.user, words)
    return render(request, "network/contacts.html", {"form": form, "entries": entries, "words": words})


def _asked(request: SignedIn) -> HttpResponse:
    """The words go into the session, and only a token of them into the address."""
    token = remember(request.session, request.POST.get("zoek", "").strip())
    response = redirect(f"{request.path}?zoek={token}" if token else request.path)
    response.status_code = HTTPStatus.SEE_OTHER
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def absence(request: SignedIn) -> HttpResponse:
    today = timezone.localdate()
    if request.method == "POST":
        form = AbsenceForm(request.POST, user=request.user)
        if form.is_valid() and form.register():
            messages.success(request, _("We know that you are away. Have a good time."))
            return redirect("network:absence")
    else:
        form = AbsenceForm(user=request.user, initial={"first": today})
    shown = {
        "form": form,
        "absences": own_absences(request.user, today),
        "today": today,
        "without_deputy": roles_without_deputy(request.user),
    }
    return render(request, "network/absence.html", shown, status=422 if form.errors else 200)


@require_POST
def absence_end(request: SignedIn, pk: int) -> HttpResponse:
    end_absence(by=request.user, absence_id=pk)
    messages.success(request, _("This absence is gone."))
    return redirect("network:absence")


@require_safe
def holes(request: SignedIn) -> HttpResponse:
    _only_for_keepers(request)
    return render(request, "network/holes.html", {"gaps": gaps_for(request.user)})


@require_POST
def hole_mended(request: SignedIn, pk: int) -> HttpResponse:
    _only_for_keepers(request)
    mend_hole(by=request.user, hole_id=pk)
    messages.success(request, _("Thank you. When a signal meets this gap again, you hear of it."))
    return redirect("network:holes")


def _only_for_keepers(request: SignedIn) -> None:
    if not roles_of(request.user).has(Role.DIRECTORY_KEEPER):
        raise Http404
