"""Two words in the finder of any page."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class FinderForm(forms.Form):
    """Its template stands in the header; a page of its own is what it opens."""

    wie = forms.CharField(required=False, max_length=60, error_messages={"max_length": _("Use at most 60 characters.")})
