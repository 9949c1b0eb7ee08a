"""How a colleague is looked up."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from hkin.nlds.layout import Actions, Button, FilterHelper


class ContactSearch(forms.Form):
    zoek = forms.CharField(
        label=_("Find a department or colleague"),
        help_text=_("For example: rental, holiday park or a name."),
        required=False,
        max_length=60,
        error_messages={"max_length": _("Use at most 60 characters.")},
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FilterHelper(self)
        self.helper.form_method = "post"  # a name does not belong in an address
        self.helper.disable_csrf = False
        self.helper.layout = Layout("zoek", Actions(Button(_("Search"), icon="search")))
