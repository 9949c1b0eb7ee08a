"""Days of its own on which a municipality, or one of its teams, is closed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hkin.nlds.fields import DayField
from hkin.nlds.layout import Actions, Button, FormHelper
from network.actions.reading import TooMany, close_on
from network.models import Municipality, Team, User
from network.reading_times import teams_to_read

EVERYBODY = "everybody"
FURTHEST_AHEAD = timedelta(days=3 * 366)
LONGEST = timedelta(days=62)


class ClosedDaysForm(forms.Form):
    first = DayField(label=_("First day closed"))
    last = DayField(label=_("Last day closed"), help_text=_("Leave it empty for one day."), required=False)
    whose = forms.ChoiceField(label=_("Who is closed then?"), initial=EVERYBODY)

    def __init__(self, *args: Any, by: User, municipality: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.municipality = by, municipality
        self.teams = {team.kind: team for team in teams_to_read(municipality)}
        today = timezone.localdate()
        for name in ("first", "last"):
            self.fields[name].earliest, self.fields[name].latest = today, today + FURTHEST_AHEAD  # type: ignore[attr-defined]
        self.fields["whose"].choices = [  # type: ignore[attr-defined]
            (EVERYBODY, _("Everybody")),
            *((kind, team.name) for kind, team in self.teams.items()),
        ]
        self.helper = FormHelper(self)
        self.helper.layout = Layout(*self.fields, Actions(Button(_("We are closed then"))))

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        first, last = answers.get("first"), answers.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last day cannot come before the first day."))
        elif first and last and last - first > LONGEST:
            self.add_error("last", _("Close at most two months at a time."))
        return answers

    def close(self) -> bool:
        """Only after is_valid()."""
        answers = self.cleaned_data
        first: date = answers["first"]
        try:
            close_on(
                by=self.by,
                municipality=self.municipality,
                first=first,
                last=answers["last"] or first,
                team=self.teams.get(answers["whose"]),
            )
        except TooMany:
            self.add_error(None, _("So many closed days cannot be right. Take some away first."))
        return not self.errors


class OpenAgainForm(forms.Form):
    """Which day, and whose: one of those that stand on the page."""

    day = forms.DateField(input_formats=["%Y-%m-%d"])
    whose = forms.ChoiceField()

    def __init__(self, *args: Any, municipality: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.teams = {team.kind: team for team in teams_to_read(municipality)}
        self.fields["whose"].choices = [(one, one) for one in (EVERYBODY, *self.teams)]  # type: ignore[attr-defined]

    @property
    def team(self) -> Team | None:
        return self.teams.get(self.cleaned_data["whose"])
