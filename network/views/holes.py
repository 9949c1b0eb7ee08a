"""The gaps in the directory, for its keeper."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from network.actions.holes import mend_hole
from network.holes import gaps_for
from network.requests import SignedIn
from network.roles import roles_of
from network.rules import Role


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
