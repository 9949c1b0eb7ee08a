"""The privacy officer decides about privacy checks."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse

from network.requests import SignedIn


def checks(request: SignedIn) -> HttpResponse:
    raise Http404


def check(request: SignedIn, uuid: UUID) -> HttpResponse:
    raise Http404
