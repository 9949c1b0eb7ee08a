"""Being built."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse


def tell(request: HttpRequest, **named: Any) -> HttpResponse:
    raise Http404


def ask(request: HttpRequest, **named: Any) -> HttpResponse:
    raise Http404
