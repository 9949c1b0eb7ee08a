"""Being built."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse


def ask_first(request: HttpRequest, **named: Any) -> HttpResponse:
    raise Http404


def call_backs(request: HttpRequest, **named: Any) -> HttpResponse:
    raise Http404


def called(request: HttpRequest, **named: Any) -> HttpResponse:
    raise Http404
