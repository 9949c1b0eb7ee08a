"""Widgets of the look. Each kind has its own template in templates/nlds/ (see kinds.py)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.functional import Promise

from hkin.nlds.periods import Period

Text = str | Promise


class _ExplainedOptions:
    """Each option may have a help text, and may name the element (by id) that is shown while it is chosen."""

    def __init__(
        self,
        *args: Any,
        option_help: Mapping[str, Text] | None = None,
        option_reveals: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.option_help = dict(option_help or {})
        self.option_reveals = dict(option_reveals or {})

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)  # type: ignore[misc]
        option["help"] = self.option_help.get(str(value), "")
        option["reveals"] = self.option_reveals.get(str(value), "")
        return option


class Radios(_ExplainedOptions, forms.RadioSelect):
    """One of a few, all in sight."""


class Checkboxes(_ExplainedOptions, forms.CheckboxSelectMultiple):
    """Any of a few, all in sight."""


class Chips(_ExplainedOptions, forms.RadioSelect):
    """One of a few short answers, each one tap."""


class ChipsMultiple(_ExplainedOptions, forms.CheckboxSelectMultiple):
    """Any of a few short answers, each one tap."""


class LongText(forms.Textarea):
    """A text area that counts: the number of characters left is shown while typing."""

    def __init__(self, attrs: dict[str, Any] | None = None, *, rows: int = 6) -> None:
        super().__init__({"rows": rows, "cols": False, **(attrs or {})})


class FileChoice(forms.FileInput):
    """A file control whose button and text are ours, not the browser's."""


class ManyFilesChoice(FileChoice):
    allow_multiple_selected = True


class DayMonthYear(forms.MultiWidget):
    """Three boxes; the browser's own date control follows the language of the browser."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            {
                "day": forms.TextInput({"inputmode": "numeric", "maxlength": 2, "autocomplete": "off"}),
                "month": forms.TextInput({"maxlength": 10, "autocomplete": "off"}),
                "year": forms.TextInput({"inputmode": "numeric", "maxlength": 4, "autocomplete": "off"}),
            },
            attrs,
        )

    def decompress(self, value: date | Period | None) -> list[int | None]:
        if value is None:
            return [None, None, None]
        if isinstance(value, Period):
            return value.as_typed()
        return [value.day, value.month, value.year]
