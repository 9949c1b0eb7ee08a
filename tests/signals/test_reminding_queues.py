"""A queue that nobody opens for some reading days, while something waits in it, is told to the team's manager."""

from datetime import datetime
from typing import Any

import pytest
from django.utils import timezone

from network.cast import Cast
from network.models import Absence, Team
from signals.actions.reminding import tell_of_unopened_queues
from signals.models import Signal
from signals.rules.safety import Safety
from tests.signals.heard import MONDAY, heard, messages_of, on_day
from tests.signals.life import filed


@pytest.fixture(autouse=True)
def monday(time_machine: Any) -> None:
    time_machine.move_to(MONDAY, tick=False)


def look(time_machine: Any, moment: datetime) -> None:
    time_machine.move_to(moment, tick=False)
    tell_of_unopened_queues()


@pytest.mark.parametrize(("day", "told"), [(1, False), (2, False), (3, True)])
def test_two_whole_reading_days_are_waited(cast: Cast, time_machine: Any, day: int, told: bool) -> None:
    filed(cast.sanne)
    look(time_machine, on_day(day))
    assert ("queue_unopened" in heard(cast.renske)) is told


def test_the_manager_hears_no_number(cast: Cast, time_machine: Any) -> None:
    filed(cast.sanne)
    look(time_machine, on_day(3))
    assert messages_of(cast.renske)[0].reference == ""


def test_a_weekend_is_no_reading_time(cast: Cast, time_machine: Any) -> None:
    time_machine.move_to(on_day(4, hour=12), tick=False)  # Friday
    filed(cast.sanne)
    look(time_machine, on_day(8))
    assert heard(cast.renske) == []


def test_an_empty_queue_need_not_be_opened(cast: Cast, time_machine: Any) -> None:
    look(time_machine, on_day(30))
    assert heard(cast.renske) == []


def test_what_came_today_is_not_what_was_left_unread_for_days(cast: Cast, time_machine: Any) -> None:
    Team.objects.update(last_opened_at=MONDAY)
    time_machine.move_to(on_day(9, hour=12), tick=False)
    filed(cast.sanne)
    look(time_machine, on_day(10))
    assert heard(cast.renske) == []


def test_what_somebody_has_does_not_wait(cast: Cast, time_machine: Any) -> None:
    signal = filed(cast.sanne)
    Signal.objects.filter(pk=signal.pk).update(owner=cast.omar, lease_until=on_day(20).date())
    look(time_machine, on_day(10))
    assert heard(cast.renske) == []


def test_opening_the_queue_is_enough(cast: Cast, time_machine: Any) -> None:
    filed(cast.sanne)
    time_machine.move_to(on_day(2, hour=12), tick=False)
    Team.objects.update(last_opened_at=timezone.now())
    look(time_machine, on_day(3))
    assert heard(cast.renske) == []


def test_the_same_silence_is_told_once_and_again_after_as_long(cast: Cast, time_machine: Any) -> None:
    filed(cast.sanne)
    look(time_machine, on_day(3))
    look(time_machine, on_day(3, hour=9))
    assert len(messages_of(cast.renske)) == 1
    look(time_machine, on_day(7))
    assert len(messages_of(cast.renske)) == 2


def test_a_signal_of_another_queue_says_nothing_about_the_team(cast: Cast, time_machine: Any) -> None:
    filed(cast.sanne, safety=Safety.VICTIM)
    look(time_machine, on_day(10))
    assert heard(cast.renske) == []


def test_an_absent_manager_without_deputy_is_replaced_by_the_application_manager(cast: Cast, time_machine: Any) -> None:
    Absence.objects.create(user=cast.renske, from_on=on_day(0).date(), until_on=on_day(9).date())
    filed(cast.sanne)
    look(time_machine, on_day(3))
    assert heard(cast.renske) == []
    assert heard(cast.tom) == ["queue_unopened"]


def test_another_municipality_hears_nothing(cast: Cast, time_machine: Any) -> None:
    filed(cast.sanne)
    look(time_machine, on_day(3))
    assert heard(cast.gerrit) == []
