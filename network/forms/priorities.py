"""What comes first now: why, and until which day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hkin.nlds.fields import DayField
from hkin.nlds.layout import Actions, Button, FormHelper
from network.actions.priorities import end_priority, set_priority
from network.actions.refusals import WrongDays
from network.forms.reasons import ReasonField
from network.models import ThemeSetting, User
from network.priorities import seen_of

#: As long as a quarter of figures says something.
_USUAL = timedelta(days=182)


class PriorityForm(forms.Form):
    reason = forms.CharField(
        label=_("Why does this come first now?"),
        help_text=_("One or two sentences that every colleague may read. Nothing of a signal, no names."),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        error_messages={
            "required": _("Write why this comes first now."),
            "max_length": _("Use at most 300 characters."),
        },
    )
    until = DayField(
        label=_("Until which day?"),
        help_text=_("Then you look at it again. At most a year from now."),
        error_messages={"required": _("Choose the day on which you look at it again.")},
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, by: User, setting: ThemeSetting, **kwargs: Any) -> None:
        usual = timezone.localdate() + _USUAL
        until = setting.priority_until if setting.has_priority else None
        first: dict[str, date | str] = {"reason": setting.reason, "until": until or usual, "seen": seen_of(setting)}
        kwargs.setdefault("initial", first)
        super().__init__(*args, **kwargs)
        self.by, self.setting = by, setting
        self.helper = FormHelper(self)
        self.helper.layout = Layout(*self.fields, Actions(Button(_("Give it priority"))))

    def save(self) -> bool:
        """Only after is_valid(). PriorityChanged when somebody was first."""
        given, setting = self.cleaned_data, self.setting
        try:
            set_priority(
                by=self.by,
                municipality=setting.municipality,
                theme=setting.theme,
                reason=given["reason"],
                until=given["until"],
                seen=given["seen"],
            )
        except WrongDays:
            self.add_error("until", _("Choose a day after today, and at most a year from now."))
            return False
        return True


class EndPriorityForm(forms.Form):
    reason = ReasonField()
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, by: User, setting: ThemeSetting, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"seen": seen_of(setting)})
        super().__init__(*args, **kwargs)
        self.by, self.setting = by, setting
        self.helper = FormHelper(self)
        self.helper.layout = Layout(*self.fields, Actions(Button(_("End the priority"), danger=True)))

    def end(self) -> None:
        """Only after is_valid(). PriorityChanged when somebody was first."""
        given, setting = self.cleaned_data, self.setting
        end_priority(
            by=self.by,
            municipality=setting.municipality,
            theme=setting.theme,
            reason=given["reason"],
            seen=given["seen"],
        )
