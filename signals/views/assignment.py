"""Being built."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse


def hand_over(request: HttpRequest, **named: Any) -> HttpResponse:
    raise Http404


def hand_overs(request: HttpRequest, **named: Any) -> HttpResponse:
    raise Http404


def hand_over_detail(request: HttpRequest, **named: Any) -> HttpResponse:
    raise Http404


def reply(request: HttpRequest, **named: Any) -> HttpResponse:
    raise Http404


def give(request: HttpRequest, **named: Any) -> HttpResponse:
    raise Http404


def result(request: HttpRequest, **named: Any) -> HttpResponse:
    raise Http404
