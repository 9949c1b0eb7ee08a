"""The themes of a municipality: everybody reads them, its keeper adds, rewords and retires."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.actions.themes import (
    LastTheme,
    NameTaken,
    StillNamed,
    ThemeChanged,
    delete_theme,
    retire_power,
    revive_theme,
    switch_theme,
)
from network.forms.themes import PowerForm, RetireThemeForm, ThemeForm
from network.indicator_page import checklist, indicator_lines
from network.indicators import drafts_to_check, indicators_at, may_see_drafts, retired_at
from network.models import Municipality, Theme, User
from network.priorities import is_current, may_prioritise, priorities_of, setting_of
from network.requests import SignedIn
from network.roles import places_of
from network.themes import (
    drafts_about,
    is_named,
    is_sole,
    is_watched,
    may_keep,
    may_reword,
    may_switch,
    parts_of,
    place_at,
    power_at,
    powers_at,
    retired_themes,
    theme_at,
    theme_lines,
    trail_of,
)

May = Callable[[User, Municipality], bool]


# ---- where ---------------------------------------------------------------------------------------
def here(request: SignedIn, may: May | None = None) -> Municipality:
    """The municipality the address names, else one's own; unknown and forbidden are one page."""
    return place_at(request.user, request.GET.get("gemeente", ""), may)


def named(user: User, place: Municipality) -> str:
    """Behind an address: which municipality, for who works in several."""
    return f"?{urlencode({'gemeente': place.slug})}" if len(places_of(user)) > 1 else ""


def go(request: SignedIn, place: Municipality, page: str, *arguments: object) -> HttpResponseRedirect:
    return redirect(reverse(page, args=arguments) + named(request.user, place))


def shown(
    request: SignedIn, template: str, place: Municipality, *, status: int = HTTPStatus.OK, **more: Any
) -> HttpResponse:
    context = {"place": place, "at": named(request.user, place), **more}
    return render(request, f"network/{template}.html", context, status=status)


# ---- read ----------------------------------------------------------------------------------------
@require_safe
def themes(request: SignedIn) -> HttpResponse:
    place, user = here(request), request.user
    keeps = may_keep(user, place)
    more: dict[str, Any] = {
        "lines": theme_lines(place),
        "priorities": priorities_of(place),
        "retired": retired_themes(place) if keeps else [],
        "may_keep": keeps,
        "may_prioritise": may_prioritise(user, place),
        "sees_drafts": may_see_drafts(user, place),
        "waiting": len(drafts_to_check(user)),
        "elsewhere": [one for one in places_of(user).values() if one != place],
    }
    return shown(request, "themes/list", place, **more)


@require_safe
def theme(request: SignedIn, code: str) -> HttpResponse:
    place, user = here(request), request.user
    about = theme_at(place, code)
    setting, keeps = setting_of(place, about), may_keep(user, place)
    more: dict[str, Any] = {
        "theme": about,
        "is_watched": is_watched(place, about),
        "priority": setting if is_current(setting, timezone.localdate()) else None,
        "parts": parts_of(place, about),
        "powers": [power for power in powers_at(place, about) if power.is_active],
        "lines": indicator_lines(place, indicators_at(place, about)),
        "retired": retired_at(place, about) if keeps else [],
        "drafts": drafts_about(place, about) if may_see_drafts(user, place) else [],
        "trail": trail_of(place, about),
        "may_keep": keeps,
        "may_reword": keeps and may_reword(place, about.municipality_id),
        "may_switch": may_switch(user, place),
        "may_prioritise": may_prioritise(user, place),
        "checklist": checklist(),
    }
    return shown(request, "themes/theme", place, **more)


# ---- a theme of one's own --------------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
def theme_add(request: SignedIn) -> HttpResponse:
    place = here(request, may_keep)
    form = ThemeForm(request.POST or None, by=request.user, municipality=place)
    if form.is_bound and form.is_valid() and (added := form.save()):
        messages.success(request, _("The theme is added. Now say who leads it."))
        return go(request, place, "network:theme", added.code)
    return shown(request, "themes/add", place, form=form, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def theme_change(request: SignedIn, code: str) -> HttpResponse:
    """A shared theme that others read too is not reworded: the page says why, and offers an own one."""
    place = here(request, may_keep)
    about = theme_at(place, code)
    if not may_reword(place, about.municipality_id):
        return shown(request, "themes/shared", place, theme=about)
    form = ThemeForm(request.POST or None, by=request.user, municipality=place, theme=about)
    try:
        if form.is_bound and form.is_valid() and form.save():
            messages.success(request, _("The new words are kept."))
            return go(request, place, "network:theme", about.code)
    except ThemeChanged as changed:
        again = ThemeForm(by=request.user, municipality=place, theme=changed.now)
        more = {"theme": changed.now, "form": again, "typed": form.cleaned_data}
        return shown(request, "themes/change", place, status=HTTPStatus.CONFLICT, **more)
    return shown(request, "themes/change", place, theme=about, form=form, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def theme_retire(request: SignedIn, code: str) -> HttpResponse:
    place = here(request, may_keep)
    about = theme_at(place, code)
    if not about.is_active or not may_reword(place, about.municipality_id):
        raise Http404
    form = RetireThemeForm(request.POST or None, by=request.user, municipality=place, theme=about)
    if form.is_bound and form.is_valid() and form.retire():
        messages.success(request, _("The theme is retired."))
        return go(request, place, "network:themes")
    more: dict[str, Any] = {
        "theme": about,
        "form": form,
        "cells": parts_of(place, about).count(),
        "drafts": drafts_about(place, about).count(),
        "may_delete": about.municipality_id is not None and not is_named(about),
    }
    return shown(request, "themes/retire", place, status=422 if form.errors else 200, **more)


@require_POST
def theme_delete(request: SignedIn, code: str) -> HttpResponse:
    place = here(request, may_keep)
    try:
        delete_theme(by=request.user, municipality=place, theme=theme_at(place, code))
    except StillNamed:
        messages.error(request, _("Something names this theme, so it cannot be deleted. You can retire it."))
        return go(request, place, "network:theme", code)
    except LastTheme:
        messages.error(request, _("This is the last theme that is watched. First switch on another one."))
        return go(request, place, "network:theme", code)
    messages.success(request, _("The theme is deleted. Nothing named it."))
    return go(request, place, "network:themes")


@require_POST
def theme_revive(request: SignedIn, code: str) -> HttpResponse:
    place = here(request, may_keep)
    try:
        revive_theme(by=request.user, municipality=place, theme=theme_at(place, code))
    except NameTaken:
        messages.error(request, _("There is a theme with this name already."))
        return go(request, place, "network:themes")
    messages.success(request, _("The theme is in use again. Now say who leads it."))
    return go(request, place, "network:theme", code)


@require_POST
def theme_switch(request: SignedIn, code: str) -> HttpResponse:
    place = here(request, may_switch)
    is_on = request.POST.get("on") == "1"
    try:
        switch_theme(by=request.user, municipality=place, theme=theme_at(place, code), is_on=is_on)
    except LastTheme:
        messages.error(request, _("This is the last theme that is watched. First switch on another one."))
    else:
        messages.success(request, _("The theme is on.") if is_on else _("The theme is off. Signals go to the team."))
    return go(request, place, "network:theme", code)


# ---- powers --------------------------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
def theme_powers(request: SignedIn, code: str) -> HttpResponse:
    place = here(request, may_keep)
    about = theme_at(place, code)
    form = PowerForm(request.POST or None, by=request.user, municipality=place, theme=about)
    if form.is_bound and form.is_valid() and form.save():
        messages.success(request, _("The power is added."))
        return go(request, place, "network:theme_powers", code)
    return _powers(request, place, about, form)


@require_http_methods(["GET", "HEAD", "POST"])
def theme_power(request: SignedIn, code: str, pk: int) -> HttpResponse:
    place = here(request, may_keep)
    about = theme_at(place, code)
    power = power_at(place, about, pk)
    if not may_reword(place, power.municipality_id):
        raise Http404
    form = PowerForm(request.POST or None, by=request.user, municipality=place, theme=about, power=power)
    if form.is_bound and form.is_valid() and form.save():
        messages.success(request, _("The new name is kept."))
        return go(request, place, "network:theme_powers", code)
    more: dict[str, Any] = {"theme": about, "power": power, "form": form}
    return shown(request, "themes/power", place, status=422 if form.errors else 200, **more)


@require_POST
def theme_power_switch(request: SignedIn, code: str, pk: int) -> HttpResponse:
    place = here(request, may_keep)
    about = theme_at(place, code)
    is_on = request.POST.get("on") == "1"
    retire_power(by=request.user, municipality=place, power=power_at(place, about, pk), is_active=is_on)
    done = _("The power is in use again.") if is_on else _("The power is retired. Cells that name it keep it.")
    messages.success(request, done)
    return go(request, place, "network:theme_powers", code)


def _powers(request: SignedIn, place: Municipality, about: Theme, form: PowerForm) -> HttpResponse:
    more: dict[str, Any] = {"theme": about, "powers": powers_at(place, about), "form": form, "is_sole": is_sole(place)}
    return shown(request, "themes/powers", place, status=422 if form.errors else 200, **more)
