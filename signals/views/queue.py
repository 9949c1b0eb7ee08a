"""Being built."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse


def queue(request: HttpRequest, **named: Any) -> HttpResponse:
    raise Http404


def count(request: HttpRequest, **named: Any) -> HttpResponse:
    raise Http404


def archive(request: HttpRequest, **named: Any) -> HttpResponse:
    raise Http404
