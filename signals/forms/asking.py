"""Please call me: a name, a number and a moment. Nothing about what it is."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from hkin.nlds.layout import Actions, Button, FormHelper
from network.models import User
from signals.actions.asking import Caller

FEWEST_DIGITS = 3  # an extension is a number too


class CallBackForm(forms.Form):
    name = forms.CharField(
        label=_("Your name"),
        max_length=100,
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={
            "required": _("Fill in your name."),
            "max_length": _("This name is too long. Use at most 100 characters."),
        },
    )
    phone = forms.CharField(
        label=_("Your phone number"),
        max_length=30,
        widget=forms.TextInput({"autocomplete": "tel", "inputmode": "tel"}),
        error_messages={
            "required": _("Fill in the number we can call."),
            "max_length": _("This number is too long. Check it."),
        },
    )
    suits = forms.CharField(
        label=_("When does it suit you?"),
        help_text=_("For example: tomorrow after two. Write nothing about what it is."),
        max_length=100,
        required=False,
        error_messages={"max_length": _("This is too long. Use at most 100 characters.")},
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update(name=by.name, phone=by.phone)
        self.helper = FormHelper(self)
        self.helper.layout.append(Actions(Button(_("Call me back"), icon="phone")))

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"]
        if sum(sign.isdecimal() for sign in phone) < FEWEST_DIGITS:
            raise ValidationError(_("This is no phone number. Use digits."), code="invalid")
        return phone

    def caller(self) -> Caller:
        return Caller(**{name: self.cleaned_data[name] for name in ("name", "phone", "suits")})
