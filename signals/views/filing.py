"""Being built."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse


def new(request: HttpRequest, **named: Any) -> HttpResponse:
    raise Http404


def save(request: HttpRequest, **named: Any) -> HttpResponse:
    raise Http404


def care(request: HttpRequest, **named: Any) -> HttpResponse:
    raise Http404


def discard(request: HttpRequest, **named: Any) -> HttpResponse:
    raise Http404


def resume(request: HttpRequest, **named: Any) -> HttpResponse:
    raise Http404


def receipt(request: HttpRequest, **named: Any) -> HttpResponse:
    raise Http404
