"""The strategic level says what comes first now, and ends it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from network.actions.priorities import PriorityChanged
from network.forms.priorities import EndPriorityForm, PriorityForm
from network.priorities import is_current, may_prioritise, setting_of
from network.requests import SignedIn
from network.themes import is_watched, theme_at
from network.views.themes import go, here, shown


@require_http_methods(["GET", "HEAD", "POST"])
def theme_priority(request: SignedIn, code: str) -> HttpResponse:
    place = here(request, may_prioritise)
    theme = theme_at(place, code)
    if not is_watched(place, theme):
        raise Http404
    setting = setting_of(place, theme)
    form = PriorityForm(request.POST or None, by=request.user, setting=setting)
    try:
        if form.is_bound and form.is_valid() and form.save():
            messages.success(request, _("It has priority now. Who files a signal sees it at the form."))
            return go(request, place, "network:themes")
    except PriorityChanged as changed:
        again = PriorityForm(by=request.user, setting=changed.now)
        more: dict[str, Any] = {"theme": theme, "setting": changed.now, "form": again, "typed": form.cleaned_data}
        return shown(request, "themes/priority", place, status=HTTPStatus.CONFLICT, **more)
    more = {"theme": theme, "setting": setting, "is_current": is_current(setting, timezone.localdate()), "form": form}
    return shown(request, "themes/priority", place, status=422 if form.errors else 200, **more)


@require_http_methods(["GET", "HEAD", "POST"])
def theme_priority_end(request: SignedIn, code: str) -> HttpResponse:
    place = here(request, may_prioritise)
    theme = theme_at(place, code)
    setting = setting_of(place, theme)
    if not is_current(setting, timezone.localdate()):
        raise Http404
    form = EndPriorityForm(request.POST or None, by=request.user, setting=setting)
    try:
        if form.is_bound and form.is_valid():
            form.end()
            messages.success(request, _("It has no priority any more."))
            return go(request, place, "network:themes")
    except PriorityChanged as changed:
        again = EndPriorityForm(by=request.user, setting=changed.now)
        more: dict[str, Any] = {"theme": theme, "setting": changed.now, "form": again, "typed": form.cleaned_data}
        return shown(request, "themes/priority_end", place, status=HTTPStatus.CONFLICT, **more)
    more = {"theme": theme, "setting": setting, "form": form}
    return shown(request, "themes/priority_end", place, status=422 if form.errors else 200, **more)
