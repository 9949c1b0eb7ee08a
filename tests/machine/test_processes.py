"""Red when a part of the site is silent, or letters wait too long."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hkin.machine.checks import State
from hkin.outbox.health import PROCESSES
from hkin.outbox.jobs import beat
from hkin.outbox.models import Heartbeat, Letter
from hkin.privacy.sealing import seal_address
from tests.machine.conftest import Found


def letter(**more: object) -> None:
    mark = b"x" * 16
    Letter.objects.create(
        kind="door_opened", recipient_mark=mark, effect=mark, sealed_address=seal_address("s@o.example"), **more
    )


@pytest.mark.parametrize("name", PROCESSES)
def test_a_part_that_gave_a_sign_of_life_is_fine(db: None, found: Found, name: str) -> None:
    beat(name)
    assert found(name).state is State.GREEN


@pytest.mark.parametrize("name", PROCESSES)
def test_a_part_that_never_lived_is_red(found: Found, name: str) -> None:
    assert found(name).state is State.RED


def test_a_part_that_is_silent_for_an_hour_is_red_and_says_how_long(db: None, found: Found) -> None:
    beat("worker")
    Heartbeat.objects.update(at=timezone.now() - timedelta(hours=1))
    assert (found("worker").state, "60" in found("worker").text) == (State.RED, True)


def test_a_letter_that_waits_too_long_is_red(db: None, found: Found) -> None:
    assert found("letters").state is State.GREEN
    letter(not_before=timezone.now() - timedelta(minutes=10))
    assert found("letters").state is State.RED


def test_a_letter_that_did_not_arrive_is_something_to_look_at(db: None, found: Found) -> None:
    letter(state=Letter.State.UNDELIVERABLE)
    assert found("letters").state is State.GREY
