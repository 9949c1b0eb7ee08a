"""A colleague leaves: what they hold, who takes it over, and then the account is closed."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from network.actions.granting import leaves_no_coordinator
from network.actions.people import open_grants
from network.forms.leaving import LeavingForm
from network.leaving import counts_of, items_of, work_of
from network.person_page import manages_account
from network.requests import SignedIn
from network.views.people import someone


@require_http_methods(["GET", "HEAD", "POST"])
def person_leaves(request: SignedIn, key: UUID) -> HttpResponse:
    person = someone(request, key)
    if not manages_account(request.user, person):
        raise Http404
    if not person.is_active:
        return redirect("network:person", key)  # sent twice
    items = items_of(person, by=request.user)
    is_last = leaves_no_coordinator(open_grants(person))
    data = request.POST if request.method == "POST" else None
    form = LeavingForm(data, by=request.user, person=person, items=items, is_last_coordinator=is_last)
    if form.is_bound and form.is_valid() and (handed := form.hand_over()):
        messages.success(request, _("%(name)s left. The account is closed.") % {"name": person})
        if handed.waiting:
            messages.info(request, _("A part waits until a colleague agrees. You hear of it."))
        return redirect("network:person", key)
    loads = [*counts_of(items), *work_of(person)]
    shown = {"form": form, "person": person, "loads": loads, "is_last": is_last}
    return render(request, "network/people/leaving.html", shown, status=422 if form.errors else 200)
