"""Every act about a person says why: that stands in their trail."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from hkin.nlds.layout import Actions, Button, FormHelper, Text


class ReasonField(forms.CharField):
    def __init__(self) -> None:
        super().__init__(
            label=_("Why?"),
            help_text=_("For example: new job, or decision of 3 November. Write nothing of a signal here."),
            max_length=300,
            widget=forms.TextInput({"autocomplete": "off"}),
            error_messages={
                "required": _("Write in a few words why."),
                "max_length": _("Use at most 300 characters."),
            },
        )


class ReasonForm(forms.Form):
    """An act that needs nothing else."""

    reason = ReasonField()

    def __init__(self, *args: Any, button: Text, danger: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.layout = Layout(*self.fields, Actions(Button(button, danger=danger)))


class KnowinglyField(forms.BooleanField):
    """What is allowed and rarely meant: it asks for a tick of its own."""

    def __init__(self) -> None:
        super().__init__(
            label=_("I know that there is no coordinator then"),
            help_text=_("Signals wait until there is somebody again. It shows as a gap in the directory."),
            error_messages={"required": _("This is the last coordinator. Tick this when you mean it.")},
        )
