"""What somebody thinks happens first, before the page tells it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hkin.nlds.layout import Actions, Button, FormHelper
from hkin.nlds.widgets import Radios
from signals.rules.labels import ROUTE_WORDS


class GuessForm(forms.Form):
    denk = forms.ChoiceField(label=_("What do you think? Who reads it first?"), required=False, widget=Radios)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        field = self.fields["denk"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(route.value, words) for route, words in ROUTE_WORDS.items()]
        self.helper = FormHelper(self)
        self.helper.layout.append(Actions(Button(_("Show what happens"))))

    @property
    def guess(self) -> str:
        """Empty when nothing, or nothing that exists, was chosen."""
        return str(self.cleaned_data.get("denk", "")) if self.is_valid() else ""
