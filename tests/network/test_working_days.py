"""A deadline counts only days on which the team really reads, holidays and closed days left out."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.working_days import AMSTERDAM, ReadingCalendar, is_holiday

WEEKDAYS = ReadingCalendar()
TUESDAY_AND_THURSDAY = ReadingCalendar(weekdays=frozenset({1, 3}))
DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
CALENDARS = st.builds(
    ReadingCalendar,
    weekdays=st.frozensets(st.integers(0, 6)),
    closed=st.frozensets(DAYS, max_size=5),
    good_friday=st.booleans(),
    every_liberation_day=st.booleans(),
)


def at(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=AMSTERDAM)


def test_the_next_reading_day_after_a_friday_is_monday() -> None:
    assert WEEKDAYS.add_reading_days(date(2026, 11, 20), 1) == date(2026, 11, 23)


def test_zero_reading_days_is_the_day_itself_when_the_team_reads_then() -> None:
    assert WEEKDAYS.add_reading_days(date(2026, 11, 20), 0) == date(2026, 11, 20)


def test_zero_reading_days_from_a_saturday_is_monday() -> None:
    assert WEEKDAYS.add_reading_days(date(2026, 11, 21), 0) == date(2026, 11, 23)


def test_a_team_that_reads_on_two_days_counts_only_those() -> None:
    assert TUESDAY_AND_THURSDAY.add_reading_days(date(2026, 11, 20), 3) == date(2026, 12, 1)


def test_both_days_of_christmas_are_skipped() -> None:
    assert WEEKDAYS.add_reading_days(date(2025, 12, 24), 1) == date(2025, 12, 29)


def test_christmas_is_skipped_across_new_year() -> None:
    assert WEEKDAYS.add_reading_days(date(2026, 12, 24), 5) == date(2027, 1, 4)


def test_easter_monday_is_skipped_and_good_friday_is_not() -> None:
    assert WEEKDAYS.add_reading_days(date(2026, 4, 2), 2) == date(2026, 4, 7)


def test_good_friday_is_skipped_where_the_municipality_closes() -> None:
    assert ReadingCalendar(good_friday=True).add_reading_days(date(2026, 4, 2), 1) == date(2026, 4, 7)


def test_kings_day_moves_to_saturday_when_it_falls_on_a_sunday() -> None:
    assert [is_holiday(date(2025, 4, day)) for day in (26, 27, 28)] == [True, False, False]


def test_queens_day_was_on_30_april_until_2013() -> None:
    assert is_holiday(date(2012, 4, 30))
    assert not is_holiday(date(2012, 4, 27))


@pytest.mark.parametrize(("year", "is_free"), [(2020, True), (2025, True), (2026, False), (2030, True)])
def test_liberation_day_is_a_holiday_once_in_five_years(year: int, is_free: bool) -> None:
    assert is_holiday(date(year, 5, 5)) is is_free


def test_liberation_day_is_free_each_year_where_the_municipality_says_so() -> None:
    assert is_holiday(date(2026, 5, 5), every_liberation_day=True)


@pytest.mark.parametrize("day", [date(2026, 5, 14), date(2026, 5, 25), date(2027, 1, 1)])
def test_ascension_whit_monday_and_new_year_are_holidays(day: date) -> None:
    assert is_holiday(day)


def test_a_closed_day_of_the_municipality_is_skipped() -> None:
    calendar = ReadingCalendar(closed=frozenset({date(2026, 5, 15)}))
    assert calendar.add_reading_days(date(2026, 5, 13), 1) == date(2026, 5, 18)


def test_a_calendar_without_weekdays_counts_monday_to_friday() -> None:
    assert ReadingCalendar(weekdays=frozenset()).add_reading_days(date(2026, 11, 20), 1) == date(2026, 11, 23)


def test_weekdays_that_do_not_exist_are_no_endless_search() -> None:
    assert ReadingCalendar(weekdays=frozenset({9})).add_reading_days(date(2026, 11, 20), 1) == date(2026, 11, 23)


def test_counting_backward_is_refused() -> None:
    with pytest.raises(ValueError, match="forward"):
        WEEKDAYS.add_reading_days(date(2026, 11, 20), -1)


def test_the_team_reads_from_opening_until_just_before_closing() -> None:
    moments = [at(2026, 11, 20, *clock) for clock in ((8, 59), (9, 0), (16, 59), (17, 0))]
    assert [WEEKDAYS.is_reading_time(moment) for moment in moments] == [False, True, True, False]


def test_in_reading_time_the_next_reading_moment_is_now() -> None:
    assert WEEKDAYS.next_reading_moment(at(2026, 11, 20, 10, 30)) == at(2026, 11, 20, 10, 30)


def test_before_opening_the_team_reads_at_opening() -> None:
    assert WEEKDAYS.next_reading_moment(at(2026, 11, 20, 7)) == at(2026, 11, 20, 9)


def test_on_friday_evening_the_team_reads_on_monday_at_nine() -> None:
    assert WEEKDAYS.next_reading_moment(at(2026, 11, 20, 18)) == at(2026, 11, 23, 9)


def test_on_christmas_eve_after_closing_the_team_reads_after_the_weekend() -> None:
    assert WEEKDAYS.next_reading_moment(at(2026, 12, 24, 17)) == at(2026, 12, 28, 9)


def test_a_moment_in_another_zone_is_read_as_dutch_time() -> None:
    late_in_utc = datetime(2026, 11, 19, 23, 30, tzinfo=UTC)
    assert WEEKDAYS.next_reading_moment(late_in_utc) == at(2026, 11, 20, 9)


def test_opening_after_the_clock_goes_back_is_nine_by_the_clock() -> None:
    found = WEEKDAYS.next_reading_moment(at(2026, 10, 23, 18))
    assert (found.isoformat(), found - at(2026, 10, 23, 18)) == ("2026-10-26T09:00:00+01:00", timedelta(hours=63))


def test_an_opening_that_the_clock_skips_in_march_is_an_hour_later() -> None:
    night = ReadingCalendar(weekdays=frozenset(range(7)), opens=time(2, 30), closes=time(8))
    assert night.next_reading_moment(at(2026, 3, 29, 1)).isoformat() == "2026-03-29T03:30:00+02:00"


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        WEEKDAYS.next_reading_moment(datetime(2026, 11, 20, 9))


def test_what_arrives_on_saturday_is_due_counted_from_monday() -> None:
    assert WEEKDAYS.due_on(at(2026, 11, 21, 12), 1) == date(2026, 11, 24)


def test_what_arrives_after_closing_and_is_due_today_is_due_the_next_reading_day() -> None:
    assert WEEKDAYS.due_on(at(2026, 11, 20, 18), 0) == date(2026, 11, 23)


def test_reading_days_between_leaves_the_first_day_out_and_takes_the_last_in() -> None:
    assert WEEKDAYS.reading_days_between(date(2026, 11, 20), date(2026, 11, 24)) == 2


@given(CALENDARS, DAYS, st.integers(1, 60))
def test_adding_days_and_counting_them_agree(calendar: ReadingCalendar, start: date, n: int) -> None:
    assert calendar.reading_days_between(start, calendar.add_reading_days(start, n)) == n


@given(CALENDARS, DAYS, DAYS)
def test_counting_back_is_the_opposite_of_counting_on(calendar: ReadingCalendar, a: date, b: date) -> None:
    assert calendar.reading_days_between(a, b) == -calendar.reading_days_between(b, a)


@given(CALENDARS, st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)))
def test_the_next_reading_moment_is_never_past_and_always_reading_time(
    calendar: ReadingCalendar, now: datetime
) -> None:
    found = calendar.next_reading_moment(now)
    assert found >= now
    assert calendar.is_reading_time(found)


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ((2026, 11, 19, 10), (2026, 11, 19, 12), 2),
        ((2026, 11, 19, 3), (2026, 11, 19, 23), 8),
        ((2026, 11, 19, 18), (2026, 11, 20, 8), 0),
        ((2026, 11, 20, 16), (2026, 11, 23, 10), 2),  # over a weekend
        ((2026, 11, 19, 12), (2026, 11, 19, 10), 0),
    ],
)
def test_only_hours_that_the_team_was_there_count(start: tuple[int, ...], end: tuple[int, ...], hours: int) -> None:
    assert WEEKDAYS.reading_time_between(at(*start), at(*end)) == timedelta(hours=hours)


def test_a_team_of_two_days_read_for_sixteen_hours_in_a_week() -> None:
    assert TUESDAY_AND_THURSDAY.reading_time_between(at(2026, 11, 20, 9), at(2026, 11, 27, 9)) == timedelta(hours=16)
