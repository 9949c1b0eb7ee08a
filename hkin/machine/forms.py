"""The code of a test mail, and the fingerprints from paper."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hkin.machine.actions import type_code, type_fingerprints
from hkin.nlds.layout import Actions, Button, FormHelper

_PLAIN = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code from the test mail"),
        max_length=20,
        widget=forms.TextInput({**_PLAIN, "inputmode": "numeric"}),
        error_messages={"required": _("Fill in the code of six digits."), "max_length": _("The code has six digits.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_action = f"{reverse('machine:mail_code')}#mail"
        self.helper.layout = Layout("code", Actions(Button(_("This code is in the mail"))))

    def confirm(self, *, by: Any) -> bool:
        """Only after is_valid()."""
        if type_code(by=by, code=self.cleaned_data["code"]):
            return True
        self.add_error("code", _("This is not the code of a mail of today. Look again, or send another mail."))
        return False


class FingerprintForm(forms.Form):
    ring = forms.CharField(
        label=_("Fingerprint of the seal keys"),
        help_text=_("For example 1a2b-3c4d"),
        max_length=40,
        widget=forms.TextInput(_PLAIN),
        error_messages={"required": _("Fill in the fingerprint of the seal keys.")},
    )
    index = forms.CharField(
        label=_("Fingerprint of the index key"),
        max_length=40,
        widget=forms.TextInput(_PLAIN),
        error_messages={"required": _("Fill in the fingerprint of the index key.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_action = f"{reverse('machine:fingerprints')}#keys"
        self.helper.layout = Layout("ring", "index", Actions(Button(_("This stands on paper"))))

    def confirm(self, *, by: Any) -> bool:
        """Only after is_valid()."""
        wrong = type_fingerprints(by=by, ring=self.cleaned_data["ring"], index=self.cleaned_data["index"])
        for name in wrong:
            self.add_error(name, _("This is not the fingerprint of the key in use. Look at your paper again."))
        return not wrong
