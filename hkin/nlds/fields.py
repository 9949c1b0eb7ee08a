"""Form fields of the look, with messages that say what to do."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import dates, timezone
from django.utils.translation import gettext_lazy as _

from hkin.nlds.periods import Period
from hkin.nlds.widgets import DayMonthYear, FileChoice, LongText, ManyFilesChoice

#: Words of Django itself that our translation says in our own way; named here so that they stay in it.
DJANGO_WORDS = (
    _("This field is required."),
    _("Enter a valid email address."),
    _("Enter a valid URL."),
    _("Enter a whole number."),
    _("Select a valid choice. %(value)s is not one of the available choices."),
    _("Select a valid choice. That choice is not one of the available choices."),
    _("The submitted file is empty."),
    _("No file was submitted. Check the encoding type on the form."),
)


class LongTextField(forms.CharField):
    """Text of several lines. A line end counts as one character, as it does in the browser."""

    widget = LongText

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n")

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No maxlength: the browser would cut a pasted text without a word; the counter tells instead."""
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        attrs.pop("minlength", None)
        return attrs


class DayField(forms.MultiValueField):
    """A day typed as day, month and year; gives a `date`, or with `approximate` a `Period`.

    The month may be a number or a name. `earliest` and `latest` are included.
    """

    widget = DayMonthYear
    default_error_messages = {
        "required": _("Fill in the date."),
        "year": _("Fill in the year, for example 2026."),
        "parts": _("Fill in the day, the month and the year."),
        "month": _("Fill in the month too."),
        "invalid": _("This day does not exist. Check the day, the month and the year."),
        "early": _("This day is too long ago. Check the year."),
        "late": _("This day is too far in the future. Check the day."),
    }

    def __init__(
        self, *, approximate: bool = False, earliest: date | None = None, latest: date | None = None, **kwargs: Any
    ) -> None:
        self.approximate = approximate
        self.earliest = earliest or date(1900, 1, 1)
        self.latest = latest
        parts = tuple(forms.CharField(required=False) for _part in range(3))
        super().__init__(parts, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[str]) -> date | Period | None:
        if not any(data_list):
            return None
        period = self._period(*data_list)
        self._check_limits(period)
        return period if self.approximate else period.first

    def _period(self, day: str, month: str, year: str) -> Period:
        if not self.approximate and not (day and month and year):
            raise ValidationError(self.error_messages["parts"], code="parts")
        if not year:
            raise ValidationError(self.error_messages["year"], code="year")
        if day and not month:
            raise ValidationError(self.error_messages["month"], code="month")
        try:
            return Period.of(
                year=whole_year(year),
                month=month_number(month) if month else None,
                day=int(day) if day else None,
            )
        except (ValueError, OverflowError):
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None

    def _check_limits(self, period: Period) -> None:
        if period.last < self.earliest:
            raise ValidationError(self.error_messages["early"], code="early")
        if self.latest and period.first > self.latest:
            raise ValidationError(self.error_messages["late"], code="late")


def whole_year(text: str) -> int:
    """'26' is 2026."""
    year = int(text)
    return year + 2000 if year < 100 and len(text) == 2 else year


def month_number(text: str) -> int:
    """'11', 'nov' and 'november' are 11. Raises ValueError for anything else."""
    if text.isdecimal():
        return int(text)
    typed = text.casefold().rstrip(".")
    found = [number for number, name in dates.MONTHS.items() if str(name).casefold().startswith(typed)]
    if len(found) != 1 or len(typed) < 3:
        raise ValueError(text)
    return found[0]


class PastDayField(DayField):
    """A day that has come: not after today."""

    def _check_limits(self, period: Period) -> None:
        self.latest = timezone.localdate()
        super()._check_limits(period)


class FileField(forms.FileField):
    widget = FileChoice


class ManyFilesField(forms.FileField):
    """Gives a list of uploads, empty when nothing was chosen."""

    widget = ManyFilesChoice

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, list | tuple) else [data]
        files = [super(ManyFilesField, self).clean(one, initial) for one in given if one]
        if not files:
            super().clean(None, initial)
        return files

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(data) and super().has_changed(initial, data)
