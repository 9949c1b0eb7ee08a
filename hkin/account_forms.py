"""Allauth's forms in our words and our look."""

from __future__ import annotations

from typing import Any

from allauth.account import forms
from django.utils.translation import gettext_lazy as _

from hkin.nlds.layout import Actions, Button, FormHelper

PASSWORD_ADVICE = _("At least 12 characters. A sentence that you remember works well.")


class LoginForm(forms.LoginForm):  # type: ignore[misc]  # allauth has no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _relabel(self, login=_("User name or e-mail address"), password=_("Password"))
        self.fields["login"].error_messages["required"] = _("Fill in your user name or e-mail address.")
        self.fields["password"].error_messages["required"] = _("Fill in your password.")
        self.helper = _one_button(self, _("Log in"))


class ResetPasswordKeyForm(forms.ResetPasswordKeyForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _relabel(self, password1=_("New password"), password2=_("New password again"))
        self.fields["password1"].help_text = PASSWORD_ADVICE
        self.helper = _one_button(self, _("Save password"))


class ChangePasswordForm(forms.ChangePasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _relabel(
            self,
            oldpassword=_("Present password"),
            password1=_("New password"),
            password2=_("New password again"),
        )
        self.fields["password1"].help_text = PASSWORD_ADVICE
        self.helper = _one_button(self, _("Save password"))


def _relabel(form: Any, **labels: Any) -> None:
    for name, label in labels.items():
        form.fields[name].label = label
        form.fields[name].help_text = ""
        form.fields[name].widget.attrs.pop("placeholder", None)


def _one_button(form: Any, label: Any) -> FormHelper:
    helper = FormHelper(form)
    helper.layout.append(Actions(Button(label)))
    return helper
