"""Somebody gets a role, a deputy for it, or loses it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from network.forms.roles import DeputyForm, EndRoleForm, RoleChoice, RoleForm
from network.granted import title_of
from network.models import JointAct, Municipality, RoleGrant, User
from network.person_page import grant_to_change, places_to_give, roles_to_give
from network.requests import SignedIn
from network.rules import Role
from network.rules.people import opens_sight
from network.rules.role_names import ROLE_NAMES, ROLE_PURPOSES
from network.views.people import someone


@require_http_methods(["GET", "HEAD", "POST"])
def person_role(request: SignedIn, key: UUID) -> HttpResponse:
    """First which role; then what that role asks. The choice stands in the address, as it changes nothing."""
    person = someone(request, key)
    places = places_to_give(request.user)
    if not places or not person.is_active:
        raise Http404
    roles = [role for role in ROLE_NAMES if any(role in roles_to_give(request.user, place) for place in places)]
    asked = request.GET if "rol" in request.GET else None
    choice = RoleChoice(asked, person=person, by=request.user, places=places, roles=roles)
    if not choice.is_bound or not choice.is_valid():
        shown = {"form": choice, "person": person}
        return render(request, "network/people/role_choice.html", shown, status=422 if choice.errors else 200)
    role = Role(choice.cleaned_data["rol"])
    if role not in roles_to_give(request.user, choice.place):
        raise Http404
    return _give(request, person, role, choice.place)


def _give(request: SignedIn, person: User, role: Role, place: Municipality) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = RoleForm(data, by=request.user, person=person, role=role, place=place)
    if form.is_bound and form.is_valid() and (given := form.give()):
        if isinstance(given, JointAct):
            messages.info(request, _("This role waits until a colleague agrees. You hear of it."))
        else:
            messages.success(request, _("The role is given."))
        return redirect("network:person", person.key)
    shown = {
        "form": form,
        "person": person,
        "role": capfirst(str(ROLE_NAMES[role])),
        "purpose": ROLE_PURPOSES[role],
        "place": place,
        "waits": place.is_live and opens_sight(role),
    }
    return render(request, "network/people/role.html", shown, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def person_role_end(request: SignedIn, key: UUID, pk: int) -> HttpResponse:
    person, grant = _grant(request, key, pk)
    form = EndRoleForm(request.POST if request.method == "POST" else None, by=request.user, grant=grant)
    if form.is_bound and form.is_valid() and form.end():
        messages.success(request, _("The role ends."))
        return redirect("network:person", key)
    shown = {"form": form, "person": person, "grant": grant, "role": title_of(grant)}
    return render(request, "network/people/role_end.html", shown, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def person_deputy(request: SignedIn, key: UUID, pk: int) -> HttpResponse:
    person, grant = _grant(request, key, pk)
    form = DeputyForm(request.POST if request.method == "POST" else None, by=request.user, grant=grant)
    if form.is_bound and form.is_valid() and (saved := form.save()):
        if isinstance(saved, JointAct):
            messages.info(request, _("The deputy waits until a colleague agrees. You hear of it."))
        else:
            messages.success(request, _("Saved."))
        return redirect("network:person", key)
    waits = grant.municipality.is_live and opens_sight(Role(grant.role))
    shown = {"form": form, "person": person, "grant": grant, "role": title_of(grant), "waits": waits}
    return render(request, "network/people/deputy.html", shown, status=422 if form.errors else 200)


def _grant(request: SignedIn, key: UUID, pk: int) -> tuple[User, RoleGrant]:
    """A role of this person that is not over, and that this colleague gives and ends."""
    person = someone(request, key)
    grant = grant_to_change(person, pk, viewer=request.user)
    if grant is None:
        raise Http404
    return person, grant
