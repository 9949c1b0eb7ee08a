"""A colleague fills in that they are away."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hkin.nlds.fields import DayField
from hkin.nlds.layout import Actions, Button, FormHelper
from network.absences import able_to_replace
from network.actions.absence import AlreadyAway, NoDeputy, register_absence
from network.models import User

#: Somebody who fell ill fills it in afterwards; further back helps nobody.
LATEST_START = timedelta(days=31)
FURTHEST_AHEAD = timedelta(days=400)


class AbsenceForm(forms.Form):
    first = DayField(label=_("First day away"))
    last = DayField(label=_("Last day away"), help_text=_("This day counts too."))
    deputy: forms.ModelChoiceField[User] = forms.ModelChoiceField(
        label=_("Who answers for you?"),
        help_text=_("This colleague then sees what you would see."),
        queryset=None,
        required=False,
        empty_label=_("My usual deputy"),
        error_messages={"invalid_choice": _("This colleague cannot stand in for you. Choose somebody else.")},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        today = timezone.localdate()
        first, last = self.fields["first"], self.fields["last"]
        first.earliest, first.latest = today - LATEST_START, today + FURTHEST_AHEAD  # type: ignore[attr-defined]
        last.earliest, last.latest = today, today + FURTHEST_AHEAD  # type: ignore[attr-defined]
        colleagues = able_to_replace(user)
        if colleagues.exists():
            self.fields["deputy"].queryset = colleagues  # type: ignore[attr-defined]
        else:
            del self.fields["deputy"]
        self.helper = FormHelper(self)
        self.helper.layout = Layout(*self.fields, Actions(Button(_("I am away then"))))

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        first, last = answers.get("first"), answers.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last day cannot come before the first day."))
        return answers

    def register(self) -> bool:
        """Only after is_valid(). What the directory will not have is said at its field."""
        answers = self.cleaned_data
        try:
            register_absence(
                by=self.user, from_on=answers["first"], until_on=answers["last"], deputy=answers.get("deputy")
            )
        except NoDeputy:
            self.add_error("deputy", _("This colleague is away in those days too. Choose somebody else."))
        except AlreadyAway:
            self.add_error("first", _("You are already away on one of these days. End that one first."))
        return self.is_valid()
