"""A file to bring in, and the yes to what it changes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hkin.nlds.fields import FileField
from hkin.nlds.layout import Actions, Button, FormHelper
from network.importing import LIMITS


class ImportForm(forms.Form):
    """Only taken in here: what is in it is read by a worker."""

    file = FileField(
        label=_("Choose the file"),
        help_text=_("Excel (.xlsx) or .csv, at most 2 MB. You see first what changes."),
        error_messages={"required": _("Choose a file."), "empty": _("This file is empty. Choose another one.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = ".xlsx,.csv,.txt"
        self.helper = FormHelper(self)
        self.helper.mark_optional = False
        self.helper.layout.append(Actions(Button(_("See first what changes"))))

    def clean_file(self) -> bytes:
        upload = self.cleaned_data["file"]
        if upload.size > LIMITS.size:
            raise forms.ValidationError(str(LIMITS.too_large))
        content: bytes = upload.read()
        return content


class YesForm(forms.Form):
    invites = forms.BooleanField(
        label=_("Send every new colleague an invitation"),
        help_text=_("Without it they have an account, but nobody comes in. You can invite them later."),
        required=False,
    )

    def __init__(self, *args: Any, address: str, has_newcomers: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_newcomers:
            del self.fields["invites"]
        self.helper = FormHelper(self)
        self.helper.mark_optional = False
        self.helper.form_action = address
        self.helper.layout.append(Actions(Button(_("Do this"))))
