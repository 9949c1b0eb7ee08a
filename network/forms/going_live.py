"""A line of the list to go live by, the button itself, and the day of the awareness session."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hkin.nlds.fields import DayField, LongTextField
from hkin.nlds.layout import Actions, Button, FormHelper, LinkButton, Section
from hkin.nlds.widgets import LongText
from network.actions.going_live import ask_to_go_live, plan_awareness, version_of, write_line
from network.going_live import LineState
from network.models import GoLiveLine, JointAct, Municipality, User

FURTHEST_AHEAD = timedelta(days=730)
LONGEST_AGO = timedelta(days=3650)
_SIGNED = ("settled_by", "settled_on", "remark")


def _line_field(label: Any, help_text: Any, longest: int = 100) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=longest,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"max_length": _("This is too long. Make it shorter.")},
    )


class LineForm(forms.Form):
    """`version` is the line as it was when the form was made."""

    version = forms.CharField(widget=forms.HiddenInput, required=False)
    owner = _line_field(_("Who looks after it?"), _("A name."))
    due_on = DayField(label=_("Before when?"), required=False)
    settled_by = _line_field(_("Who decided it?"), _("The name as it stands in the decision."))
    settled_on = DayField(label=_("On which day?"), required=False)
    remark = _line_field(_("Where is the decision kept?"), _("For example: the number in your archive."), 300)

    def __init__(self, data: Any = None, *, by: User, municipality: Municipality, state: LineState) -> None:
        row = state.row
        super().__init__(data, initial={**{name: getattr(row, name) for name in ("owner", "due_on", *_SIGNED)}})
        self.by, self.municipality, self.state = by, municipality, state
        self.initial["version"] = version_of(row)
        today = timezone.localdate()
        self._between("due_on", today - LONGEST_AGO, today + FURTHEST_AHEAD)
        signed = []
        if state.is_for_hand:
            self._between("settled_on", today - LONGEST_AGO, today)
            signed = [Section(_("Settled"), *_SIGNED, intro=_("Leave it empty as long as it is not settled."))]
        else:
            for name in _SIGNED:
                del self.fields[name]
        self.helper = FormHelper(self)
        self.helper.mark_optional = False
        back = reverse("network:setup_remaining", args=[municipality.slug])
        self.helper.layout = Layout(
            "version",
            Section(_("Who and when"), "owner", "due_on"),
            *signed,
            Actions(Button(_("Save")), LinkButton(_("Stop"), back, variant="subtle")),
        )

    def _between(self, name: str, earliest: Any, latest: Any) -> None:
        field = self.fields[name]
        field.earliest, field.latest = earliest, latest  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        missing = {
            "settled_by": _("Fill in who decided it."),
            "settled_on": _("Fill in the day."),
            "remark": _("Fill in where the decision is kept."),
        }
        if self.state.is_for_hand and any(given.get(name) for name in _SIGNED):
            for name, words in missing.items():
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, words)
        return given

    def made_again(self) -> LineForm:
        """The same answers on the line as it is now: sent again, they are meant."""
        typed = {**self.data.dict(), "version": version_of(self.state.row)}  # type: ignore[attr-defined]
        return LineForm(typed, by=self.by, municipality=self.municipality, state=self.state)

    def save(self) -> GoLiveLine:
        """Only after is_valid()."""
        given = {name: value for name, value in self.cleaned_data.items() if name in self.fields}
        return write_line(by=self.by, municipality=self.municipality, line=self.state.line, **given)


class GoLiveForm(forms.Form):
    reason = LongTextField(
        label=_("Why now?"),
        help_text=_("The privacy officer reads this and decides too."),
        max_length=500,
        widget=LongText(rows=3),
        error_messages={
            "required": _("Write in a few words why."),
            "max_length": _("This is too long. Use at most 500 characters."),
        },
    )

    def __init__(self, data: Any = None, *, by: User, municipality: Municipality) -> None:
        super().__init__(data)
        self.by, self.municipality = by, municipality
        self.helper = FormHelper(self)
        self.helper.mark_optional = False
        self.helper.form_action = reverse("network:go_live", args=[municipality.slug])
        self.helper.layout = Layout("reason", Actions(Button(_("We go live"))))

    def ask(self) -> JointAct:
        """Only after is_valid()."""
        return ask_to_go_live(by=self.by, municipality=self.municipality, reason=self.cleaned_data["reason"])


class AwarenessForm(forms.Form):
    on = DayField(label=_("Day of the first awareness session"), error_messages={"required": _("Fill in the day.")})

    def __init__(self, data: Any = None, *, by: User, municipality: Municipality) -> None:
        super().__init__(data, initial={"on": municipality.awareness_on})
        self.by, self.municipality = by, municipality
        today = timezone.localdate()
        field = self.fields["on"]
        field.earliest, field.latest = today - FURTHEST_AHEAD, today + FURTHEST_AHEAD  # type: ignore[attr-defined]
        self.helper = FormHelper(self)
        self.helper.mark_optional = False
        self.helper.form_action = reverse("network:setup_awareness", args=[municipality.slug])
        self.helper.layout = Layout("on", Actions(Button(_("Save the day"), variant="secondary")))

    def save(self) -> None:
        plan_awareness(by=self.by, municipality=self.municipality, on=self.cleaned_data["on"])
