"""Which template of the pack renders which kind of widget: the nearest class of the widget decides."""

from __future__ import annotations

from django import forms
from django.forms.widgets import Input

from hkin.nlds.widgets import Chips, ChipsMultiple, DayMonthYear

TEMPLATES: dict[type[forms.Widget], str] = {
    forms.HiddenInput: "hidden",
    forms.MultipleHiddenInput: "hidden",
    Input: "text",
    forms.Textarea: "textarea",
    forms.Select: "select",
    forms.RadioSelect: "radios",
    forms.CheckboxSelectMultiple: "checkboxes",
    forms.CheckboxInput: "checkbox",
    forms.FileInput: "file",
    Chips: "chips",
    ChipsMultiple: "chips",
    DayMonthYear: "date",
}


def template_for(widget: forms.Widget) -> str:
    """Raises LookupError for a kind the look has no template for."""
    for kind in type(widget).__mro__:
        if kind in TEMPLATES:
            return f"nlds/kinds/{TEMPLATES[kind]}.html"
    raise LookupError(f"templates/nlds/kinds has no template for {type(widget).__name__}")
