"""Being built."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse


def detail(request: HttpRequest, **named: Any) -> HttpResponse:
    raise Http404


def seen(request: HttpRequest, **named: Any) -> HttpResponse:
    raise Http404


def claim(request: HttpRequest, **named: Any) -> HttpResponse:
    raise Http404


def take_over(request: HttpRequest, **named: Any) -> HttpResponse:
    raise Http404


def pass_on(request: HttpRequest, **named: Any) -> HttpResponse:
    raise Http404


def step_aside(request: HttpRequest, **named: Any) -> HttpResponse:
    raise Http404


def note(request: HttpRequest, **named: Any) -> HttpResponse:
    raise Http404


def headline(request: HttpRequest, **named: Any) -> HttpResponse:
    raise Http404


def urgency(request: HttpRequest, **named: Any) -> HttpResponse:
    raise Http404


def theme(request: HttpRequest, **named: Any) -> HttpResponse:
    raise Http404


def route(request: HttpRequest, **named: Any) -> HttpResponse:
    raise Http404


def regime(request: HttpRequest, **named: Any) -> HttpResponse:
    raise Http404
