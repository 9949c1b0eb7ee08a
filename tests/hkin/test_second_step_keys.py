"""After a new key the secrets of apps and recovery codes move to it, and the old key may go."""

from __future__ import annotations

from base64 import b64encode
from io import StringIO
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import call_command

from hkin.auth.sealing import open_secret
from hkin.privacy.keyring import KeyMissing
from network.models import User
from tests.hkin.second_step import with_app, with_recovery_codes

OLD, NEW = (f"{name}:{b64encode(name.encode() * 8).decode()}" for name in ("oud1", "nieu"))


@pytest.fixture
def secret(sanne: User, settings: Any) -> str:
    settings.SEAL_KEYS = OLD
    return with_app(sanne)


def rewrap(*options: str) -> str:
    said = StringIO()
    call_command("rewrap_keys", *options, stdout=said)
    return said.getvalue()


def test_with_the_old_key_behind_it_the_secret_opens(secret: str, settings: Any) -> None:
    settings.SEAL_KEYS = f"{NEW},{OLD}"
    assert open_secret(Authenticator.objects.get().data["secret"]) == secret


def test_after_rewrapping_the_old_key_may_go(secret: str, settings: Any) -> None:
    settings.SEAL_KEYS = f"{NEW},{OLD}"
    rewrap()
    settings.SEAL_KEYS = NEW
    assert open_secret(Authenticator.objects.get().data["secret"]) == secret


def test_before_that_it_may_not_and_is_told_so(secret: str, settings: Any) -> None:
    settings.SEAL_KEYS = f"{NEW},{OLD}"
    assert "1 geheimen van inloggen" in rewrap("--status")
    settings.SEAL_KEYS = NEW
    with pytest.raises(KeyMissing):
        open_secret(Authenticator.objects.get().data["secret"])


def test_recovery_codes_move_along_and_stay_the_same(sanne: User, settings: Any) -> None:
    settings.SEAL_KEYS = OLD
    codes = with_recovery_codes(sanne)
    settings.SEAL_KEYS = f"{NEW},{OLD}"
    assert "1 geheimen van inloggen of samen beslissen opnieuw" in rewrap()
    assert "0 geheimen van inloggen of samen beslissen opnieuw" in rewrap()
    assert Authenticator.objects.get().wrap().get_unused_codes() == codes
