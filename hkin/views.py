"""Pages that belong to no app: notices, errors, the empty screen, and what every page shares."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any

from allauth.account import views as account
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles import finders
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_safe

from hkin.health import look
from hkin.navigation import menu_for, role_name
from hkin.oidc.forms import way_in
from network.entry import has_registration
from network.models import Municipality, User
from network.people import coordinator_of
from network.roles import Practice, home_of, practice_of

LETTERS_SHOWN = 200


def page_context(request: HttpRequest) -> dict[str, Any]:
    """What base.html needs. Lazy, so that a fragment without a header asks the database nothing."""
    municipality = SimpleLazyObject(lambda: _municipality_of(request))
    return {
        "municipality": municipality,
        "coordinator": SimpleLazyObject(lambda: _coordinator_for(request)),
        "themes": SimpleLazyObject(lambda: _themes(getattr(municipality, "look", ""))),
        "menu": SimpleLazyObject(lambda: menu_for(request)),
        "role_name": SimpleLazyObject(lambda: role_name(request.user)),
        "practice": SimpleLazyObject(lambda: _practice(request)),
        "is_demo": settings.DEMO,
        "municipality_account": SimpleLazyObject(lambda: way_in(request)),
        "has_registration": SimpleLazyObject(has_registration),
    }


def _municipality_of(request: HttpRequest) -> Municipality | None:
    user = getattr(request, "user", None)
    grant = home_of(user) if isinstance(user, User) else None
    return grant.municipality if grant else None


def _practice(request: HttpRequest) -> Practice:
    user = getattr(request, "user", None)
    return practice_of(user) if isinstance(user, User) else Practice()


def _coordinator_for(request: HttpRequest) -> User | None:
    municipality = _municipality_of(request)
    return coordinator_of(municipality) if municipality else None


def _themes(look: str) -> list[str]:
    """Theme classes, and files of static/hkin/themes, in the order in which they overrule each other."""
    wanted = ["hkin-theme", *settings.THEME.split(), look]
    return [name for name in dict.fromkeys(wanted) if name and _theme_exists(name)]


@cache
def _theme_exists(name: str) -> bool:
    return name.replace("-", "").isalnum() and finders.find(f"hkin/themes/{name}.css") is not None


# ---- notices ---------------------------------------------------------------------------
@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "notices/privacy.html")


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "notices/accessibility.html")


@login_not_required
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "notices/help.html")


@login_not_required
@require_safe
def empty_screen(request: HttpRequest) -> HttpResponse:
    """Where the hide button goes: a page that tells a passer-by nothing."""
    return render(request, "empty_screen.html")


@login_not_required  # somebody who is half way in goes out too
def log_out(request: HttpRequest) -> HttpResponse:
    """On a shared computer the back button must not bring a page back: the browser forgets what it kept."""
    response: HttpResponse = account.logout(request)
    if request.method == "POST":
        response["Clear-Site-Data"] = '"cache"'
    return response


@login_not_required
def no_signup(_request: HttpRequest) -> HttpResponse:
    """Allauth leads to a page to sign up, and to one to make a first password. The application manager does both."""
    raise Http404


@login_not_required
@require_safe
def health(_request: HttpRequest) -> HttpResponse:
    """503 when nobody can file; 200 with warnings when messages come late."""
    found = look()
    return JsonResponse(found.as_json(), status=200 if found.can_file else 503)


# ---- the demo's letter box -----------------------------------------------------------------------
@login_not_required
@require_safe
def mailbox(request: HttpRequest, name: str = "") -> HttpResponse:
    """Letters the local mail sink caught, newest first. Exists in a demo only."""
    if not (settings.DEMO and settings.MAIL_FOLDER):
        raise Http404
    files = sorted(Path(settings.MAIL_FOLDER).glob("*.eml"), key=lambda file: file.stat().st_mtime, reverse=True)
    if name:
        chosen = next((file for file in files if file.name == name), None)
        if chosen is None:
            raise Http404
        return render(request, "mailbox/letter.html", {"letter": _letter(chosen)})
    return render(request, "mailbox/letters.html", {"letters": [_letter(file) for file in files[:LETTERS_SHOWN]]})


def _letter(file: Path) -> dict[str, Any]:
    message = BytesParser(policy=policy.default).parsebytes(file.read_bytes())
    text = message.get_body(preferencelist=("plain", "html"))
    return {
        "name": file.name,
        "subject": message["Subject"],
        "sender": message["From"],
        "to": message["To"],
        "date": _sent_at(message),
        "text": text.get_content() if text else "",
    }


def _sent_at(message: EmailMessage) -> datetime | None:
    """Universal time stands in a letter as "-0000", which is read as a moment without a zone."""
    moment: datetime | None = message["Date"].datetime if message["Date"] else None
    return moment.replace(tzinfo=moment.tzinfo or UTC) if moment else None


# ---- errors --------------------------------------------------------------------------------------
def cannot_open(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 (Django names it)
    """Unknown and forbidden are one page with one status: which of the two it is, we never say."""
    return render(request, "404.html", {"is_nowhere": True}, status=404)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return render(request, "413.html", status=413)
    return render(request, "400.html", status=400)


def only_by_a_button(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Whoever opens the address behind a button, or loads it again, gets a page with a way back and no bare refusal."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or response.content or request.method != "GET":
            return response
        page = render(request, "405.html", status=HTTPStatus.METHOD_NOT_ALLOWED)
        page["Allow"] = response["Allow"]
        return page

    return middleware


def csrf_failure(request: HttpRequest, **_why: object) -> HttpResponse:
    return render(request, "csrf_failure.html", status=403)
