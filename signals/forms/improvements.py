"""At closing: did an own rule or way of working make this possible? And later: what came of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hkin.nlds.fields import DayField, LongTextField
from hkin.nlds.layout import Actions, Button, Disclosure, FormHelper, Reveal
from hkin.nlds.widgets import LongText, Radios
from signals.actions.improvements import Better
from signals.forms.moves import from_today, reason_field
from signals.forms.numbers import CarefulForm
from signals.improvements import may_own
from signals.models import Improvement, Signal
from signals.rules.lifecycle import ACTED, Outcome

USUAL_TERM = timedelta(days=90)
LONGEST_TERM = timedelta(days=730)
YES, NO = "yes", "no"


class ImprovementPart(CarefulForm):
    """Fields to add to a form that closes a signal; the improvement itself keeps no way back to it.

    The form calls `offer_improvement` when it prepares, puts `improvement_parts` in its layout, calls
    `clean_improvement` from `clean`, and hands over what `improvement` gives.
    """

    made_possible = forms.ChoiceField(
        label=_("Did an own rule or way of working make this possible?"),
        help_text=_("Then we note what must change. It says nothing of this signal."),
        choices=[(NO, _("No")), (YES, _("Yes"))],
        widget=Radios(option_reveals={YES: "improvement"}),
        required=False,
        error_messages={"required": _("Choose yes or no.")},
    )
    must_change = reason_field(
        _("What must change?"), _("Write about the rule or the way of working. No names and no addresses.")
    )
    change_owner = forms.ChoiceField(label=_("Who sees to it?"), required=False)
    change_due_on = DayField(label=_("By when?"), required=False)

    improvement_names = ("made_possible", "must_change", "change_owner", "change_due_on")

    def offer_improvement(self, signal: Signal, outcome: Outcome) -> None:
        """Where somebody acted it is answered, and nobody answers it beforehand; elsewhere it may stay out."""
        fields: dict[str, Any] = self.fields
        fields["made_possible"].required = outcome in ACTED
        self.owners = {str(one.pk): one for one in may_own(signal.municipality)}
        people = [(key, f"{one}, {one.function}" if one.function else str(one)) for key, one in self.owners.items()]
        fields["change_owner"].choices = [("", _("Choose a colleague")), *people]
        fields["must_change"].required = False
        from_today(self, "change_due_on", LONGEST_TERM)
        usual = signal.calendar.add_reading_days(timezone.localdate() + USUAL_TERM, 0)
        self.initial.setdefault("change_due_on", usual)

    def improvement_parts(self) -> list[Any]:
        parts = ["made_possible", Reveal("improvement", *self.improvement_names[1:])]
        if self.fields["made_possible"].required:
            return parts
        return [Disclosure(_("Did an own rule make this possible?"), *parts, hint=_("Not needed."))]

    def clean_improvement(self, given: dict[str, Any]) -> None:
        if given.get("made_possible") != YES:
            return
        missing = {
            "must_change": _("Write what must change."),
            "change_owner": _("Choose who sees to it."),
            "change_due_on": _("Fill in by when."),
        }
        for name, words in missing.items():
            if not given.get(name) and name not in self.errors:
                self.add_error(name, words)

    def improvement(self) -> Better | None:
        """Only after is_valid()."""
        given = self.cleaned_data
        if given.get("made_possible") != YES:
            return None
        due_on: date = given["change_due_on"]
        return Better(what=self.careful("must_change"), owner=self.owners[given["change_owner"]], due_on=due_on)


class EndImprovementForm(CarefulForm):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    came_of_it = LongTextField(
        label=_("What came of it?"),
        help_text=_("One line is enough. No names."),
        max_length=1000,
        widget=LongText(rows=2),
        error_messages={
            "required": _("Write in a line what came of it."),
            "max_length": _("This is too long. Use at most 1,000 characters."),
        },
    )

    def __init__(self, data: Any = None, *, row: Improvement, **kwargs: Any) -> None:
        super().__init__(data, auto_id=f"id_improvement_{row.pk}_%s", **kwargs)
        self.row = row
        self.initial["version"] = row.version
        self.helper = FormHelper(self)
        self.helper.form_action = reverse("signals:improvement_done", args=[row.uuid])
        self.helper.layout = Layout(*self.fields, Actions(Button(_("It is done"))))
