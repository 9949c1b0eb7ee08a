"""Somebody writes what can be noticed; somebody else answers the checklist about it."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from hkin.nlds.fields import LongTextField
from hkin.nlds.layout import Actions, Button, FormHelper, Section
from hkin.nlds.widgets import Checkboxes, Radios
from network.actions.indicators import NotComplete, Wording, retire_indicator, sign_check, write_draft
from network.choices import departments_of
from network.forms.reasons import ReasonField
from network.models import Indicator, IndicatorDraft, Municipality, Theme, User
from network.rules.indicator_words import Hint, hints_in
from network.rules.indicators import CHECKLIST, KINDS, Question

FINE, OBJECTION = "fine", "objection"
_HINTED = ("text", "why", "innocent")


class IndicatorForm(forms.Form):
    """What it would say. A word that may point at people is named once; the same words sent again go on."""

    text = forms.CharField(
        label=_("What can a colleague notice?"),
        help_text=_("Behaviour, an object, a document or money. As you would say it to a colleague."),
        max_length=200,
        widget=forms.Textarea({"rows": 2}),
        error_messages={
            "required": _("Write what a colleague can notice."),
            "max_length": _("Use at most 200 characters."),
        },
    )
    why = forms.CharField(
        label=_("Why is it a sign?"),
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": _("Write why it is a sign."), "max_length": _("Use at most 300 characters.")},
    )
    innocent = forms.CharField(
        label=_("What else could it be?"),
        help_text=_("Nearly always there is an innocent explanation. Write it down."),
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        error_messages={
            "required": _("Write an innocent explanation."),
            "max_length": _("Use at most 300 characters."),
        },
    )
    kind = forms.ChoiceField(
        label=_("What is it about?"),
        choices=list(KINDS.items()),
        widget=Radios,
        error_messages={"required": _("Choose what it is about.")},
    )
    strength = forms.ChoiceField(
        label=_("How strong is it?"),
        help_text=_("Of the sign alone. Several weak ones together can be strong."),
        choices=Indicator.Strength.choices,
        widget=Radios,
        error_messages={"required": _("Choose how strong it is.")},
    )
    departments = forms.MultipleChoiceField(
        label=_("Which departments can see it in their work?"), required=False, widget=Checkboxes
    )
    hinted = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        by: User,
        municipality: Municipality,
        theme: Theme,
        rewords: Indicator | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.municipality, self.theme, self.rewords = by, municipality, theme, rewords
        self.fields["departments"].choices = [(one.code, one.name) for one in departments_of(municipality)]  # type: ignore[attr-defined]
        self.helper = FormHelper(self)
        self.helper.layout = Layout(
            Section("", "text", "why", "innocent"),
            Section("", "kind", "strength", "departments"),
            "hinted",
            Actions(Button(_("Lay it before a colleague"))),
        )

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if self.errors:
            return answers
        found = {name: hints_in(answers[name]) for name in _HINTED}
        words = " ".join(sorted({hint.word.casefold() for hints in found.values() for hint in hints}))
        if words == answers["hinted"]:
            return answers
        self.data = self.data.copy()  # type: ignore[attr-defined]  # what a browser sent
        self.data["hinted"] = words  # type: ignore[index]
        for name, hints in found.items():
            for hint in hints:
                self.add_error(name, _hint_in_words(hint))
        return answers

    def write(self) -> IndicatorDraft:
        """Only after is_valid(). Settled when nobody uses what it rewords any more."""
        given = self.cleaned_data
        wording = Wording(
            text=given["text"],
            strength=given["strength"],
            kind=given["kind"],
            departments=given["departments"],
            why=given["why"],
            innocent=given["innocent"],
        )
        return write_draft(
            by=self.by, municipality=self.municipality, theme=self.theme, wording=wording, rewords=self.rewords
        )


def _hint_in_words(hint: Hint) -> str:
    said = _("“%(word)s” may say %(about)s. Say what can be seen. Is it right so? Then send it again.")
    return str(said) % {"word": hint.word, "about": hint.words}


def words_of(said: Indicator | IndicatorDraft) -> dict[str, Any]:
    """To begin with: what an indicator or an earlier draft says."""
    words = {
        "text": said.text,
        "kind": said.kind,
        "strength": said.strength,
        "departments": said.department_codes,
    }
    return words | {"why": said.why, "innocent": said.innocent} if isinstance(said, IndicatorDraft) else words


class CheckForm(forms.Form):
    """Every question of the checklist, and what goes back when there is an objection."""

    remark = LongTextField(
        label=_("What should be otherwise?"),
        help_text=_("Needed with an objection. Your colleague reads it and may write it anew."),
        max_length=500,
        required=False,
        error_messages={"max_length": _("Use at most 500 characters.")},
    )

    def __init__(self, *args: Any, by: User, draft: IndicatorDraft, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.draft = by, draft
        for question, asked in CHECKLIST.items():
            self.fields[question.value] = forms.ChoiceField(
                label=asked.question,  # type: ignore[arg-type]  # a promise of text
                choices=[(FINE, asked.fine), (OBJECTION, asked.objection)],
                widget=Radios,
                error_messages={"required": _("Answer this question.")},
            )
        self.helper = FormHelper(self)
        self.helper.layout = Layout(
            *[question.value for question in Question], "remark", Actions(Button(_("Sign this check")))
        )

    def sign(self) -> IndicatorDraft | None:
        """Only after is_valid(). Settled when somebody was first."""
        answers = {question: self.cleaned_data[question.value] == FINE for question in Question}
        try:
            return sign_check(by=self.by, draft=self.draft, answers=answers, remark=self.cleaned_data["remark"])
        except NotComplete:
            self.add_error("remark", _("You have an objection. Write what should be otherwise."))
            return None


class RetireIndicatorForm(forms.Form):
    reason = ReasonField()

    def __init__(self, *args: Any, by: User, municipality: Municipality, indicator: Indicator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.municipality, self.indicator = by, municipality, indicator
        self.helper = FormHelper(self)
        self.helper.layout = Layout(*self.fields, Actions(Button(_("Use it no more"), danger=True)))

    def retire(self) -> None:
        """Only after is_valid()."""
        retire_indicator(
            by=self.by,
            municipality=self.municipality,
            indicator=self.indicator,
            reason=self.cleaned_data["reason"],
        )
