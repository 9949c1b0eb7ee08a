"""Being built."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse


def own_list(request: HttpRequest, **named: Any) -> HttpResponse:
    raise Http404


def own_detail(request: HttpRequest, **named: Any) -> HttpResponse:
    raise Http404


def answer(request: HttpRequest, **named: Any) -> HttpResponse:
    raise Http404


def add(request: HttpRequest, **named: Any) -> HttpResponse:
    raise Http404


def correct(request: HttpRequest, **named: Any) -> HttpResponse:
    raise Http404


def shield(request: HttpRequest, **named: Any) -> HttpResponse:
    raise Http404


def withdraw(request: HttpRequest, **named: Any) -> HttpResponse:
    raise Http404
