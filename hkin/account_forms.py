"""Allauth's forms in our words and our look."""

from __future__ import annotations

from typing import Any

from allauth.account import forms
from django.forms import BooleanField
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from hkin.auth.sessions import choose_device, is_own_device, set_lifetime
from hkin.nlds.layout import Actions, Button, FormHelper

PASSWORD_ADVICE = _("At least 12 characters. A sentence that you remember works well.")


class LoginForm(forms.LoginForm):  # type: ignore[misc]  # allauth has no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _relabel(self, login=_("User name or e-mail address"), password=_("Password"))
        self.fields["login"].error_messages["required"] = _("Fill in your user name or e-mail address.")
        self.fields["password"].error_messages["required"] = _("Fill in your password.")
        self.fields["own_device"] = own_device_field(self.request)
        self.helper = _one_button(self, _("Log in"))

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        choose_device(request, self.user, is_own=self.cleaned_data["own_device"])
        response: HttpResponse = super().login(request, redirect_url=redirect_url)
        set_lifetime(request.session)  # allauth has just made it end with the browser
        return response


class PasswordAgainForm(forms.ReauthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _relabel(self, password=_("Password"))
        self.fields["password"].error_messages["required"] = _("Fill in your password.")
        self.helper = _one_button(self, _("Go on"))


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


def own_device_field(request: HttpRequest) -> BooleanField:
    return BooleanField(
        label=_("This is my own device: I stay logged in to file"),
        help_text=_("Only on a phone or computer that nobody else uses. To read signals we ask you to log in again."),
        required=False,
        initial=is_own_device(request),
    )


def _relabel(form: Any, **labels: Any) -> None:
    for name, label in labels.items():
        form.fields[name].label = label
        form.fields[name].help_text = ""
        form.fields[name].widget.attrs.pop("placeholder", None)


def _one_button(form: Any, label: Any) -> FormHelper:
    helper = FormHelper(form)
    helper.layout.append(Actions(Button(label)))
    return helper
