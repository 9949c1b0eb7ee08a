"""What a browser would send: the filing form with the four answers, and whatever a test changes."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.test import Client

from network.models import User
from signals.models import Signal

NEW = "/signalen/nieuw/"
TEXT = "Bij de loods staat elke ochtend een witte bus met draaiende motor."


def answers(**changed: Any) -> dict[str, Any]:
    minimal = {
        "key": str(uuid4()),
        "text": TEXT,
        "place": "Havendijk 14, 8999 AC Oudeveen",
        "when": "today",
        "safety": "none",
        "shield": "name",
        "send": "1",
    }
    return {name: value for name, value in (minimal | changed).items() if value is not None}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def post(user: User, **changed: Any) -> HttpResponse:
    response: HttpResponse = signed_in(user).post(NEW, answers(**changed))
    return response


def filed(user: User, **changed: Any) -> Signal:
    """The signal that this form became."""
    sent = answers(**changed)
    response = signed_in(user).post(NEW, sent)
    assert response.status_code == 302, response.content.decode()
    return Signal.objects.get(uuid=sent["key"])
