"""A day is typed as day, month and year, and may be known only roughly where that is allowed."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import translation

from hkin.nlds.fields import DayField, PastDayField
from hkin.nlds.periods import Period


def code_of(field: DayField, *typed: str) -> str:
    with pytest.raises(ValidationError) as refused:
        field.clean(list(typed))
    return str(refused.value.code or refused.value.error_list[0].code)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        (("24", "11", "2026"), date(2026, 11, 24)),
        (("24", "nov", "2026"), date(2026, 11, 24)),
        (("1", "Maart", "26"), date(2026, 3, 1)),
        (("1", "dec.", "2025"), date(2025, 12, 1)),
    ],
)
def test_a_day_as_people_type_it_is_understood(typed: tuple[str, ...], day: date) -> None:
    with translation.override("nl"):
        assert DayField().clean(list(typed)) == day


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (("31", "2", "2026"), "invalid"),
        (("24", "ma", "2026"), "invalid"),
        (("24", "13", "2026"), "invalid"),
        (("x", "11", "2026"), "invalid"),
        (("24", "", "2026"), "parts"),
        (("24", "11", "1066"), "early"),
        (("", "", ""), "required"),
    ],
)
def test_what_is_not_a_day_gets_a_message_of_its_own(typed: tuple[str, ...], code: str) -> None:
    assert code_of(DayField(), *typed) == code


@pytest.mark.parametrize(
    ("typed", "period"),
    [
        (("24", "11", "2026"), Period(date(2026, 11, 24), date(2026, 11, 24), "day")),
        (("", "2", "2024"), Period(date(2024, 2, 1), date(2024, 2, 29), "month")),
        (("", "", "2024"), Period(date(2024, 1, 1), date(2024, 12, 31), "year")),
    ],
)
def test_a_rough_date_becomes_the_days_it_may_have_been(typed: tuple[str, ...], period: Period) -> None:
    assert DayField(approximate=True).clean(list(typed)) == period


def test_a_rough_date_needs_a_year() -> None:
    assert code_of(DayField(approximate=True), "", "11", "") == "year"


def test_a_rough_date_with_a_day_needs_a_month() -> None:
    assert code_of(DayField(approximate=True), "24", "", "2026") == "month"


@time_machine.travel("2026-11-24 12:00 +0100", tick=False)
def test_what_was_seen_cannot_be_in_the_future() -> None:
    assert code_of(PastDayField(), "25", "11", "2026") == "late"


@time_machine.travel("2026-11-24 12:00 +0100", tick=False)
def test_this_month_counts_as_past() -> None:
    assert PastDayField(approximate=True).clean(["", "11", "2026"]) == Period.of(year=2026, month=11)


def test_an_empty_day_is_nothing_where_it_may_be() -> None:
    assert DayField(required=False).clean(["", "", ""]) is None


@pytest.mark.parametrize("value", [Period.of(year=2024, month=2), date(2026, 1, 2), None])
def test_a_day_is_shown_in_the_boxes_as_it_was_typed(value: Any) -> None:
    shown = DayField().widget.decompress(value)
    assert shown in ([None, 2, 2024], [2, 1, 2026], [None, None, None])
