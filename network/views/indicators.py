"""What is noticed about a theme: written by one colleague, checked by another, and only then read by all."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.actions.indicators import Settled, revive_indicator, withdraw_draft
from network.forms.indicators import CheckForm, IndicatorForm, RetireIndicatorForm, words_of
from network.indicator_page import (
    DraftShown,
    answers_in_words,
    checklist,
    draft_list,
    draft_shown,
    indicator_lines,
)
from network.indicators import (
    draft_by,
    indicator_at,
    is_used,
    may_come_back,
    may_see_drafts,
    may_write,
    wordings_of,
)
from network.models import Indicator, IndicatorDraft, Municipality, Theme
from network.requests import SignedIn
from network.themes import is_sole, place_at, theme_at
from network.views.themes import go, here, shown


@require_safe
def indicator_drafts(request: SignedIn) -> HttpResponse:
    place = here(request, may_see_drafts)
    more: dict[str, Any] = {"drafts": draft_list(request.user, place), "checklist": checklist()}
    return shown(request, "indicators/drafts", place, **more)


@require_http_methods(["GET", "HEAD", "POST"])
def indicator_draft(request: SignedIn, uuid: UUID) -> HttpResponse:
    """With the checklist for who may check it."""
    draft = _draft(request, uuid)
    page = draft_shown(draft, request.user)
    if request.method == "POST" and not page.may_check:
        return _late(request, draft)
    form = CheckForm(request.POST or None, by=request.user, draft=draft) if page.may_check else None
    if form is None or not form.is_bound or not form.is_valid():
        return _draft_page(request, page, form, status=422 if form is not None and form.errors else 200)
    try:
        signed = form.sign()
    except Settled:
        return _late(request, draft)
    if signed is None:
        return _draft_page(request, page, form, status=422)
    done = _("The sign is published. Colleagues see it from now on.")
    is_published = signed.state == IndicatorDraft.State.PUBLISHED
    messages.success(request, done if is_published else _("It is not published. Your colleague reads why."))
    return go(request, draft.municipality, "network:indicator_drafts")


@require_POST
def indicator_withdraw(request: SignedIn, uuid: UUID) -> HttpResponse:
    draft = _draft(request, uuid)
    try:
        withdraw_draft(by=request.user, draft=draft)
    except Settled:
        return _late(request, draft)
    messages.success(request, _("You took it back. Nobody needs to check it any more."))
    return go(request, draft.municipality, "network:indicator_drafts")


@require_http_methods(["GET", "HEAD", "POST"])
def indicator_rewrite(request: SignedIn, uuid: UUID) -> HttpResponse:
    """What was not published, once more; the first one and its remark stay to be read."""
    draft = _draft(request, uuid)
    if not draft_shown(draft, request.user).may_rewrite:
        raise Http404
    return _write(request, draft.municipality, draft.theme, before=draft, rewords=draft.rewords)


# ---- writing -------------------------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
def indicator_add(request: SignedIn, code: str) -> HttpResponse:
    place = here(request, may_write)
    about = theme_at(place, code)
    if not about.is_active:
        raise Http404
    return _write(request, place, about)


@require_http_methods(["GET", "HEAD", "POST"])
def indicator_reword(request: SignedIn, code: str) -> HttpResponse:
    place = here(request, may_write)
    indicator = _used(place, code)
    return _write(request, place, indicator.theme, before=indicator, rewords=indicator)


def _write(
    request: SignedIn,
    place: Municipality,
    about: Theme,
    *,
    before: Indicator | IndicatorDraft | None = None,
    rewords: Indicator | None = None,
) -> HttpResponse:
    first = words_of(before) if before else None
    form = IndicatorForm(
        request.POST or None, by=request.user, municipality=place, theme=about, rewords=rewords, initial=first
    )
    more: dict[str, Any] = {
        "theme": about,
        "form": form,
        "rewords": rewords,
        "refused": before if isinstance(before, IndicatorDraft) else None,
        "is_shared": rewords is not None and rewords.municipality_id is None and not is_sole(place),
        "checklist": checklist(),
    }
    if not form.is_bound or not form.is_valid():
        return shown(request, "indicators/write", place, status=422 if form.errors else 200, **more)
    try:
        draft = form.write()
    except Settled:
        messages.error(request, _("Meanwhile nobody uses this sign any more. Write a new one."))
        return go(request, place, "network:theme", about.code)
    messages.success(request, _("Written. It is published when a colleague has checked it."))
    return go(request, place, "network:indicator_draft", draft.uuid)


# ---- one of them ---------------------------------------------------------------------------------
@require_safe
def indicator(request: SignedIn, code: str) -> HttpResponse:
    place = here(request)
    about = indicator_at(place, code)
    line = indicator_lines(place, [about])[0]
    used = is_used(place, about)
    more: dict[str, Any] = {
        "line": line,
        "indicator": about,
        "is_used": used,
        "answered": answers_in_words(line.check) if line.check else [],
        "wordings": [one for one in wordings_of(place, about) if one != about],
        "may_write": used and may_write(request.user, place),
        "may_revive": not used and may_write(request.user, place) and may_come_back(place, about),
    }
    return shown(request, "indicators/indicator", place, **more)


@require_http_methods(["GET", "HEAD", "POST"])
def indicator_retire(request: SignedIn, code: str) -> HttpResponse:
    place = here(request, may_write)
    about = _used(place, code)
    form = RetireIndicatorForm(request.POST or None, by=request.user, municipality=place, indicator=about)
    if form.is_bound and form.is_valid():
        form.retire()
        messages.success(request, _("Nobody is offered this sign any more."))
        return go(request, place, "network:theme", about.theme.code)
    more: dict[str, Any] = {
        "indicator": about,
        "form": form,
        "is_shared": about.municipality_id is None and not is_sole(place),
    }
    return shown(request, "indicators/retire", place, status=422 if form.errors else 200, **more)


@require_POST
def indicator_revive(request: SignedIn, code: str) -> HttpResponse:
    place = here(request, may_write)
    about = indicator_at(place, code)
    revive_indicator(by=request.user, municipality=place, indicator=about)
    messages.success(request, _("Colleagues see this sign again."))
    return go(request, place, "network:theme", about.theme.code)


# ---- in common -----------------------------------------------------------------------------------
def _used(place: Municipality, code: str) -> Indicator:
    about = indicator_at(place, code)
    if not is_used(place, about):
        raise Http404
    return about


def _draft(request: SignedIn, uuid: UUID) -> IndicatorDraft:
    """Of whichever municipality: a message leads here without naming it."""
    draft = draft_by(uuid)
    place_at(request.user, draft.municipality.slug, may_see_drafts)
    return draft


def _draft_page(request: SignedIn, page: DraftShown, form: CheckForm | None, *, status: int) -> HttpResponse:
    more: dict[str, Any] = {"page": page, "draft": page.draft, "form": form}
    return shown(request, "indicators/draft", page.draft.municipality, status=status, **more)


def _late(request: SignedIn, draft: IndicatorDraft) -> HttpResponse:
    """As it stands now. Who may not check what still waits gets the page that cannot be opened."""
    now = draft_by(draft.uuid)
    if now.state == IndicatorDraft.State.WRITTEN:
        raise Http404
    more: dict[str, Any] = {"page": draft_shown(now, request.user), "draft": now, "form": None, "is_late": True}
    return shown(request, "indicators/draft", now.municipality, status=HTTPStatus.CONFLICT, **more)
