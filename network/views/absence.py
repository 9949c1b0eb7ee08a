"""I am away, and this colleague answers."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from network.absences import own_absences, roles_without_deputy
from network.actions.absence import end_absence
from network.forms.absence import AbsenceForm
from network.requests import SignedIn
from network.starting import promises_kept_by


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
        "reading_of": promises_kept_by(request.user),
    }
    return render(request, "network/absence.html", shown, status=422 if form.errors else 200)


@require_POST
def absence_end(request: SignedIn, pk: int) -> HttpResponse:
    end_absence(by=request.user, absence_id=pk)
    messages.success(request, _("This absence is gone."))
    return redirect("network:absence")
