"""A department says that a cell is not right, and a keeper says how often it is asked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hkin.nlds.fields import LongTextField
from hkin.nlds.layout import Actions, Button, FormHelper
from network.actions.contests import contest_cell
from network.actions.directory_terms import set_directory_terms
from network.models import Contest, Municipality, Responsibility, User
from network.rules.askings import MONTHS, THEMES_OF_ONE

LONGEST = 300


class ContestForm(forms.Form):
    reason = LongTextField(
        label=_("What is not right?"),
        help_text=_("Who should do it, or what do you do instead? Write nothing of a signal here."),
        max_length=LONGEST,
        error_messages={"required": _("Write in a few words what is not right.")},
    )

    def __init__(self, *args: Any, row: Responsibility, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row
        self.helper = FormHelper(self)
        self.helper.layout.append(Actions(Button(_("This is not right"))))

    def send(self, *, by: User) -> Contest:
        """Only after is_valid()."""
        return contest_cell(by=by, row=self.row, reason=self.cleaned_data["reason"])


class DirectoryTermsForm(forms.Form):
    """One for each municipality that somebody keeps: their names carry its slug."""

    months = forms.IntegerField(
        label=_("After how many months do you ask again?"),
        min_value=MONTHS[0],
        max_value=MONTHS[1],
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )
    most_themes = forms.IntegerField(
        label=_("How many themes may one person carry?"),
        help_text=_("More than that is a gap in the directory."),
        min_value=THEMES_OF_ONE[0],
        max_value=THEMES_OF_ONE[1],
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, data: Any = None, *, municipality: Municipality) -> None:
        now = {"months": municipality.confirm_every_months, "most_themes": municipality.most_themes}
        super().__init__(data, initial=now, prefix=municipality.slug)
        self.municipality = municipality
        for name, (least, most) in (("months", MONTHS), ("most_themes", THEMES_OF_ONE)):
            wrong = _("Fill in a number from %(least)s to %(most)s.") % {"least": least, "most": most}
            for code in ("required", "invalid", "min_value", "max_value"):
                self.fields[name].error_messages[code] = wrong
        self.helper = FormHelper(self)
        self.helper.layout.append(
            Actions(Button(_("Save"), name="place", value=municipality.slug, variant="secondary"))
        )

    def keep(self, *, by: User) -> bool:
        """Only after is_valid()."""
        answers = self.cleaned_data
        return set_directory_terms(
            by=by, municipality=self.municipality, months=answers["months"], most_themes=answers["most_themes"]
        )
