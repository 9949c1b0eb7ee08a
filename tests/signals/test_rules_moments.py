"""A reporter says when it was in one tap, as exactly as they know."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signals.rules.moments import (
    DAYPART_WORDS,
    WHEN_WORDS,
    Daypart,
    MomentError,
    Precision,
    Seen,
    When,
    in_words,
    read_moment,
)

FRIDAY = date(2026, 11, 20)
MONDAY = date(2026, 11, 16)


def read(choice: str, **answers: Any) -> Seen:
    return read_moment(choice, today=FRIDAY, **answers)


def refused(choice: str, **answers: Any) -> tuple[str, str]:
    with pytest.raises(MomentError) as caught:
        read(choice, **answers)
    return caught.value.field, caught.value.code


@pytest.mark.parametrize(
    ("choice", "answers", "expected"),
    [
        ("today", {}, Seen(FRIDAY, FRIDAY)),
        ("today", {"daypart": "evening"}, Seen(FRIDAY, FRIDAY, Daypart.EVENING)),
        ("yesterday", {}, Seen(date(2026, 11, 19), date(2026, 11, 19))),
        ("this_week", {}, Seen(MONDAY, FRIDAY, precision=Precision.WEEK)),
        ("day", {"first": date(2026, 3, 2)}, Seen(date(2026, 3, 2), date(2026, 3, 2))),
        ("month", {"first": date(2026, 2, 9)}, Seen(date(2026, 2, 1), date(2026, 2, 28), precision=Precision.MONTH)),
        ("month", {"first": date(2024, 2, 1)}, Seen(date(2024, 2, 1), date(2024, 2, 29), precision=Precision.MONTH)),
        ("month", {"first": date(2026, 11, 1)}, Seen(date(2026, 11, 1), FRIDAY, precision=Precision.MONTH)),
        (
            "month",
            {"first": date(2025, 12, 31)},
            Seen(date(2025, 12, 1), date(2025, 12, 31), precision=Precision.MONTH),
        ),
        (
            "longer_ago",
            {"first": date(2025, 5, 5)},
            Seen(date(2025, 5, 1), date(2025, 5, 31), precision=Precision.MONTH),
        ),
        ("longer_ago", {}, Seen(None, date(2026, 11, 15), precision=Precision.ABOUT)),
        ("unknown", {}, Seen(None, None, precision=Precision.UNKNOWN)),
        ("repeated", {}, Seen(None, FRIDAY, precision=Precision.ABOUT, is_repeated=True)),
        (
            "repeated",
            {"first": date(2026, 9, 1)},
            Seen(date(2026, 9, 1), FRIDAY, precision=Precision.ABOUT, is_repeated=True),
        ),
        (
            "repeated",
            {"first": date(2026, 9, 1), "last": MONDAY},
            Seen(date(2026, 9, 1), MONDAY, precision=Precision.DAY, is_repeated=True),
        ),
    ],
)
def test_each_choice_becomes_days_with_a_precision(choice: str, answers: dict[str, Any], expected: Seen) -> None:
    assert read(choice, **answers) == expected


def test_on_new_years_day_this_week_began_last_year() -> None:
    assert read_moment("this_week", today=date(2026, 1, 1)).first == date(2025, 12, 29)


@pytest.mark.parametrize(
    ("choice", "answers", "error"),
    [
        ("soon", {}, ("when", "choice")),
        ("", {}, ("when", "choice")),
        ("today", {"daypart": "teatime"}, ("daypart", "choice")),
        ("day", {}, ("first", "missing")),
        ("month", {}, ("first", "missing")),
        ("day", {"first": date(2026, 11, 21)}, ("first", "future")),
        ("day", {"first": date(202, 11, 21)}, ("first", "too_early")),
        ("repeated", {"last": date(2026, 11, 21)}, ("last", "future")),
        ("repeated", {"first": FRIDAY, "last": MONDAY}, ("last", "order")),
    ],
)
def test_an_impossible_moment_is_refused_at_its_field(
    choice: str, answers: dict[str, Any], error: tuple[str, str]
) -> None:
    assert refused(choice, **answers) == error


def test_dates_left_behind_by_another_choice_do_not_matter() -> None:
    assert read("today", first=date(2030, 1, 1)) == Seen(FRIDAY, FRIDAY)


def test_every_choice_and_part_of_the_day_has_words() -> None:
    assert (set(WHEN_WORDS), set(DAYPART_WORDS)) == (set(When), set(Daypart))


@given(
    st.sampled_from(When),
    st.none() | st.dates(date(1950, 1, 1), FRIDAY),
    st.none() | st.dates(date(1950, 1, 1), FRIDAY),
)
def test_every_moment_lies_in_the_past_and_has_words(choice: When, first: date | None, last: date | None) -> None:
    try:
        seen = read(choice, first=first, last=last)
    except MomentError:
        return
    assert (seen.first or seen.last or FRIDAY) <= (seen.last or FRIDAY) <= FRIDAY
    sentence, days = in_words(seen)
    assert str(sentence) % days
