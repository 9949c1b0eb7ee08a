"""Somebody at the tactical level decides about a contested cell."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from hkin.nlds.fields import LongTextField
from hkin.nlds.layout import Actions, Button, FormHelper, Reveal
from hkin.nlds.widgets import Radios
from network.actions.contests import change_contested, keep_cell
from network.choices import departments_of
from network.forms.confirming import LONGEST
from network.models import Contest, Department, User
from network.models.matrix import Part

KEEP, CHANGE, NOTHING = "keep", "change", "nothing"
_PARTS = {
    Part.EXECUTOR: _("Executor: it acts with powers of its own"),
    Part.ADVISER: _("Adviser: it is asked before somebody decides"),
    Part.INFORMED: _("Informed: it hears afterwards"),
}


class SettleForm(forms.Form):
    decision = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=[(KEEP, _("It stays as it is")), (CHANGE, _("It changes, from today"))],
        widget=Radios(option_reveals={CHANGE: "becomes"}),
        error_messages={"required": _("Choose one.")},
    )
    part = forms.ChoiceField(label=_("What does the department do then?"), required=False, widget=Radios)
    new_lead: forms.ModelChoiceField[Department] = forms.ModelChoiceField(
        label=_("Who leads then?"),
        help_text=_("That department is asked whether it is right."),
        queryset=None,
        required=False,
        empty_label=_("Nobody yet: that is a gap in the directory"),
    )
    answer = LongTextField(
        label=_("Why?"),
        help_text=_("The department reads this. Write nothing of a signal here."),
        max_length=LONGEST,
        error_messages={"required": _("Write in a few words why.")},
    )

    def __init__(self, *args: Any, contest: Contest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.contest = contest
        self.fields["part"].choices = [  # type: ignore[attr-defined]
            *((part.value, label) for part, label in _PARTS.items() if part != contest.part),
            (NOTHING, _("Nothing for this theme")),
        ]
        others = departments_of(contest.municipality).exclude(pk=contest.department_id)
        self.fields["new_lead"].queryset = others  # type: ignore[attr-defined]
        if contest.part != Part.LEAD:
            del self.fields["new_lead"]
        lead = ["new_lead"] if "new_lead" in self.fields else []
        self.helper = FormHelper()
        self.helper.mark_optional = False  # what changes is asked only of who changes something
        self.helper.layout = Layout(
            "decision", Reveal("becomes", "part", *lead), "answer", Actions(Button(_("Decide")))
        )

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if answers.get("decision") == CHANGE and not answers.get("part") and "part" not in self.errors:
            self.add_error("part", _("Choose what the department does then."))
        return answers

    def decide(self, *, by: User) -> None:
        """Only after is_valid()."""
        answers = self.cleaned_data
        if answers["decision"] == KEEP:
            keep_cell(by=by, contest=self.contest, answer=answers["answer"])
            return
        part = None if answers["part"] == NOTHING else Part(answers["part"])
        change_contested(
            by=by, contest=self.contest, part=part, answer=answers["answer"], new_lead=answers.get("new_lead")
        )
