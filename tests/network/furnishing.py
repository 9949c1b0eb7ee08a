"""The answers to the steps of furnishing, as a browser sends them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from network.models import Municipality, User


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def address(page: str, municipality: Municipality) -> str:
    return reverse(page, args=[municipality.slug])


def look(user: User, page: str, municipality: Municipality) -> HttpResponse:
    response: HttpResponse = signed_in(user).get(address(page, municipality))
    return response


def send(user: User, page: str, municipality: Municipality, answers: Mapping[str, Any] | None = None) -> HttpResponse:
    response: HttpResponse = signed_in(user).post(address(page, municipality), answers or {})
    return response


def who_we_are(**changed: Any) -> dict[str, Any]:
    """The second step, filled in."""
    answers = {
        "name": "Proefdorp",
        "places": "Proefdorp, Proefbuurt",
        "look": "",
        "inhabitants": "12.000",
        "size": "by_inhabitants",
        "neighbour": "",
        "mail_domains": "proefdorp.nl",
    }
    return {name: value for name, value in (answers | changed).items() if value is not None}
