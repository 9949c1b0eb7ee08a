"""What time does is done once a period, however many beats there are; a beat that was down catches up the same day."""

import inspect
from datetime import timedelta
from typing import Any

import pytest
from celery import current_app
from django.conf import settings
from django.utils import timezone

from hkin.outbox.models import JobSlot
from hkin.privacy.sealing import destroy_keys
from network.cast import Cast
from signals import tasks
from signals.actions.clockwork import NotFinished
from signals.models import Signal
from signals.schedule import BEAT_SCHEDULE
from tests.signals.heard import MONDAY, heard, on_day
from tests.signals.life import filed

OURS = [pytest.param(entry["task"], id=entry["task"]) for entry in BEAT_SCHEDULE.values()]


@pytest.mark.parametrize("name", OURS)
def test_every_task_of_the_schedule_exists_and_takes_no_argument(name: str) -> None:
    assert not inspect.signature(current_app.tasks[name].run).parameters


def test_beat_knows_the_schedule() -> None:
    assert BEAT_SCHEDULE.items() <= settings.CELERY_BEAT_SCHEDULE.items()


def test_every_task_is_in_the_schedule() -> None:
    named = {task for task in current_app.tasks if task.startswith("signals.")}
    assert named == {entry["task"] for entry in BEAT_SCHEDULE.values()}


@pytest.fixture
def overdue(cast: Cast, time_machine: Any) -> Signal:
    """A reporter who should hear something today, whatever was said before."""
    time_machine.move_to(MONDAY, tick=False)
    signal = filed(cast.sanne)
    make_overdue()
    return signal


def make_overdue() -> None:
    Signal.objects.update(next_word_on=timezone.localdate())


def test_two_beats_do_it_once(cast: Cast, overdue: Signal) -> None:
    tasks.break_silences()
    make_overdue()
    tasks.break_silences()
    assert heard(cast.sanne) == ["feedback_given"]


def test_the_next_day_it_is_done_again(cast: Cast, overdue: Signal, time_machine: Any) -> None:
    for day in range(3):
        time_machine.move_to(on_day(day), tick=False)
        make_overdue()
        tasks.break_silences()
    assert len(heard(cast.sanne)) == 3


def test_what_failed_is_tried_again_the_next_hour(cast: Cast, overdue: Signal, time_machine: Any) -> None:
    destroy_keys([overdue.uuid])
    for hour in (10, 11):
        time_machine.move_to(on_day(0, hour=hour), tick=False)
        with pytest.raises(NotFinished):
            tasks.break_silences()


def test_a_beat_that_was_down_all_morning_catches_up(cast: Cast, time_machine: Any) -> None:
    time_machine.move_to(MONDAY, tick=False)
    filed(cast.sanne)
    time_machine.move_to(on_day(7, hour=15), tick=False)
    tasks.break_silences()
    assert heard(cast.sanne) == ["feedback_given"]


def test_the_chain_of_an_urgent_signal_is_looked_at_every_ten_minutes(cast: Cast, time_machine: Any) -> None:
    for minutes in (0, 9, 10, 11, 20):
        time_machine.move_to(MONDAY + timedelta(minutes=minutes), tick=False)
        tasks.tell_of_unseen()
    assert JobSlot.objects.count() == 3
