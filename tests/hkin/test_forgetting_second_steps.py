"""What somebody who left logged in with is gone a month later."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone

from hkin.auth.retention import LEAVERS
from hkin.privacy.retention import forget
from network.models import User
from tests.hkin.second_step import with_app, with_recovery_codes


@pytest.fixture(autouse=True)
def left(sanne: User) -> None:
    with_app(sanne)
    with_recovery_codes(sanne)
    User.objects.filter(pk=sanne.pk).update(is_active=False, left_at=timezone.now())


def kept_after(days: int, time_machine: Any) -> int:
    time_machine.move_to(timezone.now() + timedelta(days=days), tick=False)
    forget(LEAVERS)
    return Authenticator.objects.count()


def test_on_the_thirtieth_day_it_is_still_there(time_machine: Any) -> None:
    assert kept_after(30, time_machine) == 2


def test_after_that_it_is_gone(time_machine: Any) -> None:
    assert kept_after(31, time_machine) == 0


def test_of_who_works_here_it_stays(sanne: User, time_machine: Any) -> None:
    User.objects.filter(pk=sanne.pk).update(is_active=True, left_at=None)
    assert kept_after(400, time_machine) == 2
