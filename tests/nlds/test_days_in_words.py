"""Days read as a colleague would say them."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.utils import translation

from hkin.nlds.days import day_in_words, moment_in_words, period_in_words
from hkin.nlds.periods import Period
from hkin.nlds.templatetags.nlds import in_words

TUESDAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def on_a_tuesday() -> object:
    with time_machine.travel("2026-11-24 12:00 +0100", tick=False), translation.override("nl"):
        yield


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 12, 1), "dinsdag 1 december"),
        (date(2026, 11, 27), "vrijdag 27 november"),
        (date(2027, 11, 24), "24 november 2027"),
    ],
)
def test_a_day_has_its_weekday_this_year_and_its_year_otherwise(day: date, words: str) -> None:
    assert day_in_words(day) == words


def test_a_day_nearby_is_named_by_its_distance() -> None:
    with translation.override(None):
        assert [day_in_words(date(2026, 11, day)) for day in (23, 24, 25)] == ["yesterday", "today", "tomorrow"]


def test_a_moment_is_told_in_dutch_time() -> None:
    with translation.override(None):
        assert moment_in_words(datetime(2026, 11, 24, 8, 5, tzinfo=UTC)) == "today at 9.05"


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (Period.of(year=2024, month=2), "februari 2024"),
        (Period.of(year=2024), "2024"),
        (Period.of(year=2026, month=12, day=1), "dinsdag 1 december"),
    ],
)
def test_a_rough_date_says_no_more_than_is_known(period: Period, words: str) -> None:
    assert period_in_words(period) == words


def test_nothing_is_said_of_no_day() -> None:
    assert in_words(None) == ""
