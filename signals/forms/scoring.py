"""Asking colleagues for their own scores, and giving them: a group of choices for each criterion."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from hkin.nlds.fields import DayField, LongTextField
from hkin.nlds.layout import Actions, Button, Disclosure, FormHelper, Section
from hkin.nlds.widgets import Checkboxes, LongText, Radios
from signals.actions.scoring import too_few
from signals.forms.keys import KeyField
from signals.forms.moves import MoveForm, from_today
from signals.forms.numbers import CarefulForm
from signals.rules.lifecycle import Verb
from signals.rules.protocol import Criterion, Way
from signals.rules.protocol_reading import NO_WAY
from signals.rules.scoring import LONGEST_WORDS, NO_ADVICE, Score, Scores
from signals.scoring import Scorer, due_at_first, minimum_for, open_round_of, own_scorers, partner_scorers, scores_task

LONGEST_TERM = timedelta(days=90)
UNKNOWN = "unknown"


class _AsksColleagues(MoveForm):
    """`people`: own colleagues, `partner`: those of the municipality that lends its scorers. By key."""

    verb = Verb.OPEN_ROUND

    people = forms.MultipleChoiceField(
        label=_("Who gives a score?"),
        help_text=_("Who is away does not stand here. Their deputy does."),
        required=False,
        widget=Checkboxes,
    )
    partner = forms.MultipleChoiceField(required=False, widget=Checkboxes)

    def prepare(self) -> None:
        asked = self.asked_already()
        own = [one for one in own_scorers(self.signal) if one.user.key not in asked]
        lent = [one for one in partner_scorers(self.signal) if one.user.key not in asked]
        self._offer("people", own)
        self._offer("partner", lent)
        if lent:
            label = _("Colleagues of %(municipality)s") % {"municipality": self.signal.municipality.scoring_partner}
            self.fields["partner"].label = label
            self.fields["partner"].help_text = _("They read the text of the signal. Never who filed it.")
        self.able = len(own) + len(lent)

    def asked_already(self) -> set[UUID]:
        return set()

    def _offer(self, name: str, scorers: Sequence[Scorer]) -> None:
        if not scorers:
            del self.fields[name]
            return
        choices = [(str(one.user.key), _who(one)) for one in scorers]
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def asked(self) -> list[UUID]:
        return [UUID(key) for name in ("people", "partner") for key in self.cleaned_data.get(name) or ()]

    def data_for(self, signal: Any) -> Any:
        """A list of people stays a list."""
        data: QueryDict = self.data.copy()  # type: ignore[attr-defined]
        data["version"], data["key"] = str(signal.version), str(uuid4())
        return data

    def answers(self) -> list[tuple[str, str]]:
        return []


def _who(one: Scorer) -> str:
    return f"{one.user.name} ({one.discipline.name})" if one.discipline else one.user.name


class OpenRoundForm(_AsksColleagues):
    url_name = "scoring"
    title = _("Ask for scores")
    button = _("Ask these colleagues")

    due_on = DayField(label=_("By which day?"))

    def prepare(self) -> None:
        super().prepare()
        from_today(self, "due_on", LONGEST_TERM)
        self.initial["due_on"] = due_at_first(self.signal)
        self.minimum = minimum_for(self.signal)
        if "people" in self.fields:
            self.initial["people"] = [key for key, _label in self.fields["people"].choices]  # type: ignore[attr-defined]

    def fits(self) -> bool:
        return scores_task(self.signal) is not None and open_round_of(self.signal) is None

    def clean(self) -> dict[str, Any]:
        if not self.errors.keys() & {"people", "partner"} and len(self.asked()) < self.minimum:
            where = next((name for name in ("people", "partner") if name in self.fields), None)
            self.add_error(where, ValidationError(too_few(self.minimum), code="few"))
        return self.cleaned_data


class AskMoreForm(_AsksColleagues):
    url_name = "scoring_ask_more"
    title = _("Ask somebody else too")
    button = _("Ask too")

    def asked_already(self) -> set[UUID]:
        self.round = open_round_of(self.signal)
        return set(self.round.sheets.values_list("scorer__key", flat=True)) if self.round else set()

    def fits(self) -> bool:
        return self.round is not None and self.able > 0

    def clean(self) -> dict[str, Any]:
        if not self.errors and not self.asked():
            where = next((name for name in ("people", "partner") if name in self.fields), None)
            self.add_error(where, ValidationError(_("Choose a colleague."), code="nobody"))
        return self.cleaned_data


class ShowForm(MoveForm):
    """Only a press."""

    verb, url_name = Verb.SHOW_SCORES, "scoring_show"
    title = _("Put the scores side by side")
    button = _("Put the scores side by side")

    def fits(self) -> bool:
        return open_round_of(self.signal) is not None


class ScoreForm(CarefulForm):
    """For each criterion a level with its words, or "I do not know"; a remark is never needed."""

    key = KeyField()

    def __init__(self, *args: Any, criteria: Sequence[Criterion], ways: Iterable[Way], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        self.never_with = tuple(f"words_{one.code}" for one in criteria)
        for one in criteria:
            self.fields[f"level_{one.code}"] = _level_field(one)
            self.fields[f"words_{one.code}"] = _words_field(one)
        self.fields["advice"] = forms.ChoiceField(
            label=_("What would you do?"),
            help_text=_("Your advice. The team decides."),
            choices=[*((way.code, way.label) for way in ways), (NO_WAY, _("I have no advice yet"))],
            widget=Radios,
            error_messages={"required": _("Choose what you would do, or that you have no advice yet.")},
        )
        self.helper = FormHelper(self)
        self.helper.mark_optional = False
        self.helper.form_class = "hkin-form hkin-scores"
        parts = [
            Section(
                "",
                f"level_{one.code}",
                Disclosure(_("Write why"), f"words_{one.code}", hint=_("Not needed.")),
                css_class="hkin-scores__criterion",
            )
            for one in criteria
        ]
        last = Section("", "advice", css_class="hkin-scores__criterion")
        self.helper.layout = Layout("key", *parts, last, Actions(Button(_("Give my score"))))

    def scores(self) -> Scores:
        given = {one.code: self._score(one.code) for one in self.criteria}
        advice = self.cleaned_data["advice"]
        return Scores(given, NO_ADVICE if advice == NO_WAY else advice)

    def _score(self, code: str) -> Score:
        level = self.cleaned_data[f"level_{code}"]
        return Score(None if level == UNKNOWN else int(level), self.cleaned_data[f"words_{code}"])

    def answers(self) -> list[tuple[str, str]]:
        """What was typed, in words, for a round that ended meanwhile."""
        levels = {one.code: dict(enumerate(one.levels)) for one in self.criteria}
        return [
            (one.label, " · ".join(filter(None, [self._words(one.code, levels[one.code]), self._typed(one.code)])))
            for one in self.criteria
        ]

    def _words(self, code: str, levels: dict[int, str]) -> str:
        level = str(self[f"level_{code}"].value() or "")
        return levels.get(int(level), "") if level.isdecimal() else str(_("I do not know"))

    def _typed(self, code: str) -> str:
        return str(self[f"words_{code}"].value() or "")


def _level_field(criterion: Criterion) -> forms.ChoiceField:
    levels = [(str(number), f"{number}: {words}") for number, words in enumerate(criterion.levels)]
    return forms.ChoiceField(
        label=criterion.label,
        choices=[*levels, (UNKNOWN, _("I do not know"))],
        widget=Radios,
        error_messages={"required": _("Choose a score, or that you do not know.")},
    )


def _words_field(criterion: Criterion) -> LongTextField:
    return LongTextField(
        label=_("Why this score for “%(criterion)s”?") % {"criterion": criterion.label},
        help_text=_("In a few words. Name nobody."),
        required=False,
        max_length=LONGEST_WORDS,
        widget=LongText(rows=2),
        error_messages={"max_length": _("This is too long. Use at most 300 characters.")},
    )
