"""The people of one's municipalities, and one of them."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from hkin.privacy.searching import recall, remember
from network.forms.people import PeopleFilter
from network.models import User
from network.person_page import page_of, places_to_invite, trail_of
from network.requests import SignedIn
from network.roster import Wanted, person_for, reach_of, roster

_FILTERS = ("stand", "gemeente")


@require_http_methods(["GET", "HEAD", "POST"])
def people(request: SignedIn) -> HttpResponse:
    reach = reach_of(request.user)
    if not reach.reads:
        raise Http404
    if request.method == "POST":
        return _asked(request)
    given: dict[str, Any] = {name: request.GET.get(name, "") for name in _FILTERS}
    given["zoek"] = recall(request.session, request.GET.get("zoek", ""))
    form = PeopleFilter(given, places=reach.places, manages=bool(reach.manages))
    if not form.is_valid():
        return render(request, "network/people/list.html", {"form": form}, status=422)
    after = _uuid(request.GET.get("na", ""))
    wanted = form.wanted()
    found = roster(request.user, Wanted(wanted.words, wanted.state, wanted.place, after))
    shown: dict[str, Any] = {"form": form, "rows": found.rows, "is_narrow": any(given.values())}
    shown["may_invite"] = bool(places_to_invite(request.user))
    return render(request, "network/people/list.html", {**shown, **_addresses(request, found.next_after)})


@require_safe
def person(request: SignedIn, key: UUID) -> HttpResponse:
    somebody = someone(request, key)
    page = page_of(somebody, viewer=request.user)
    before = request.GET.get("eerder", "")
    number = int(before) if before.isdecimal() and len(before) < 19 else None
    entries, older = trail_of(somebody, viewer=request.user, before=number) if page.reads_trail else ((), None)
    shown: dict[str, Any] = {"page": page, "person": somebody, "entries": entries, "is_first": number is None}
    shown["first_trail"] = "" if number is None else f"{request.path}#verloop"
    shown["older"] = f"?eerder={older}#verloop" if older else ""
    return render(request, "network/people/person.html", shown)


def someone(request: SignedIn, key: UUID) -> User:
    """Unknown, and of another municipality, answer alike."""
    found = person_for(request.user, key)
    if found is None:
        raise Http404
    return found


def _asked(request: SignedIn) -> HttpResponse:
    """The words go into the session, and only a token of them into the address."""
    address = QueryDict(mutable=True)
    for name in _FILTERS:
        if value := request.POST.get(name):
            address[name] = value
    if token := remember(request.session, request.POST.get("zoek", "").strip()):
        address["zoek"] = token
    response = redirect(f"{request.path}?{address.urlencode()}" if address else request.path)
    response.status_code = HTTPStatus.SEE_OTHER
    return response


def _addresses(request: SignedIn, after: UUID | None) -> dict[str, str]:
    query = request.GET.copy()
    is_first = query.pop("na", None) is None
    first = "" if is_first else f"?{query.urlencode()}"
    if after is None:
        return {"older": "", "first": first}
    query["na"] = str(after)
    return {"older": f"?{query.urlencode()}", "first": first}


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
