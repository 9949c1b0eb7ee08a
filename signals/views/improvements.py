"""What the municipality changes in its own rules and ways of working: the list, and when it is done."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from network.requests import SignedIn
from signals.actions.improvements import end_improvement
from signals.actions.working import NotAllowed, Stale
from signals.forms.improvements import EndImprovementForm
from signals.improvements import find_improvement, lines_for, reads_improvements


@require_safe
def improvements(request: SignedIn) -> HttpResponse:
    if not reads_improvements(request.user):
        raise Http404
    return _show(request, done=request.GET.get("toon") == "klaar")


@require_http_methods(["GET", "HEAD", "POST"])
def done(request: SignedIn, uuid: UUID) -> HttpResponse:
    row = find_improvement(uuid, by=request.user)
    if row is None:
        raise Http404
    if request.method != "POST":
        return redirect("signals:improvements")
    form = EndImprovementForm(request.POST, row=row)
    if not form.is_valid():
        return _show(request, bound=form, status=422)
    try:
        end_improvement(
            uuid, by=request.user, came_of_it=form.careful("came_of_it"), version=form.cleaned_data["version"]
        )
    except NotAllowed:
        raise Http404 from None
    except Stale:
        if row.done_on is not None and row.came_of_it == form.careful("came_of_it"):
            return redirect("signals:improvements")  # pressed twice
        return _show(request, bound=form, status=409)
    messages.success(request, _("Done. It stands with what is finished."))
    return redirect("signals:improvements")


def _show(
    request: SignedIn, *, done: bool = False, bound: EndImprovementForm | None = None, status: int = 200
) -> HttpResponse:
    lines = lines_for(request.user, done=done)
    known = {line.improvement.pk for line in lines}
    shown = [(line, _form(line.improvement.pk, bound) or EndImprovementForm(row=line.improvement)) for line in lines]
    page = {
        "lines": shown,
        "done": done,
        "bound": bound,
        "typed": bound if bound is not None and bound.row.pk not in known else None,
        "is_stale": status == 409,
    }
    return render(request, "signals/improvements/list.html", page, status=status)


def _form(pk: int, bound: EndImprovementForm | None) -> EndImprovementForm | None:
    return bound if bound is not None and bound.row.pk == pk else None
