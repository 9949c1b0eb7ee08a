"""What a browser keeps, which is nothing, what it is told when a session ended, and addresses that are none."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.cache import add_never_cache_headers

Middleware = Callable[[HttpRequest], HttpResponse]


def keep_nothing(get_response: Middleware) -> Middleware:
    """No browser and no proxy keeps a page: computers are shared. Static files are answered before this."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        add_never_cache_headers(response)
        return response

    return middleware


def htmx_login(get_response: Middleware) -> Middleware:
    """Answer an htmx request without a session with 401 and the login page, instead of a redirect it would swallow."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not request.htmx or request.user.is_authenticated or not _leads_to_login(response):  # type: ignore[attr-defined]
            return response
        here = urlsplit(request.htmx.current_url_abs_path or "/")  # type: ignore[attr-defined]
        login = redirect_to_login(here.path, resolve_url(settings.LOGIN_URL)).url
        return HttpResponse(status=401, headers={"HX-Redirect": login})

    return middleware


def _leads_to_login(response: HttpResponse) -> bool:
    return response.status_code == 302 and urlsplit(response["Location"]).path == resolve_url(settings.LOGIN_URL)


def no_zero_bytes(get_response: Middleware) -> Middleware:
    """Nothing is called by a zero byte, and the database refuses to look for one."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise Http404
        return get_response(request)

    return middleware
