"""An account: somebody is invited, what is known of them changes, and what stands in their way is taken away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from network.actions.details import unlock
from network.actions.entry import may_be_invited, resend_invitation, withdraw_invitation
from network.actions.people import end_sessions, reactivate
from network.actions.refusals import NotForOneself
from network.actions.second_proof import clear_second_proof
from network.forms.accounts import DetailsForm, InviteForm
from network.forms.reasons import ReasonForm
from network.models import User
from network.person_page import PersonPage, page_of, places_to_invite
from network.requests import SignedIn
from network.roster import reach_of
from network.views.people import someone


@require_http_methods(["GET", "HEAD", "POST"])
def person_invite(request: SignedIn) -> HttpResponse:
    places = places_to_invite(request.user)
    if not places:
        raise Http404
    form = InviteForm(request.POST if request.method == "POST" else None, by=request.user, places=places)
    if form.is_bound and form.is_valid() and (invited := form.invite()):
        if may_be_invited(invited):
            messages.success(request, _("%(name)s gets a letter with a link.") % {"name": invited})
        else:
            messages.info(request, _("%(name)s has an account already.") % {"name": invited})
        return redirect("network:person", invited.key) if _is_seen(request, invited) else redirect("network:people")
    return render(request, "network/people/invite.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def person_invitation(request: SignedIn, key: UUID, withdraws: bool) -> HttpResponse:
    """Sent once more, or taken back."""
    invited = someone(request, key)
    if withdraws:
        withdraw_invitation(by=request.user, person=invited)
        messages.success(request, _("The letter of %(name)s opens nothing any more.") % {"name": invited})
    else:
        resend_invitation(by=request.user, person=invited)
        messages.success(request, _("%(name)s gets a new letter with a link.") % {"name": invited})
    return redirect("network:person", key)


@require_http_methods(["GET", "HEAD", "POST"])
def person_details(request: SignedIn, key: UUID) -> HttpResponse:
    person, page = _managed(request, key)
    if not person.is_active:
        raise Http404
    places = [place for pk, place in reach_of(request.user).reads.items() if pk == page.home_id]
    names = ("name", "function", "phone", "best_hours", "email")
    initial: dict[str, Any] = {name: getattr(person, name) for name in names}
    initial["department"] = page.department_id
    data = request.POST if request.method == "POST" else None
    form = DetailsForm(data, by=request.user, person=person, places=places, initial=initial)
    if form.is_bound and form.is_valid():
        act = form.save()
        if not form.errors:
            if act is None:
                messages.success(request, _("Saved."))
            else:
                messages.info(request, _("The new e-mail address waits until a colleague agrees."))
            return redirect("network:person", key)
    shown = {"form": form, "person": person}
    return render(request, "network/people/details.html", shown, status=422 if form.errors else 200)


# ---- acts that ask only a reason -----------------------------------------------------------------
@dataclass(frozen=True)
class AccountAct:
    """One page with what happens, one button, and what is said after."""

    title: str | Promise
    text: str | Promise
    button: str | Promise
    done: str | Promise
    does: Callable[[User, User, str], object]
    is_open: Callable[[PersonPage], bool]
    danger: bool = False


SESSIONS = AccountAct(
    title=gettext_lazy("Log this colleague out everywhere"),
    text=gettext_lazy("On every device, within a few seconds. For a phone that was lost, for example."),
    button=gettext_lazy("Log out everywhere"),
    done=gettext_lazy("This colleague is logged out everywhere."),
    does=lambda by, person, reason: end_sessions(person, by=by, reason=reason),
    is_open=lambda page: page.person.is_active,
)
UNLOCK = AccountAct(
    title=gettext_lazy("Unlock this account"),
    text=gettext_lazy("First ask your colleague whether it was them who tried. Then the tries are forgotten."),
    button=gettext_lazy("Unlock"),
    done=gettext_lazy("This colleague can log in again."),
    does=lambda by, person, reason: unlock(by=by, person=person, reason=reason),
    is_open=lambda page: page.person.is_active,
)
PROOF = AccountAct(
    title=gettext_lazy("Take the second step of logging in away"),
    text=gettext_lazy("For who lost their phone or key. Make sure that it is them: call them, or see them."),
    button=gettext_lazy("Take it away"),
    done=gettext_lazy("This colleague sets up a new second step at the next log-in."),
    does=lambda by, person, reason: clear_second_proof(by=by, person=person, reason=reason),
    is_open=lambda page: page.person.is_active and not page.is_self,
    danger=True,
)
RETURN = AccountAct(
    title=gettext_lazy("Open this account again"),
    text=gettext_lazy("This colleague can file again. All other roles you give anew."),
    button=gettext_lazy("Open again"),
    done=gettext_lazy("The account is open again."),
    does=lambda by, person, reason: reactivate(by=by, person=person, reason=reason),
    is_open=lambda page: not page.person.is_active,
)


@require_http_methods(["GET", "HEAD", "POST"])
def person_act(request: SignedIn, key: UUID, act: AccountAct) -> HttpResponse:
    person, page = _managed(request, key)
    if not act.is_open(page):
        raise Http404
    form = ReasonForm(request.POST if request.method == "POST" else None, button=act.button, danger=act.danger)
    if form.is_bound and form.is_valid():
        try:
            act.does(request.user, person, form.cleaned_data["reason"])
        except NotForOneself:
            raise Http404 from None
        messages.success(request, str(act.done))
        return redirect("network:person", key)
    shown = {"form": form, "person": person, "act": act, "page": page}
    return render(request, "network/people/act.html", shown, status=422 if form.errors else 200)


def _managed(request: SignedIn, key: UUID) -> tuple[User, PersonPage]:
    """Somebody whose account this person manages; to anybody else these pages do not exist."""
    person = someone(request, key)
    page = page_of(person, viewer=request.user)
    if page.account is None:
        raise Http404
    return person, page


def _is_seen(request: SignedIn, person: User) -> bool:
    """An account that was there already may be at home where this person reads nobody."""
    try:
        someone(request, person.key)
    except Http404:
        return False
    return True
