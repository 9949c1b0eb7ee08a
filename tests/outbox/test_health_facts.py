"""The health page can tell how delivery is doing without telling what is delivered."""

from datetime import timedelta
from time import monotonic

import pytest
from django.utils import timezone

from hkin.outbox.health import broker_answers, heartbeat_ages, oldest_waiting_age, undeliverable_count
from hkin.outbox.models import Letter
from hkin.outbox.tasks import heartbeat, tidy
from tests.outbox.conftest import tomorrow

pytestmark = pytest.mark.django_db


def test_an_empty_outbox_has_no_oldest_letter():
    assert oldest_waiting_age() is None


def test_the_oldest_letter_is_the_one_that_should_have_left_first(post):
    post("trail-1")
    post("trail-2")
    Letter.objects.filter(pk=Letter.objects.first().pk).update(not_before=timezone.now() - timedelta(hours=2))
    assert timedelta(hours=2) <= oldest_waiting_age() < timedelta(hours=2, minutes=1)


def test_a_reminder_for_tomorrow_is_not_late(post):
    post(not_before=tomorrow())
    assert oldest_waiting_age() is None


def test_the_heartbeat_speaks_for_beat_and_worker():
    heartbeat()
    assert set(heartbeat_ages()) == {"beat", "worker"}


def test_letters_that_were_given_up_are_counted(post):
    post()
    Letter.objects.update(state=Letter.State.UNDELIVERABLE)
    assert undeliverable_count() == 1


def test_a_broker_that_runs_answers(own_redis):
    assert broker_answers()


@pytest.mark.parametrize("trouble", ["stop", "hang"])
def test_a_broker_that_is_away_is_noticed_within_half_a_second(own_redis, trouble):
    getattr(own_redis, trouble)()
    started = monotonic()
    assert not broker_answers()
    assert monotonic() - started < 0.5


def test_sent_letters_are_removed_after_a_month(post, time_machine):
    post()
    Letter.objects.update(state=Letter.State.SENT, sealed_address=None, sent_at=timezone.now())
    time_machine.move_to(timezone.now() + timedelta(days=31))
    tidy()
    assert not Letter.objects.exists()


def test_waiting_letters_are_never_removed(post, time_machine):
    post()
    time_machine.move_to(timezone.now() + timedelta(days=1000))
    tidy()
    assert Letter.objects.exists()
