"""Somebody with an account, in a municipality, for the doors that belong to no app."""

from datetime import date

import pytest
from django.test import Client

from network.models import Municipality, RoleGrant, User
from network.rules import Role

PASSWORD = "een lang wachtwoord"


@pytest.fixture
def sanne(db: None) -> User:
    oudeveen = Municipality.objects.create(slug="oudeveen", name="Oudeveen")
    user = User.objects.create_user("sanne", "sanne@oudeveen.example", PASSWORD, name="Sanne Bakker")
    RoleGrant.objects.create(user=user, role=Role.REPORTER, municipality=oudeveen, from_on=date(2020, 1, 1))
    return user


@pytest.fixture
def signed_in(client: Client, sanne: User) -> Client:
    client.force_login(sanne, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
