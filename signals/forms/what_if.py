"""What somebody asks: which signal, at which moment, who is away, and after which change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hkin.nlds.fields import DayField
from hkin.nlds.layout import Actions, Button, Disclosure, FormHelper, Row, Section, Text
from hkin.nlds.widgets import Checkboxes, Chips
from network.choices import departments_of, themes_of
from network.models import ChangeSet, Department, Municipality, Theme, User
from network.models.place import Regime
from signals.forms.filing import REGIME_QUESTIONS, SAFETY_WORDS
from signals.rules.safety import RegimeAnswer, Safety
from signals.what_if import Question, missed_people, sets_to_compare

FURTHEST = timedelta(days=400)
_ANSWERS = [
    (RegimeAnswer.NO, _("No")),
    (RegimeAnswer.YES, _("Yes")),
    (RegimeAnswer.UNKNOWN, _("I don't know")),
]


class WhatIfForm(forms.Form):
    gemeente = forms.ChoiceField(label=_("Municipality"), required=False)
    thema: forms.ModelChoiceField[Theme] = forms.ModelChoiceField(
        label=_("Theme"), queryset=None, to_field_name="code", required=False, empty_label=_("No theme")
    )
    ook: forms.ModelChoiceField[Theme] = forms.ModelChoiceField(
        label=_("And a second theme"), queryset=None, to_field_name="code", required=False, empty_label=_("None")
    )
    afdeling: forms.ModelChoiceField[Department] = forms.ModelChoiceField(
        label=_("Where does the reporter work?"),
        queryset=None,
        to_field_name="code",
        required=False,
        empty_label=_("Does not matter"),
        help_text=_("Some departments work under a closed law. Then the form asks one question more."),
    )
    wet = forms.ChoiceField(
        label=_("The answer to the question about the law"),
        choices=_ANSWERS,
        initial=RegimeAnswer.NO,
        required=False,
        widget=Chips,
    )
    veilig = forms.ChoiceField(
        label=_("Is one of these the case?"),
        choices=[(one.value, words) for one, words in SAFETY_WORDS.items()],
        initial=Safety.NONE,
        required=False,
    )
    dag = DayField(label=_("On which day?"))
    tijd = forms.TimeField(
        label=_("At what time?"),
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "numeric"}),
        input_formats=["%H:%M", "%H.%M", "%H"],
        error_messages={"invalid": _("Write a time, for example 14.30."), "required": _("Write a time.")},
    )
    weg = forms.MultipleChoiceField(label=_("Who is away?"), required=False, widget=Checkboxes)
    voorstel: forms.ModelChoiceField[ChangeSet] = forms.ModelChoiceField(
        label=_("And after which proposed change?"),
        queryset=None,
        to_field_name="uuid",
        required=False,
        empty_label=_("None: as it is now"),
    )

    def __init__(
        self, data: Any = None, *, by: User, place: Municipality, places: Sequence[Municipality], action: str
    ) -> None:
        now = timezone.localtime()
        super().__init__(data, initial={"dag": now.date(), "tijd": f"{now:%H.%M}", "gemeente": place.slug})
        self.by, self.place = by, place
        self._offer(places)
        day = self.fields["dag"]
        assert isinstance(day, DayField)
        day.earliest, day.latest = now.date() - FURTHEST, now.date() + FURTHEST
        self.helper = FormHelper(self)
        self.helper.mark_optional = False
        self.helper.form_action = action
        where = ["gemeente"] if "gemeente" in self.fields else []
        self.helper.layout.fields = [
            Section(_("The signal"), *where, Row("thema", "ook"), "veilig", Row("afdeling", "wet")),
            Section(_("The moment"), Row("dag", "tijd")),
            Disclosure(_("Who is away?"), "weg", hint=_("Tick everybody who is not there.")),
            Section(_("A proposed change"), "voorstel"),
            Actions(Button(_("Where does it go?"))),
        ]

    def _offer(self, places: Sequence[Municipality]) -> None:
        themes = themes_of(self.place).order_by("name")
        for name, rows in {
            "thema": themes,
            "ook": themes,
            "afdeling": departments_of(self.place),
            "voorstel": sets_to_compare(self.by, self.place),
        }.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
        people, where = self.fields["weg"], self.fields["gemeente"]
        assert isinstance(people, forms.MultipleChoiceField)
        assert isinstance(where, forms.ChoiceField)
        people.choices = [
            (str(one.pk), f"{one}, {one.function}" if one.function else str(one)) for one in missed_people(self.place)
        ]
        where.choices = [(place.slug, place.name) for place in places]
        if len(places) == 1:
            del self.fields["gemeente"]

    def question(self) -> Question:
        given = self.cleaned_data
        themes = [theme for theme in (given["thema"], given["ook"]) if theme]
        moment = timezone.make_aware(datetime.combine(given["dag"], given["tijd"]))
        return Question(
            municipality=self.place,
            moment=moment,
            themes=list(dict.fromkeys(themes)),
            department=given["afdeling"],
            safety=Safety(given["veilig"] or Safety.NONE),
            answer=RegimeAnswer(given["wet"] or RegimeAnswer.NO),
            away=[int(pk) for pk in given["weg"]],
        )

    @property
    def change_set(self) -> ChangeSet | None:
        chosen: ChangeSet | None = self.cleaned_data["voorstel"]
        return chosen

    @property
    def law(self) -> Text:
        """The question that the form asks in that department; empty where it asks none."""
        department: Department | None = self.cleaned_data["afdeling"]
        return REGIME_QUESTIONS.get(Regime(department.regime), "") if department else ""
