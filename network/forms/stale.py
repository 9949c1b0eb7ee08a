"""Somebody was first: what stands there now, beside what was typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import QueryDict


def to_save_once_more(
    typed: forms.BaseForm, form: Callable[[QueryDict | None], forms.BaseForm]
) -> dict[str, forms.BaseForm | list[tuple[str, str]]]:
    """What was typed, over what stands there now. `form` makes one of that: of what is given, or of what is saved."""
    fresh = form(None)
    given: Any = typed.data
    again = given.copy()
    again["seen"] = fresh["seen"].value()
    return {"form": form(again), "changed": _now_instead(typed, fresh)}


def _now_instead(typed: forms.BaseForm, fresh: forms.BaseForm) -> list[tuple[str, str]]:
    """Label and present value of each field in which they differ."""
    return [
        (str(field.label), _shown(field))
        for field in fresh.visible_fields()
        if _plain(field.value()) != _plain(typed[field.name].value())
    ]


def _plain(value: Any) -> list[str]:
    values = value if isinstance(value, list | tuple) else [value]
    return sorted(str(getattr(one, "pk", one)).replace("\r\n", "\n") for one in values if one not in (None, ""))


def _shown(field: forms.BoundField) -> str:
    values = _plain(field.value())
    if isinstance(field.field, forms.ChoiceField):
        choices: Any = field.field.choices
        names = {str(value): str(name) for value, name in choices}
        return ", ".join(names.get(value, value) for value in values)
    return ", ".join(values)
