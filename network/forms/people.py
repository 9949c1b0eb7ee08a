"""How the list of people is searched and narrowed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from hkin.nlds.layout import Actions, Button, FilterHelper, Row
from network.models import Municipality
from network.roster import Wanted
from network.rules.person_state import FOR_MANAGERS, STATE_NAMES, PersonState


class PeopleFilter(forms.Form):
    zoek = forms.CharField(
        label=_("Find a colleague"),
        help_text=_("A name, a function or an e-mail address."),
        required=False,
        max_length=60,
        error_messages={"max_length": _("Use at most 60 characters.")},
        widget=forms.TextInput({"autocomplete": "off", "type": "search"}),
    )
    stand = forms.ChoiceField(label=_("Which people?"), required=False)
    gemeente = forms.ChoiceField(label=_("Municipality"), required=False)

    def __init__(self, *args: Any, places: Sequence[Municipality], manages: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = [state for state in PersonState if manages or state not in FOR_MANAGERS]
        self._offer("stand", [("", _("Everybody")), *((state.value, STATE_NAMES[state]) for state in states)])
        self._offer("gemeente", [("", _("All municipalities")), *((place.slug, place.name) for place in places)])
        if len(places) < 2:
            del self.fields["gemeente"]
        self.helper = FilterHelper(self)
        self.helper.form_method = "post"  # a name does not belong in an address
        self.helper.disable_csrf = False
        self.helper.layout = Layout(Row(*self.fields), Actions(Button(_("Search"), variant="secondary", icon="search")))

    def wanted(self) -> Wanted:
        given = self.cleaned_data
        state = PersonState(given["stand"]) if given["stand"] else None
        return Wanted(words=given["zoek"], state=state, place=given.get("gemeente", ""))

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
