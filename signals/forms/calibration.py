"""The forms of a calibration: a story in other words, the day until which it is open, and one's own scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from crispy_forms.layout import Layout
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hkin.nlds.fields import DayField, LongTextField
from hkin.nlds.layout import Actions, Button, FormHelper, Fragment, LinkButton, Section
from hkin.nlds.widgets import LongText, Radios
from network.models import User
from signals.actions.calibration import give_scores, open_round, write_case
from signals.forms.traces import NobodyInItForm
from signals.models import CalibrationRound
from signals.rules.protocol import Criterion
from signals.rules.traces import copied_from

USUALLY = timedelta(days=14)
AT_MOST = timedelta(days=62)


class CaseForm(NobodyInItForm):
    """Empty to begin with: the text of the signal is never put in it."""

    general = ("text",)

    text = LongTextField(
        label=_("The story in your own words"),
        help_text=_("Change place, time and details. Keep what makes it hard to weigh."),
        max_length=3000,
        widget=LongText(rows=14),
        error_messages={
            "required": _("Write the story."),
            "max_length": _("This is too long. Use at most 3,000 characters."),
        },
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(
        self, data: Any = None, *, found: CalibrationRound, number: int, text: str, original: str = ""
    ) -> None:
        super().__init__(data, initial={"text": text, "seen": found.version})
        self.found, self.number, self.original = found, number, original
        self.look_for_traces()
        self.helper = FormHelper(self)
        self.helper.mark_optional = False
        self.helper.layout = Layout("text", *self.asked(), "seen", Actions(Button(_("Keep this story"))))

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        copied = copied_from(text, self.original)
        if copied:
            words = _("These words stand in the signal too: “%(words)s”. Tell it in your own words.")
            raise forms.ValidationError(words % {"words": copied})
        return text

    def keep(self, *, by: User) -> None:
        """Only after is_valid()."""
        given = self.cleaned_data
        write_case(by=by, uuid=self.found.uuid, number=self.number, text=given["text"], seen=given["seen"])


class OpenForm(forms.Form):
    due_on = DayField(label=_("Until which day can colleagues score?"))
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, data: Any = None, *, found: CalibrationRound, action: str) -> None:
        today = timezone.localdate()
        super().__init__(data, initial={"due_on": today + USUALLY, "seen": found.version})
        self.found = found
        day = self.fields["due_on"]
        assert isinstance(day, DayField)
        day.earliest, day.latest = today, today + AT_MOST
        day.error_messages |= {
            "early": _("Choose today or a later day."),
            "late": _("Choose a day within two months."),
        }
        self.helper = FormHelper(self)
        self.helper.mark_optional = False
        self.helper.form_action = action
        self.helper.layout = Layout("due_on", "seen", Actions(Button(_("Open for scores"))))

    def open(self, *, by: User) -> CalibrationRound:
        """Only after is_valid()."""
        given = self.cleaned_data
        return open_round(by=by, uuid=self.found.uuid, due_on=given["due_on"], seen=given["seen"])


class SeenForm(forms.Form):
    """A button that says which state of the round was looked at."""

    seen = forms.IntegerField(min_value=1)


class CalibrationScoreForm(forms.Form):
    """Every criterion of every story, with the words of its levels. Nothing is chosen beforehand."""

    def __init__(
        self, data: Any = None, *, uuid: UUID, criteria: Sequence[Criterion], texts: Mapping[int, str], back: str
    ) -> None:
        super().__init__(data)
        self.uuid, self.criteria, self.texts = uuid, criteria, texts
        for number in texts:
            for one in criteria:
                self.fields[_name(number, one)] = forms.ChoiceField(
                    label=one.label,
                    choices=[(str(level), f"{level}: {words}") for level, words in enumerate(one.levels)],
                    widget=Radios,
                    error_messages={"required": _("Choose what fits best: %(name)s.") % {"name": one.label}},
                )
        self.helper = FormHelper(self)
        self.helper.mark_optional = False
        self.helper.layout = Layout(
            *(self._story(number, text) for number, text in texts.items()),
            Actions(Button(_("Give my scores")), LinkButton(_("Stop"), back, variant="subtle")),
        )

    def _story(self, number: int, text: str) -> Section:
        return Section(
            _("Story %(number)s") % {"number": number},
            Fragment("signals/calibration/_story.html", text=text),
            *(_name(number, one) for one in self.criteria),
        )

    def give(self, *, by: User) -> None:
        """Only after is_valid()."""
        given = self.cleaned_data
        scores = {number: {one.code: int(given[_name(number, one)]) for one in self.criteria} for number in self.texts}
        give_scores(by=by, uuid=self.uuid, scores=scores)


def _name(number: int, criterion: Criterion) -> str:
    return f"story_{number}_{criterion.code}"
