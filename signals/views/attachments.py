"""Being built."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse


def own(request: HttpRequest, **named: Any) -> HttpResponse:
    raise Http404


def team(request: HttpRequest, **named: Any) -> HttpResponse:
    raise Http404


def department(request: HttpRequest, **named: Any) -> HttpResponse:
    raise Http404
