"""The second step of logging in as a person does it: an app with codes, set up and asked."""

from __future__ import annotations

from time import time

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.http import HttpResponse
from django.test import Client

from network.models import User

STEP_SECONDS = 30
PROVEN = "/inloggen/tweede-stap/"


def with_app(user: User) -> str:
    """Sets an app up for somebody; the secret that lies in it."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def with_recovery_codes(user: User) -> list[str]:
    return RecoveryCodes.activate(user).get_unused_codes()


def shown_by_app(secret: str, *, later: int = 0) -> str:
    """The code of this moment, or of some half minutes later."""
    return format_hotp_value(hotp_value(secret, int(time()) // STEP_SECONDS + later))


def log_in(user: User, password: str, *, client: Client | None = None, **more: str) -> Client:
    """With the password alone: who has a second step is then half way."""
    client = client or Client()
    answer = client.post("/inloggen/", {"login": user.username, "password": password, **more})
    assert answer.status_code == 302, answer.content.decode()
    return client


def give_code(client: Client, code: str) -> HttpResponse:
    answer: HttpResponse = client.post(PROVEN, {"code": code})
    return answer


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session
