"""A keeper opens a blind round; a department fills in alone who does what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hkin.nlds.fields import DayField
from hkin.nlds.layout import Actions, Button, FormHelper, LinkButton, Row, Section
from hkin.nlds.widgets import Radios
from network.actions.blind import keep_answer, open_round
from network.forms.interests import sentence_field
from network.models import BlindAnswer, BlindRound, Department, Municipality, Theme, User
from network.models.matrix import Part
from network.rules.workshop import NOTHING

ALL, INVOLVED = "all", "involved"
#: Long enough to ask a colleague, short enough to be remembered.
USUALLY = timedelta(days=14)
AT_MOST = timedelta(days=92)


class OpenRoundForm(forms.Form):
    theme = forms.ChoiceField(label=_("About which theme?"), error_messages={"required": _("Choose a theme.")})
    asked = forms.ChoiceField(
        label=_("Whom do we ask?"),
        choices=[(INVOLVED, _("Departments that do something for it now")), (ALL, _("All departments"))],
        widget=Radios(option_help={ALL: _("Who is not in the matrix may see what others miss.")}),
        error_messages={"required": _("Choose whom you ask.")},
    )
    closes_on = DayField(label=_("Until which day can they answer?"))

    def __init__(
        self, data: Any = None, *, municipality: Municipality, themes: Sequence[Theme], theme: str, back: str
    ) -> None:
        last = timezone.localdate() + USUALLY
        super().__init__(data, initial={"theme": theme, "asked": INVOLVED, "closes_on": last})
        self.municipality = municipality
        self.themes = {one.code: one for one in themes}
        field, day = self.fields["theme"], self.fields["closes_on"]
        assert isinstance(field, forms.ChoiceField)
        assert isinstance(day, DayField)
        field.choices = [("", _("Choose a theme")), *((code, one.name) for code, one in self.themes.items())]
        day.earliest, day.latest = timezone.localdate(), timezone.localdate() + AT_MOST
        day.error_messages["early"] = _("Choose today or a later day.")
        day.error_messages["late"] = _("Choose a day within three months.")
        self.helper = FormHelper(self)
        self.helper.layout = Layout(
            *self.fields, Actions(Button(_("Open the round")), LinkButton(_("Stop"), back, variant="subtle"))
        )

    @property
    def chosen(self) -> Theme:
        """Only after is_valid()."""
        return self.themes[self.cleaned_data["theme"]]

    def asks_all(self) -> bool:
        return bool(self.cleaned_data["asked"] == ALL)

    def open(self, *, by: User, asked: Sequence[Department]) -> BlindRound:
        """Only after is_valid()."""
        day = self.cleaned_data["closes_on"]
        return open_round(by=by, municipality=self.municipality, theme=self.chosen, closes_on=day, asked=asked)


class BlindAnswerForm(forms.Form):
    """One choice for each department, all of them empty: what stands in the matrix is not shown."""

    why = sentence_field(_("Why do you think so?"), _("In your own words. The others read it after the round closes."))
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self, data: Any = None, *, departments: Sequence[Department], answer: BlindAnswer | None, own: Department
    ) -> None:
        initial: dict[str, Any] = {"why": answer.why if answer else "", "seen": answer.version if answer else 0}
        initial |= {f"part_{pk}": part for pk, part in (answer.parts if answer else {}).items()}
        super().__init__(data, initial=initial)
        self.own = own
        self.names = {f"part_{department.pk}": department for department in departments}
        choices = [("", _("I do not know")), (NOTHING, _("nothing")), *Part.choices]
        for name, department in self.names.items():
            self.fields[name] = forms.ChoiceField(label=department.name, choices=choices, required=False)
        self.order_fields([*self.names, "why", "seen"])
        names = list(self.names)
        pairs = [Row(*names[at : at + 2]) for at in range(0, len(names), 2)]
        self.helper = FormHelper(self)
        self.helper.mark_optional = False
        self.helper.layout = Layout(
            Section(_("What does each department do for this theme?"), *pairs),
            Section("", "why"),
            "seen",
            Actions(Button(_("Keep our answer"))),
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        leads = [name for name in self.names if given.get(name) == Part.LEAD]
        for name in leads[1:]:
            self.add_error(name, _("Choose one lead. You chose %(name)s too.") % {"name": self.names[leads[0]].name})
        return given

    def keep(self, *, by: User, blind_round: BlindRound) -> BlindAnswer:
        """Only after is_valid()."""
        given = self.cleaned_data
        return keep_answer(
            by=by,
            blind_round=blind_round,
            department=self.own,
            parts={one.pk: _part(given[name]) for name, one in self.names.items() if given[name]},
            why=given["why"],
            seen=given["seen"],
        )


def _part(chosen: str) -> Part | None:
    return None if chosen == NOTHING else Part(chosen)
