"""What the privacy officer may ask of the access log."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hkin.privacy.labels import labels_of

_DAY_FORMS = ["%d-%m-%Y", "%d/%m/%Y", "%d-%m-%y", "%Y-%m-%d"]


class DayField(forms.DateField):
    widget = forms.TextInput
    default_error_messages = {"invalid": _("Write the day like this: 24-11-2026.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, input_formats=_DAY_FORMS, **kwargs)


class LogFilter(forms.Form):
    reference = forms.CharField(label=_("Number of the signal"), required=False, max_length=40)
    person = forms.CharField(label=_("Who looked"), required=False, max_length=100)
    action = forms.ChoiceField(label=_("What was done"), required=False)
    first = DayField(label=_("From this day"), help_text=_("For example 24-11-2026"))
    last = DayField(label=_("Up to and including this day"), help_text=_("For example 24-11-2026"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        action = self.fields["action"]
        if isinstance(action, forms.ChoiceField):
            action.choices = [("", _("Everything")), *labels_of("action")]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        first, last = answers.get("first"), answers.get("last")
        if first and last and last < first:
            self.add_error("last", _("This day is before the first day."))
        return answers

    def asked(self) -> str:
        """In words for the log itself: what somebody searched for is part of the look."""
        given = [f"{name}={value}" for name, value in self.cleaned_data.items() if value]
        return "; ".join(given)
