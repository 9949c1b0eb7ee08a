"""The lists of whoever handles signals: open work, the archive, and the count that announces new work."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_http_methods, require_safe

from hkin.privacy.searching import recall, remember
from network.models import User
from network.roles import roles_of
from signals.access import log_queue
from signals.actions.queue import open_queue
from signals.forms.queue import ArchiveFilter, ListFilter, QueueFilter
from signals.listing import (
    CAP,
    READERS,
    Frame,
    Owner,
    Page,
    Wanted,
    closed_frame,
    closed_page,
    frame_of,
    has_queue,
    new_since,
    open_page,
    opens_directly,
)
from signals.rows import rows_of
from signals.valuing import heard_lately

PURPOSE = "intake"


@require_http_methods(["GET", "HEAD", "POST"])
def queue(request: HttpRequest) -> HttpResponse:
    user = _reader(request)
    if request.method == "POST":
        return _asked(request)
    form = QueueFilter(_question(request))
    if not form.is_valid():
        form.offer_themes(frame_of(user, Wanted()).themes)
        return render(request, "signals/queue/queue.html", {"form": form, "frame": Frame()}, status=422)
    wanted = form.wanted()
    if wanted.q and (reference := opens_directly(user, wanted.q)):
        return redirect("signals:team_detail", reference)
    frame = frame_of(user, wanted)
    form.offer_themes(frame.themes)
    page = open_page(user, wanted, hits=frame.count(wanted.owner), **_place(request))
    log_queue(page.signals, by=user, purpose=PURPOSE, action=_action(wanted))
    open_queue(by=user)
    tabs = [(owner, frame.count(owner)) for owner in Owner]
    around = {"tabs": tabs, "since": timezone.now().isoformat(), "heard": heard_lately(user), "asking": frame.asking}
    return render(request, "signals/queue/queue.html", _shown(request, form, wanted, frame, page) | around)


@require_safe
def count(request: HttpRequest) -> HttpResponse:
    """What came in since the page was made. Asked every minute; it tells a number, so no look is written down."""
    return render(request, "signals/queue/_new.html", {"new": new_since(_reader(request), _since(request))})


@require_http_methods(["GET", "HEAD", "POST"])
def archive(request: HttpRequest) -> HttpResponse:
    user = _reader(request)
    if request.method == "POST":
        return _asked(request)
    form = ArchiveFilter(_question(request))
    if not form.is_valid():
        form.offer_themes(closed_frame(user, Wanted()).themes)
        return render(request, "signals/queue/archive.html", {"form": form, "frame": Frame()}, status=422)
    wanted = form.wanted()
    if wanted.q and (reference := opens_directly(user, wanted.q)):
        return redirect("signals:team_detail", reference)
    frame = closed_frame(user, wanted)
    form.offer_themes(frame.themes)
    page = closed_page(user, wanted, hits=frame.everybody, **_place(request))
    log_queue(page.signals, by=user, purpose=PURPOSE, action=_action(wanted))
    return render(request, "signals/queue/archive.html", _shown(request, form, wanted, frame, page))


def _asked(request: HttpRequest) -> HttpResponse:
    """The filters go into the address; the words into the session, and only a token of them into the address."""
    address = QueryDict(mutable=True)
    for name in ("owner", "theme", "status", "urgency", "area", "outcome", "asks"):
        if value := request.POST.get(name):
            address[name] = value
    if token := remember(request.session, request.POST.get("q", "").strip()):
        address["zoek"] = token
    response = redirect(f"{request.path}?{address.urlencode()}")
    response.status_code = HTTPStatus.SEE_OTHER
    return response


def _question(request: HttpRequest) -> QueryDict:
    question = request.GET.copy()
    question["q"] = recall(request.session, question.get("zoek", ""))
    return question


def _shown(request: HttpRequest, form: ListFilter, wanted: Wanted, frame: Frame, page: Page) -> dict[str, Any]:
    user = _reader(request)
    is_further = bool(page.before)
    return {
        "form": form,
        "wanted": wanted,
        "page": page,
        "rows": rows_of(user, page.signals),
        "count": frame.count(wanted.owner),
        "cap": CAP,
        "older": _address(request, after=page.after),
        "newer": _address(request, before=page.before),
        "first": _address(request, is_first=True) if is_further else "",
        "has_several_municipalities": len(roles_of(user).municipalities(*READERS)) > 1,
    }


def _address(request: HttpRequest, *, is_first: bool = False, **place: str) -> str:
    """The same question at another place of the list; empty when there is no such page."""
    if not is_first and not any(place.values()):
        return ""
    asked = request.GET.copy()
    for name in ("after", "before"):
        asked.pop(name, None)
    asked.update({name: key for name, key in place.items() if key})
    return f"?{asked.urlencode()}"


def _reader(request: HttpRequest) -> User:
    """Whoever stands behind a queue; for others this page does not exist."""
    user = request.user
    if not isinstance(user, User) or not has_queue(user):
        raise Http404
    return user


def _place(request: HttpRequest) -> dict[str, str]:
    return {"after": request.GET.get("after", ""), "before": request.GET.get("before", "")}


def _action(wanted: Wanted) -> str:
    return "search_signals" if wanted.q else "list_signals"


def _since(request: HttpRequest) -> datetime:
    now = timezone.now()
    try:
        moment = parse_datetime(request.GET.get("since", ""))
    except ValueError:
        return now
    return moment if moment and moment.tzinfo else now
