"""One more municipality on the same installation."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hkin.nlds.layout import Actions, Button, FormHelper, LinkButton, Section
from network.actions.starting import add_municipality
from network.choices import municipalities
from network.models import Municipality, User


class AddMunicipalityForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the municipality"),
        help_text=_("Without the word municipality."),
        max_length=100,
        error_messages={"required": _("Fill in the name of the municipality.")},
    )
    neighbour: forms.ModelChoiceField[Municipality] = forms.ModelChoiceField(
        label=_("Alone or with a neighbour?"),
        help_text=_("A neighbour can share its coordinator, its team and a second pair of eyes."),
        queryset=None,
        required=False,
        empty_label=_("Alone"),
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.fields["neighbour"].queryset = municipalities()  # type: ignore[attr-defined]
        self.helper = FormHelper(self)
        self.helper.layout = Layout(
            Section("", *self.fields),
            Actions(Button(_("Add")), LinkButton(_("Stop"), reverse("network:setup"), variant="subtle")),
        )

    def add(self) -> Municipality:
        """Only after is_valid()."""
        answers = self.cleaned_data
        return add_municipality(by=self.by, name=answers["name"], neighbour=answers["neighbour"])
