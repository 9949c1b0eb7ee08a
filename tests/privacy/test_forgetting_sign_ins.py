"""Who signed in, who tried, and from where is forgotten after thirty days; an ended session the next night."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt, AccessLog
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from hkin.privacy.retention import forget
from hkin.privacy.sign_in_retention import RULES
from network.models import User

pytestmark = pytest.mark.django_db

PASSWORD = "een lang wachtwoord"


@pytest.fixture(autouse=True)
def somebody_signed_in() -> None:
    User.objects.create_user("sanne", "sanne@oudeveen.example", PASSWORD)
    Client().post("/inloggen/", {"login": "bestaat-niet", "password": "fout"})
    Client().post("/inloggen/", {"login": "sanne", "password": PASSWORD})


def kept_after(days: int, time_machine: Any) -> tuple[int, int, int]:
    time_machine.move_to(timezone.now() + timedelta(days=days), tick=False)
    for rule in RULES:
        forget(rule)
    return AccessAttempt.objects.count(), AccessLog.objects.count(), Session.objects.count()


def test_on_the_same_day_everything_is_there(time_machine: Any) -> None:
    assert kept_after(0, time_machine) == (1, 1, 1)


def test_after_two_days_the_session_is_gone(time_machine: Any) -> None:
    assert kept_after(2, time_machine) == (1, 1, 0)


def test_on_the_thirtieth_day_the_attempts_are_still_there(time_machine: Any) -> None:
    assert kept_after(30, time_machine) == (1, 1, 0)


def test_after_thirty_days_they_are_gone(time_machine: Any) -> None:
    assert kept_after(31, time_machine) == (0, 0, 0)
