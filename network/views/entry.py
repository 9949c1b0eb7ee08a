"""The doors for who is not in yet: ask for an account or a password, and come in by a link."""

from __future__ import annotations

from allauth.account.utils import perform_login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from hkin.machine.visitor import address_of
from network.actions.entry import AddressTaken, LinkClosed
from network.actions.entry_asks import AskedTooOften
from network.closed_links import closed_page
from network.entry import has_registration, link_at, state_of
from network.forms.entry import ComeInForm, FirstAdminForm, ForgottenForm, RegisterForm
from network.models import EntryLink
from network.models.entry import EntryKind, LinkState

_FOLLOWED = "entry_followed"


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """Not there while no municipality lists a mail domain."""
    if not has_registration():
        raise Http404
    form = RegisterForm(request.POST or None)
    return _ask(request, form, "network/entry/register.html", "network:registered")


@login_not_required
@require_safe
def registered(request: HttpRequest) -> HttpResponse:
    if not has_registration():
        raise Http404
    return render(request, "network/entry/registered.html")


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    form = ForgottenForm(request.POST or None)
    return _ask(request, form, "account/password_reset.html", "account_reset_password_done")


@login_not_required
@require_safe
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """By a link of a letter, or of the command that lets the first manager in. From here on no address shows it."""
    link = link_at(token)
    if link is None or link.kind == EntryKind.FORGOTTEN:
        raise Http404
    request.session[_FOLLOWED] = token
    return redirect("network:come_in")


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def come_in(request: HttpRequest) -> HttpResponse:
    link = link_at(request.session.get(_FOLLOWED, ""))
    if link is None:
        raise Http404
    if state_of(link, timezone.now()) is not LinkState.OPEN:
        return _closed(request, link)
    is_first = link.kind == EntryKind.FIRST_ADMIN
    form = (FirstAdminForm if is_first else ComeInForm)(request.POST or None, link=link)
    try:
        person = form.come_in() if form.is_valid() else None
    except (LinkClosed, AddressTaken):
        link.refresh_from_db()
        return _closed(request, link)
    if person is None:
        page = "network/entry/first_admin.html" if is_first else "network/entry/enter.html"
        return render(request, page, {"form": form}, status=422 if form.errors else 200)
    del request.session[_FOLLOWED]
    start = resolve_url("network:setup" if is_first else "home")
    response: HttpResponse = perform_login(request, person, redirect_url=start)
    return response


def _ask(request: HttpRequest, form: ForgottenForm | RegisterForm, page: str, afterwards: str) -> HttpResponse:
    """One answer, whoever's address it is."""
    if not form.is_valid():
        return render(request, page, {"form": form}, status=422 if form.errors else 200)
    try:
        form.ask(address_of(request))
    except AskedTooOften:
        return render(request, "network/entry/too_often.html", status=429)
    return redirect(afterwards)


def _closed(request: HttpRequest, link: EntryLink) -> HttpResponse:
    """Gone: what was here can be said to who holds the right address of it."""
    return render(request, "network/entry/closed.html", {"page": closed_page(link)}, status=410)
