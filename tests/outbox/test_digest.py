"""What can wait comes in one letter a day, and only when there is still something to read."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine as clock

from hkin.outbox.actions import mark_read, next_digest, withdraw
from hkin.outbox.models import Letter, Message
from hkin.outbox.tasks import digest
from tests.outbox.conftest import BRAM, SANNE

pytestmark = pytest.mark.django_db

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
AFTERNOON = datetime(2026, 11, 20, 15, 0, tzinfo=AMSTERDAM)
NEXT_MORNING = datetime(2026, 11, 21, 7, 0, 5, tzinfo=AMSTERDAM)


@pytest.fixture
def yesterday(post):
    """Two lines for sanne and one for bram, all posted in the afternoon."""
    with clock.travel(AFTERNOON, tick=False):
        post("trail-1", by_mail="digest")
        post("trail-2", by_mail="digest")
        post("trail-3", by_mail="digest", recipient_mark=BRAM)


def digest_at(moment: datetime) -> list[bytes]:
    with clock.travel(moment, tick=False):
        digest()
        return [bytes(letter.recipient_mark) for letter in Letter.objects.due()]


def test_each_person_gets_one_letter_in_the_morning(yesterday):
    assert digest_at(NEXT_MORNING) == [SANNE, BRAM]


def test_nothing_goes_out_in_the_afternoon(yesterday):
    assert digest_at(AFTERNOON + timedelta(hours=1)) == []


def test_a_scheduler_that_slept_through_the_hour_catches_up(yesterday):
    assert digest_at(NEXT_MORNING + timedelta(hours=3)) == [SANNE, BRAM]


def test_two_schedulers_send_one_letter(yesterday):
    digest_at(NEXT_MORNING)
    assert digest_at(NEXT_MORNING) == [SANNE, BRAM]


def test_the_next_morning_brings_no_old_news(yesterday):
    digest_at(NEXT_MORNING)
    Letter.objects.waiting().delete()
    assert digest_at(NEXT_MORNING + timedelta(days=1)) == []


def test_whoever_read_everything_gets_no_letter(yesterday):
    with clock.travel(AFTERNOON + timedelta(hours=1)):
        mark_read(recipient_marks=[SANNE])
    assert digest_at(NEXT_MORNING) == [BRAM]


def test_what_was_withdrawn_makes_no_letter(yesterday):
    withdraw(effect="trail-3")
    assert digest_at(NEXT_MORNING) == [SANNE]


def test_the_inbox_shows_it_at_once(yesterday):
    with clock.travel(AFTERNOON, tick=False):
        assert Message.objects.inbox(SANNE).count() == 2


def test_the_bundled_rows_forget_the_address(yesterday):
    digest_at(NEXT_MORNING)
    assert not Letter.objects.filter(state=Letter.State.BUNDLED).exclude(sealed_address=None).exists()


@pytest.mark.parametrize(("hour", "day"), [(6, 21), (7, 21), (8, 22)])
def test_the_digest_is_the_first_seven_oclock_from_now(hour, day):
    moment = datetime(2026, 11, 21, hour, 0, tzinfo=AMSTERDAM)
    assert next_digest(moment) == datetime(2026, 11, day, 7, 0, tzinfo=AMSTERDAM)


def test_seven_oclock_stays_seven_oclock_when_summer_time_ends():
    assert next_digest(datetime(2026, 10, 24, 12, 0, tzinfo=AMSTERDAM)).astimezone(AMSTERDAM).hour == 7
