"""Months of keeping, one field for each way in which a signal ends."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from hkin.nlds.layout import Actions, Button, FormHelper, Section
from network.models import Municipality, User
from signals.actions.terms import LONGEST, SHORTEST, police_term_of, set_terms, terms_of
from signals.rules.flags import POLICE_DATA_TERM
from signals.rules.labels import OUTCOME_WORDS
from signals.rules.lifecycle import Outcome


class TermsForm(forms.Form):
    def __init__(self, data: Any = None, *, by: User, municipality: Municipality) -> None:
        super().__init__(data)
        self.by, self.municipality = by, municipality
        words = _("Fill in a number of months, from 1 to 84.")
        terms = [(one.value, OUTCOME_WORDS[one], months) for one, months in terms_of(municipality).items()]
        terms.append((POLICE_DATA_TERM, _("With police data, when this is shorter"), police_term_of(municipality)))
        for name, label, months in terms:
            self.fields[name] = forms.IntegerField(
                label=str(label),
                initial=months,
                required=name != POLICE_DATA_TERM,  # empty: as it is
                min_value=SHORTEST,
                max_value=LONGEST,
                widget=forms.TextInput({"inputmode": "numeric", "size": 4, "autocomplete": "off"}),
                error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), words),
            )
        self.helper = FormHelper(self)
        self.helper.mark_optional = False
        months = Section(_("How many months do you keep it?"), *self.fields)
        self.helper.layout = Layout(months, Actions(Button(_("These are our terms"))))

    def save(self) -> None:
        """Only after is_valid()."""
        months = {outcome: self.cleaned_data[outcome] for outcome in Outcome}
        police_data = self.cleaned_data[POLICE_DATA_TERM]
        set_terms(by=self.by, municipality=self.municipality, months=months, police_data=police_data)
