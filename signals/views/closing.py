"""Being built."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse


def quick(request: HttpRequest, **named: Any) -> HttpResponse:
    raise Http404


def close(request: HttpRequest, **named: Any) -> HttpResponse:
    raise Http404
