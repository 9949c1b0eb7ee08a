"""What a reporter can say about their own signal. Each form carries a key: sent twice, said once."""

from __future__ import annotations

from typing import Any, ClassVar

from crispy_forms.layout import Layout
from django import forms
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hkin.nlds.fields import LongTextField
from hkin.nlds.layout import Actions, Button, FormHelper, LinkButton, Section
from hkin.nlds.widgets import LongText
from signals.forms.keys import KeyField
from signals.forms.numbers import CarefulForm
from signals.forms.sparing import SparingForm
from signals.models import Signal

MOST = 2000
_TOO_LONG = _("Your text is too long. Shorten it to 2,000 characters.")


class WordForm(CarefulForm, SparingForm):
    """One text, and a button that says what happens with it."""

    button: ClassVar[Promise]
    careful_with = sparing_with = ("text",)
    key = KeyField()
    text: forms.Field

    def __init__(self, *args: Any, signal: Signal | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.signal = signal
        self.helper = FormHelper(self)
        self.helper.mark_optional = False
        self.helper.layout = Layout("key", *self.asks_once(), *self.parts())

    def parts(self) -> list[Any]:
        return [Section("", "text", *self.numbers), Actions(Button(self.button), self.stop())]

    def stop(self) -> LinkButton:
        href = reverse("signals:own_detail", args=[self.signal.reference]) if self.signal else "/"
        return LinkButton(_("Stop"), href, variant="subtle")


class AnswerForm(WordForm):
    """The answer to a question of the team. "I don't know" is one press and needs no text."""

    button = _("Send the answer")

    text = LongTextField(
        label=_("Your answer"),
        max_length=MOST,
        widget=LongText(rows=4),
        error_messages={
            "required": _("Write your answer, or press “I don't know”."),
            "max_length": _TOO_LONG,
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_unknown = self.is_bound and "unknown" in self.data
        self.fields["text"].required = not self.is_unknown

    def parts(self) -> list[Any]:
        return [
            "text",
            *self.numbers,
            Actions(Button(self.button), Button(_("I don't know"), name="unknown", variant="secondary")),
        ]

    def answer(self) -> str:
        """Whoever typed something and does not know says both."""
        text = self.careful("text")
        return "\n\n".join(filter(None, [gettext("I don't know.") if self.is_unknown else "", text]))


class AdditionForm(WordForm):
    button = _("Send")

    text = LongTextField(
        label=_("What do you want to add?"),
        help_text=_("Only what you know. Look nothing up."),
        max_length=MOST,
        error_messages={"required": _("Write what you want to add."), "max_length": _TOO_LONG},
    )


class QuestionForm(WordForm):
    """After the end."""

    button = _("Send the question")

    text = LongTextField(
        label=_("What is your question?"),
        help_text=_("Whoever dealt with your signal answers it. Not everything may be told."),
        max_length=MOST,
        error_messages={"required": _("Write your question."), "max_length": _TOO_LONG},
    )


class CorrectionForm(WordForm):
    button = _("Let them know that I was wrong")

    text = LongTextField(
        label=_("What was different?"),
        help_text=_("You may leave this empty."),
        max_length=MOST,
        required=False,
        error_messages={"max_length": _TOO_LONG},
    )

    def correction(self) -> str:
        return self.careful("text") or gettext("I was wrong.")
