"""The field by which a form is sent once: whoever presses twice does it once."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError


class KeyField(forms.UUIDField):
    """A form whose key got lost is a new form."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False, initial=uuid4)

    def clean(self, value: Any) -> UUID:
        try:
            key: UUID | None = super().clean(value)
        except ValidationError:
            key = None
        return key or uuid4()


def renew_key(form: forms.Form) -> None:
    """What was typed stays. Sent again it is a new form."""
    sent: Any = form.data
    typed = sent.copy()
    typed["key"] = str(uuid4())
    form.data = typed
