"""Somebody was first: what stands there now, beside what was typed."""

from __future__ import annotations

from typing import Any

from django import forms


def now_instead(typed: forms.BaseForm, fresh: forms.BaseForm) -> list[tuple[str, str]]:
    """Label and present value of each field in which they differ; `fresh` is the unbound form of what is saved."""
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
