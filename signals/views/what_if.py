"""What if: where would a signal go, with who is away and after which change?"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from network.matrix import may_edit
from network.models import ChangeSet
from network.requests import SignedIn
from signals.forms.what_if import WhatIfForm
from signals.what_if import asking_places, open_elsewhere, walk
from signals.what_if_page import Shown, shown_walk

#: What may stand in an address: codes, never a person.
_CODES = ("thema", "ook", "afdeling", "wet", "veilig", "voorstel")


@require_http_methods(["GET", "HEAD", "POST"])
def what_if(request: SignedIn) -> HttpResponse:
    places = asking_places(request.user)
    if not places:
        raise Http404
    asked = request.POST if request.method == "POST" else request.GET
    place = next((one for one in places if one.slug == asked.get("gemeente")), places[0])
    form = WhatIfForm(
        request.POST if request.method == "POST" else None,
        by=request.user,
        place=place,
        places=places,
        action=f"{request.path}#uitkomst",
    )
    if not form.is_bound:
        form.initial = {**form.initial, **{name: request.GET[name] for name in _CODES if name in request.GET}}
        return render(request, "signals/what_if/page.html", {"form": form})
    if not form.is_valid():
        return render(request, "signals/what_if/page.html", {"form": form}, status=422)
    return render(request, "signals/what_if/page.html", {"form": form, **_answer(request, form)})


def _answer(request: SignedIn, form: WhatIfForm) -> dict[str, Any]:
    question, change_set = form.question(), form.change_set
    walks: list[tuple[ChangeSet | None, Shown]] = [(None, shown_walk(walk(question), law=form.law))]
    shown: dict[str, Any] = {"question": question, "may_mend": may_edit(request.user, question.municipality)}
    if change_set is not None:
        change_set.municipality = question.municipality
        walks.append((change_set, shown_walk(walk(question, as_if=change_set), law=form.law)))
        shown["elsewhere"] = open_elsewhere(change_set, by=request.user, moment=question.moment)
    return {**shown, "walks": walks}
