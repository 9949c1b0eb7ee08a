"""Allauth's forms of the second proof, in our words and our look, with codes that are counted."""

from __future__ import annotations

from typing import Any

from allauth.core import context
from allauth.mfa.base import forms as base
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import forms as recovery
from allauth.mfa.totp import forms as totp
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from allauth.mfa.webauthn import forms as webauthn
from crispy_forms.layout import Layout
from django import forms
from django.contrib import messages
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from hkin.auth.codes import CodeUsed, WrongCode, proof_for, step_of
from hkin.auth.sealing import open_secret, seal_secret
from hkin.nlds.layout import Actions, Button, FormHelper
from network.actions.second_proof import TooManyTries, use_step
from network.second_proofs import recovery_codes_left

WRONG = _("This code is not right. Look in your app and try again.")
USED = _("This code was used already. Wait for the next one.")
NO_PASSKEY = _("The passkey did not work")
TOO_MANY = _("You tried this too often. Wait a quarter of an hour.")
#: From here on somebody is told to make new ones.
FEW_CODES = 3


class _Code(base.BaseAuthenticateForm):  # type: ignore[misc]  # allauth has no types
    """Of the app, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = _code_field(_("Your code"), _("Six figures from your app, or a recovery code."))
        self.helper = _one_button(self, _("Go on"))

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        try:
            self.authenticator = proof_for(self.user, code)
        except TooManyTries:
            raise forms.ValidationError(TOO_MANY) from None
        except WrongCode:
            raise forms.ValidationError(WRONG) from None
        except CodeUsed:
            raise forms.ValidationError(USED) from None
        self.authenticator.user = self.user
        return code

    def save(self) -> None:
        super().save()
        if self.authenticator.type == Authenticator.Type.RECOVERY_CODES:
            _tell_how_many_are_left(recovery_codes_left(self.user) or 0)


class CodeForm(_Code, base.AuthenticateForm):  # type: ignore[misc]
    """At the door."""


class CodeAgainForm(_Code, base.ReauthenticateForm):  # type: ignore[misc]
    """Of somebody who is in already."""


class AppForm(totp.ActivateTOTPForm):  # type: ignore[misc]
    """While somebody sets up their app the secret lies in their session, and so in the database: sealed there too."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        session = context.request.session
        kept = session.get(SECRET_SESSION_KEY)
        super().__init__(*args, **kwargs)
        if self.is_bound and kept:
            self.secret = open_secret(kept)
        else:
            session[SECRET_SESSION_KEY] = seal_secret(self.secret)
        self.fields["code"] = _code_field(_("The code that your app shows"), _("Six figures."))
        self.helper = _one_button(self, _("Switch on"))

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        step = step_of(self.secret, code)
        if step is None:
            raise forms.ValidationError(WRONG)
        use_step(by=self.user, step=step)
        return code


class AppGoneForm(totp.DeactivateTOTPForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = _one_button(self, _("Take the app away"), danger=True)


class PasskeyForm(webauthn.AddWebAuthnForm):  # type: ignore[misc]
    passwordless = None  # each passkey that can, may

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = _name_field()
        self.helper = _with_passkey(self, _("Make the passkey"))

    def clean(self) -> dict[str, Any]:
        """What no browser sends is a wrong answer, and no fault of ours."""
        try:
            cleaned: dict[str, Any] = super().clean()
        except (AttributeError, KeyError, TypeError, ValueError):
            raise forms.ValidationError(_("The passkey was not saved. Try again.")) from None
        return cleaned


class _PasskeyAnswer(webauthn.AuthenticateWebAuthnForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = _with_passkey(self, _("Use your passkey"))

    def clean_credential(self) -> Authenticator:
        """What no browser sends is a wrong answer, and no fault of ours."""
        try:
            return super().clean_credential()
        except (AttributeError, KeyError, TypeError, ValueError):
            raise forms.ValidationError(NO_PASSKEY) from None


class PasskeyAnswerForm(_PasskeyAnswer):
    """At the door, after a password."""


class PasskeyAgainForm(_PasskeyAnswer, webauthn.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """Of somebody who is in already."""


class PasskeyLoginForm(_PasskeyAnswer, webauthn.LoginWebAuthnForm):  # type: ignore[misc]
    """At the door, instead of a password."""


class PasskeyNameForm(webauthn.EditWebAuthnForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = _name_field()
        self.helper = _one_button(self, _("Save"))


class NewCodesForm(recovery.GenerateRecoveryCodesForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = _one_button(self, _("Make new codes"))


def _tell_how_many_are_left(count: int) -> None:
    words = ngettext(
        "You used a recovery code. You have %(count)d left.",
        "You used a recovery code. You have %(count)d left.",
        count,
    )
    tell = messages.warning if count <= FEW_CODES else messages.info
    tell(context.request, words % {"count": count})


def _code_field(label: Any, help_text: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "size": 12})
    return forms.CharField(
        label=label,
        help_text=help_text,
        widget=widget,
        max_length=30,
        error_messages={"required": _("Fill in the code.")},
    )


def _name_field() -> forms.CharField:
    return forms.CharField(
        label=_("What do you call this passkey?"),
        help_text=_("So that you know it again: work phone, laptop."),
        max_length=50,
        error_messages={"required": _("Fill in a name.")},
    )


def _one_button(form: forms.Form, label: Any, *, danger: bool = False) -> FormHelper:
    helper = FormHelper(form)
    helper.layout = Layout(*form.fields, Actions(Button(label, danger=danger)))
    return helper


def _with_passkey(form: forms.Form, label: Any) -> FormHelper:
    """Shown by its script (passkey.js), where the browser knows passkeys."""
    helper = _one_button(form, label)
    kind = "create" if "name" in form.fields else "get"
    helper.attrs |= {"data-passkey": kind, "hidden": True}
    return helper
