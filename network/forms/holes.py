"""Which holes somebody wants to see, and why one of them is no hole."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hkin.nlds.fields import DayField
from hkin.nlds.layout import Actions, Button, FilterHelper, FormHelper, LinkButton, Row
from network.actions.holes import accept_hole
from network.holes import KIND_NAMES
from network.holes_page import HolesPage, ShownHole, Wanted
from network.models import User
from network.rules import HoleKind
from network.rules.holes import LONGEST_ACCEPTED

#: Long enough to look again, short enough not to forget.
PROPOSED = timedelta(days=180)


def wanted_of(asked: Mapping[str, str]) -> Wanted:
    """From an address; what is no kind is every kind."""
    kinds = {kind.value: kind for kind in HoleKind}
    return Wanted(
        place=asked.get("gemeente", "")[:50],
        kind=kinds.get(asked.get("soort", "")),
        department=asked.get("afdeling", "")[:10],
        after=asked.get("na", "")[:16],
    )


class HolesFilter(forms.Form):
    gemeente = forms.ChoiceField(label=_("Municipality"), required=False)
    soort = forms.ChoiceField(label=_("What is missing?"), required=False)
    afdeling = forms.ChoiceField(label=_("Department"), required=False)

    def __init__(self, *, page: HolesPage, wanted: Wanted) -> None:
        chosen = {
            "gemeente": page.municipality.slug,
            "soort": wanted.kind.value if wanted.kind else "",
            "afdeling": wanted.department,
        }
        super().__init__(initial=chosen)
        self._offer("gemeente", [(place.slug, place.name) for place in page.places])
        self._offer("soort", [("", _("Everything")), *((kind.value, name) for kind, name in KIND_NAMES.items())])
        self._offer("afdeling", [("", _("All departments")), *((one.code, one.name) for one in page.departments)])
        if len(page.places) < 2:
            del self.fields["gemeente"]
        self.helper = FilterHelper(self)
        self.helper.layout = Layout(Row(*self.fields), Actions(Button(_("Show"), variant="secondary", icon="filter")))

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


class AcceptForm(forms.Form):
    """Dit klopt zo."""

    reason = forms.CharField(
        label=_("Why is it right as it is?"),
        help_text=_("Everybody who looks after the directory reads this. Write nothing of a signal here."),
        max_length=300,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={
            "required": _("Write in a few words why."),
            "max_length": _("Use at most 300 characters."),
        },
    )
    until = DayField(label=_("Until when?"), help_text=_("A year at most. After that day it stands in the list again."))

    def __init__(self, *args: Any, shown: ShownHole, back: str, **kwargs: Any) -> None:
        today = timezone.localdate()
        super().__init__(*args, **{"initial": {"until": today + PROPOSED}} | kwargs)
        self.shown = shown
        until = self.fields["until"]
        until.earliest, until.latest = _after(today), today + LONGEST_ACCEPTED  # type: ignore[attr-defined]
        self.helper = FormHelper(self)
        self.helper.layout = Layout(
            *self.fields, Actions(Button(_("This is right as it is")), LinkButton(_("Back"), back, variant="subtle"))
        )

    def keep(self, *, by: User) -> None:
        """Only after is_valid()."""
        answers = self.cleaned_data
        accept_hole(by=by, found=self.shown.found, reason=answers["reason"], until=answers["until"])


def _after(day: date) -> date:
    return day + timedelta(days=1)
