"""Which protocol new signals follow, how many scores a result takes, and who lends scorers."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hkin.nlds.layout import Actions, Button, FormHelper, Section
from hkin.nlds.widgets import Radios
from network.models import User
from signals.actions.own_protocol import Profile, choose_protocol
from signals.protocol_choice import Choice, in_numbers
from signals.rules.protocol import Protocol
from signals.rules.protocol_reading import MOST_SCORES

_WRONG = gettext_lazy("Fill in a number from 1 to 20, or leave it empty.")


class ProtocolForm(forms.Form):
    protocol = forms.ChoiceField(
        label=gettext_lazy("How does the team weigh?"), error_messages={"required": gettext_lazy("Choose one.")}
    )
    minimum_scores = forms.IntegerField(
        label=gettext_lazy("How many own scores does a result take at least?"),
        required=False,
        min_value=1,
        max_value=MOST_SCORES,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "maxlength": 2}),
        error_messages={"invalid": _WRONG, "min_value": _WRONG, "max_value": _WRONG},
    )
    partner = forms.ChoiceField(
        label=gettext_lazy("Who scores along?"),
        help_text=gettext_lazy(
            "Colleagues of that municipality can then be asked for an own score. "
            "Its coordinators hear it, and may stop it."
        ),
        required=False,
    )

    def __init__(self, *args: Any, by: User, choice: Choice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.choice = by, choice
        municipality = choice.municipality
        profile, minimum, partner = self.fields["protocol"], self.fields["minimum_scores"], self.fields["partner"]
        offered = [(one.code, one.label) for one in choice.profiles]
        profile.choices = offered  # type: ignore[attr-defined]
        profile.widget = Radios(choices=offered, option_help={one.code: _told(one) for one in choice.profiles})
        partner.choices = [("", _("Nobody of outside")), *((one.slug, one.name) for one in choice.partners)]  # type: ignore[attr-defined]
        minimum.help_text = _("Empty: the number of the protocol. It stands with each result.")
        self.initial = {
            "protocol": municipality.protocol_version,
            "minimum_scores": municipality.minimum_scores,
            "partner": municipality.scoring_partner.slug if municipality.scoring_partner else "",
            **self.initial,
        }
        self.helper = FormHelper(self)
        asked = ["partner"] if choice.partners else []
        self.helper.layout = Layout(
            Section(_("The profile"), "protocol"),
            Section(_("Who scores"), "minimum_scores", *asked),
            Actions(Button(_("Keep this choice"))),
        )

    def keep(self) -> bool:
        """Only after is_valid(). Whether something changed."""
        given = self.cleaned_data
        partner = next((one for one in self.choice.partners if one.slug == given["partner"]), None)
        profile = Profile(given["protocol"], given["minimum_scores"], partner)
        return choose_protocol(by=self.by, municipality=self.choice.municipality, profile=profile)


def _told(protocol: Protocol) -> str:
    """The code tells two versions with one name apart."""
    return f"{protocol.code} · {in_numbers(protocol)}. {protocol.source}"
