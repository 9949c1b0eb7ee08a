"""The municipality's own words, and a remark about a page."""

from __future__ import annotations

import re
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from stdnum.nl import bsn

from hkin.nlds.fields import DayField
from hkin.nlds.layout import Actions, Button, FormHelper
from network.actions.known import make_remark, write_definition
from network.models import Definition, Municipality, User

#: Looks like the number of a signal: eight signs and a check, with or without dashes.
# With dashes, or with a figure in it: a word of nine letters is only a word.
_REFERENCE = re.compile(
    r"\b(?:[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z*~$=U]|(?=[A-Z]*\d)[0-9A-Z]{8}[0-9A-Z*~$=U])\b", re.IGNORECASE
)
_NINE_DIGITS = re.compile(r"(?<!\d)\d{9}(?!\d)")


class DefinitionForm(forms.Form):
    text = forms.CharField(
        label=_("What is ondermijning with us?"),
        help_text=_("In your own words, as agreed in the team. Write no names."),
        max_length=2000,
        widget=forms.Textarea({"rows": 8}),
        error_messages={
            "required": _("Write what ondermijning is in your municipality."),
            "max_length": _("Use at most 2000 characters."),
        },
    )
    from_on = DayField(label=_("Holds from"))

    def __init__(self, *args: Any, municipality: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.municipality = municipality
        self.helper = FormHelper(self)
        self.helper.layout = Layout(*self.fields, Actions(Button(_("Keep this"))))

    def write(self, by: User) -> Definition:
        """Only after is_valid()."""
        answers = self.cleaned_data
        return write_definition(by=by, municipality=self.municipality, text=answers["text"], from_on=answers["from_on"])


class RemarkForm(forms.Form):
    page = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("What does not work well?"),
        help_text=_("Write nothing about a signal or a person. We do not see who you are."),
        max_length=1000,
        widget=forms.Textarea({"rows": 5}),
        error_messages={
            "required": _("Write what does not work well."),
            "max_length": _("Use at most 1000 characters."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.layout = Layout(*self.fields, Actions(Button(_("Send"))))

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if _REFERENCE.search(text):
            raise forms.ValidationError(_("This looks like the number of a signal. Leave it out."))
        if any(bsn.is_valid(number) for number in _NINE_DIGITS.findall(text)):
            raise forms.ValidationError(_("This looks like a BSN. Leave it out."))
        return text

    def send(self, municipality: Municipality) -> None:
        """Only after is_valid()."""
        make_remark(municipality=municipality, page=self.cleaned_data["page"], text=self.cleaned_data["text"])


def first_day() -> dict[str, Any]:
    return {"from_on": timezone.localdate()}
