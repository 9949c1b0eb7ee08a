"""The own sentence of a party, and the open questions of the table."""

from __future__ import annotations

import re
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _
from stdnum.nl import bsn

from hkin.nlds.fields import LongTextField
from hkin.nlds.layout import Actions, Button, FormHelper
from hkin.nlds.widgets import LongText
from network.actions.interests import Party, answer_question, ask_question, write_interest
from network.models import Department, Interest, Municipality, OpenQuestion, Theme, User

LONGEST, LONGEST_ANSWER = 500, 1000
_NINE_DIGITS = re.compile(r"(?<!\d)\d{9}(?!\d)")


def no_bsn(text: str) -> None:
    """The whole table reads this: a number of a person has no place in it."""
    if any(bsn.is_valid(number) for number in _NINE_DIGITS.findall(text)):
        raise forms.ValidationError(_("This looks like a BSN. Leave it out."))


def sentence_field(label: Any, help_text: Any, *, longest: int = LONGEST, required: Any = "") -> LongTextField:
    """Of a few lines, read by the whole table. `required` is what to say when it is empty."""
    return LongTextField(
        label=label,
        help_text=help_text,
        required=bool(required),
        max_length=longest,
        widget=LongText(rows=3),
        validators=[no_bsn],
        error_messages={
            "required": required,
            "max_length": _("This is too long. Use at most %(number)d characters.") % {"number": longest},
        },
    )


class InterestForm(forms.Form):
    sentence = sentence_field(
        _("What is at stake for you in this theme?"),
        _("One sentence, in your own words. Leave it empty to take it away. Write nothing of a signal or a person."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self, data: Any = None, *, municipality: Municipality, theme: Theme, party: Party, interest: Interest | None
    ) -> None:
        super().__init__(
            data,
            initial={
                "sentence": interest.sentence if interest else "",
                "seen": interest.version if interest else 0,
            },
        )
        self.municipality, self.theme, self.party = municipality, theme, party
        if not isinstance(party, Department):
            self.fields["sentence"].label = _("What is at stake for them, in their own words?")
        self.helper = FormHelper(self)
        self.helper.mark_optional = False
        self.helper.layout = Layout("sentence", "seen", Actions(Button(_("Keep this"))))

    def write(self, *, by: User) -> None:
        """Only after is_valid()."""
        write_interest(
            by=by,
            municipality=self.municipality,
            theme=self.theme,
            party=self.party,
            sentence=self.cleaned_data["sentence"],
            seen=self.cleaned_data["seen"],
        )


class QuestionForm(forms.Form):
    text = sentence_field(
        _("What do we not know yet?"),
        _("Write nothing of a signal or a person."),
        required=_("Write your question."),
    )
    of = forms.ChoiceField(label=_("Who can answer it?"), required=False)

    def __init__(self, *args: Any, municipality: Municipality, theme: Theme, departments: list[Department]) -> None:
        super().__init__(*args)
        self.municipality, self.theme = municipality, theme
        self.departments = {str(department.pk): department for department in departments}
        field = self.fields["of"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("The whole table")), *((pk, one.name) for pk, one in self.departments.items())]
        self.helper = FormHelper(self)
        self.helper.mark_optional = False
        self.helper.layout = Layout("text", "of", Actions(Button(_("Ask this"))))

    def ask(self, *, by: User) -> OpenQuestion:
        """Only after is_valid()."""
        return ask_question(
            by=by,
            municipality=self.municipality,
            theme=self.theme,
            text=self.cleaned_data["text"],
            asked_of=self.departments.get(self.cleaned_data["of"]),
        )


class AnswerForm(forms.Form):
    answer = sentence_field(
        _("What is the answer?"),
        _("Everybody at the table reads it, with your name."),
        longest=LONGEST_ANSWER,
        required=_("Write the answer."),
    )

    def __init__(self, *args: Any, question: OpenQuestion) -> None:
        super().__init__(*args)
        self.question = question
        self.helper = FormHelper(self)
        self.helper.layout = Layout("answer", Actions(Button(_("Answer"))))

    def send(self, *, by: User) -> OpenQuestion:
        """Only after is_valid()."""
        return answer_question(by=by, question=self.question, answer=self.cleaned_data["answer"])
