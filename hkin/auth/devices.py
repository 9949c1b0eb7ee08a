"""Browsers in which somebody came in before: a guesser elsewhere never closes the door for them.

A signed cookie holds a number of its own and a mark of each person who came in there; it tells nobody who they are.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from network.models import User

COOKIE = "hkin_device"
KNOWN_DAYS = 30
_KNOWN_SECONDS = KNOWN_DAYS * 24 * 60 * 60
_MOST_PEOPLE = 5  # of one browser: the latest
_SALT = "hkin.auth.devices"


@dataclass(frozen=True)
class Device:
    number: str
    people: tuple[str, ...] = ()


def device_known_to(request: HttpRequest, person: User | None) -> str:
    """The number of this browser, when this person came in here before; else nothing."""
    device = _device(request)
    return device.number if device and person and _mark(person) in device.people else ""


def know_device(request: HttpRequest, response: HttpResponse, person: User) -> None:
    """Only after somebody showed who they are."""
    device = _device(request) or Device(secrets.token_hex(8))
    mark = _mark(person)
    people = [mark, *(each for each in device.people if each != mark)][:_MOST_PEOPLE]
    response.set_cookie(
        COOKIE,
        signing.dumps([device.number, people], salt=_SALT),
        max_age=_KNOWN_SECONDS,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def _device(request: HttpRequest) -> Device | None:
    try:
        number, people = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=_KNOWN_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Device(number, tuple(people))


def _mark(person: User) -> str:
    """Bound to the round of sessions: who ends theirs everywhere is known nowhere."""
    value = f"{person.pk}|{person.session_round}"
    return salted_hmac(_SALT, value, algorithm="sha256").hexdigest()[:16]
