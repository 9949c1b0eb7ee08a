"""The pages of one person, as somebody who signed in asks for them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.test import Client
from django.urls import reverse

from network.models import RoleGrant, User

REASON = {"reason": "besluit 12"}


def come_in(client: Client, user: User) -> Client:
    client.force_login(User.objects.get(pk=user.pk), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def address(name: str, user: User, *more: int) -> str:
    return reverse(f"network:{name}", args=[user.key, *more])


def look(client: Client, viewer: User, person: User, name: str = "person", *more: int) -> Any:
    return come_in(client, viewer).get(address(name, person, *more))


def send(client: Client, viewer: User, person: User, name: str, data: dict[str, Any], *more: int, ask: str = "") -> Any:
    return come_in(client, viewer).post(address(name, person, *more) + ask, data)


def boxes(name: str, day: date) -> dict[str, int]:
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def grant_of(user: User, role: str) -> RoleGrant:
    return RoleGrant.objects.today().get(user=user, role=role)
