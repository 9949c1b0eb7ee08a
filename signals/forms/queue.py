"""What a list of signals can be asked. The filters stand in the address, the words to search for do not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from hkin.nlds.layout import Button, FilterHelper
from signals.listing import NO_THEME, Owner, Wanted
from signals.rules.labels import OUTCOME_WORDS, STATUS_WORDS, URGENCY_WORDS
from signals.rules.lifecycle import Status

_LONGEST_SEARCH = 200


class ListFilter(forms.Form):
    """Search and theme: what the queue and the archive share."""

    q = forms.CharField(
        label=_("Search for a word, an address, a number plate or a number"),
        required=False,
        max_length=_LONGEST_SEARCH,
        widget=forms.TextInput({"autocomplete": "off", "type": "search"}),
        error_messages={"max_length": _("Use at most 200 characters to search.")},
    )
    theme = forms.CharField(label=_("Theme"), required=False, max_length=10, widget=forms.Select)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FilterHelper(self)
        self.helper.form_method = "post"  # words to search for do not belong in an address
        self.helper.disable_csrf = False
        self.helper.form_class = "hkin-filter hkin-queue-filter"
        self.helper.layout.append(Button(_("Search"), variant="secondary"))

    def offer_themes(self, themes: Iterable[tuple[str, str]]) -> None:
        """Known only after the list was counted: one query brings both."""
        widget = self.fields["theme"].widget
        widget.choices = [("", _("All themes")), *themes, (NO_THEME, _("No theme yet"))]

    def wanted(self) -> Wanted:
        return Wanted(**{name: value for name, value in self.cleaned_data.items() if value})


class QueueFilter(ListFilter):
    status = forms.ChoiceField(
        label=_("Status"),
        choices=[("", _("Every status")), *((s, w) for s, w in STATUS_WORDS.items() if s is not Status.CLOSED)],
        required=False,
    )
    urgency = forms.ChoiceField(
        label=_("Urgency"), choices=[("", _("Every urgency")), *URGENCY_WORDS.items()], required=False
    )
    area = forms.CharField(
        label=_("Postcode (4 digits)"),
        required=False,
        max_length=10,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )
    owner = forms.ChoiceField(
        choices=[(owner.value, owner.value) for owner in Owner], required=False, widget=forms.HiddenInput
    )

    field_order = ["q", "theme", "urgency", "status", "area", "owner"]

    def clean_area(self) -> str:
        """ "8999 AC" is meant as 8999."""
        typed = str(self.cleaned_data["area"]).strip()
        if typed and not typed[:4].isdecimal():
            raise ValidationError(_("Fill in four digits, like 1234."), code="area")
        return typed[:4]

    def clean_owner(self) -> Owner:
        return Owner(self.cleaned_data["owner"])


class ArchiveFilter(ListFilter):
    outcome = forms.ChoiceField(
        label=_("Outcome"), choices=[("", _("Every outcome")), *OUTCOME_WORDS.items()], required=False
    )
    asks = forms.BooleanField(label=_("The reporter asks something"), required=False)
