"""Asking for the name of a shielded reporter."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from hkin.nlds.widgets import Radios
from signals.actions.naming import name_asked
from signals.forms.moves import MoveForm, reason_field
from signals.rules.lifecycle import Verb
from signals.rules.naming import PURPOSE_NAMES


class AskNameForm(MoveForm):
    verb, url_name = Verb.ASK_NAME, "ask_name"
    title = _("Ask for the name")
    hint = _("You cannot do this alone.")
    button = _("Ask for the name")

    purpose = forms.ChoiceField(
        label=_("What is it needed for?"),
        choices=[(purpose.value, words) for purpose, words in PURPOSE_NAMES.items()],
        widget=Radios,
        error_messages={"required": _("Choose what the name is needed for.")},
    )
    reason = reason_field(
        _("Why?"), _("The reporter reads this, and who looks along too. Write nothing that stands in the signal.")
    )

    def fits(self) -> bool:
        return self.signal.is_shielded and name_asked(self.signal, by=self.by) is None

    def nobody_agrees(self) -> None:
        self.add_error(None, _("Nobody can look along now. Ask the coordinator to choose another agreement for this."))
