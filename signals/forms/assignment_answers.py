"""What a department answers to the one question it was asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hkin.nlds.fields import DayField, LongTextField
from hkin.nlds.layout import Actions, Button, FormHelper, Fragment
from hkin.nlds.widgets import Chips, LongText
from network.models import User
from signals.actions.assignment import Answer
from signals.forms.numbers import CarefulForm
from signals.models import HandOver
from signals.models.assignment import OwnReport, Reply

LONGEST_TERM = timedelta(days=365)
MOST_WORDS = 1000


class DepartmentForm(CarefulForm):
    """One of the answers; each stands on the page with a prefix of its own."""

    url_name = "signals:hand_over_reply"
    button: str | Promise = _("Send")

    def __init__(self, *args: Any, row: HandOver, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row
        self.helper = FormHelper(self)
        self.helper.form_action = reverse(self.url_name, args=[row.reference])
        self.helper.layout = Layout(
            Fragment("signals/assignment/_version.html", answer=self.prefix),
            *self.fields,
            Actions(Button(self.button)),
        )


def _words(label: Any, help_text: Any = "", missing: Any = "", *, rows: int = 3, **more: Any) -> LongTextField:
    return LongTextField(
        label=label,
        help_text=help_text,
        max_length=MOST_WORDS,
        widget=LongText(rows=rows),
        error_messages={
            "required": missing,
            "max_length": _("Your text is too long. Shorten it to 1,000 characters."),
        },
        **more,
    )


class YesForm(DepartmentForm):
    button = _("Yes, we do it")

    def answer(self) -> Answer:
        return Answer(Reply.ACCEPTED)


class LaterForm(DepartmentForm):
    button = _("Yes, but later")

    later_on = DayField(label=_("From when?"))
    words = _words(_("Is there something we should know?"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        later_on: DayField = self.fields["later_on"]  # type: ignore[assignment]
        today = timezone.localdate()
        later_on.earliest, later_on.latest = today + timedelta(days=1), today + LONGEST_TERM
        later_on.error_messages["early"] = _("Choose a day after today.")

    def answer(self) -> Answer:
        later_on: date = self.cleaned_data["later_on"]
        return Answer(Reply.LATER, words=self.cleaned_data["words"], later_on=later_on)


class NoForm(DepartmentForm):
    button = _("No, we don't do it")
    words = _words(
        _("Why not?"),
        _("With your reason the team can look further."),
        _("Write why not. Then the team can look further."),
    )

    def answer(self) -> Answer:
        return Answer(Reply.DECLINED, words=self.cleaned_data["words"])


class AskBackForm(DepartmentForm):
    button = _("Ask the team")
    words = _words(_("What do you want to know first?"), "", _("Write your question."))

    def answer(self) -> Answer:
        return Answer(Reply.ASKED_BACK, words=self.cleaned_data["words"])


class GiveForm(DepartmentForm):
    url_name = "signals:hand_over_give"
    button = _("Give it to this colleague")

    colleague = forms.ChoiceField(
        label=_("To whom?"),
        help_text=_("Only colleagues of your department. You keep seeing it."),
        error_messages={"required": _("Choose a colleague.")},
    )

    def __init__(self, *args: Any, colleagues: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_key = {str(user.pk): user for user in colleagues}
        people = [
            (key, f"{user}, {user.function}" if user.function else str(user)) for key, user in self.by_key.items()
        ]
        self.fields["colleague"].choices = [("", _("Choose a colleague")), *people]  # type: ignore[attr-defined]

    @property
    def to(self) -> User:
        return self.by_key[self.cleaned_data["colleague"]]


class ResultForm(DepartmentForm):
    url_name = "signals:hand_over_result"
    button = _("Report the result")

    result = _words(_("What came of it?"), _("One line is enough."), _("Write in a line what came of it."), rows=2)
    own_number = forms.CharField(
        label=_("The number in your own system"),
        required=False,
        max_length=100,
        error_messages={"max_length": _("This number is too long. Use at most 100 characters.")},
    )
    own_report = forms.ChoiceField(
        label=_("Did you make a report of your own?"),
        help_text=_("A signal is a tip, never evidence. Only what you saw yourself counts."),
        choices=[
            (OwnReport.YES, _("Yes")),
            (OwnReport.NO, _("No, not yet")),
            (OwnReport.NOT_NEEDED, _("It was not needed")),
        ],
        widget=Chips,
        error_messages={"required": _("Choose whether you made a report.")},
    )
