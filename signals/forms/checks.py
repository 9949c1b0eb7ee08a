"""The privacy officer answers the five tests, each apart, and decides."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hkin.nlds.fields import LongTextField
from hkin.nlds.layout import Actions, Button, FilterHelper, FormHelper, LinkButton, Reveal, Section
from hkin.nlds.widgets import LongText, Radios
from signals.forms.keys import KeyField
from signals.forms.numbers import CarefulForm
from signals.models import PrivacyCheck
from signals.models.check import DECIDED
from signals.rules.check_names import CHECK_LIMITS, CHECK_NAMES, TEST_HINTS, TEST_NAMES, VERDICT_BADGES
from signals.rules.checks import Test
from signals.rules.protocol import CheckOn

ALLOWED, REFUSED = "allowed", "refused"
_TOO_LONG = _("This is too long. Use at most 1,000 characters.")


def _words(label: Any, help_text: Any, missing: Any, *, required: bool = True) -> LongTextField:
    return LongTextField(
        label=label,
        help_text=help_text,
        max_length=1000,
        required=required,
        widget=LongText(rows=2),
        error_messages={"required": missing, "max_length": _TOO_LONG},
    )


class CheckForm(CarefulForm):
    """`version` is the one of the page somebody looked at; `key` makes of a second press the same one."""

    careful_with = (*map(str, Test), "limits")

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)
    key = KeyField()
    decision = forms.ChoiceField(
        label=_("Your decision"),
        choices=[(ALLOWED, _("Allowed, within these limits")), (REFUSED, _("Refused"))],
        widget=Radios(option_reveals={ALLOWED: "limits"}),
        error_messages={"required": _("Choose whether it is allowed.")},
    )
    limits = _words("", _("Only what the question needs. The source or department reads this."), "", required=False)

    def __init__(self, data: Any = None, *, row: PrivacyCheck, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        for test in Test:
            self.fields[test] = _words(TEST_NAMES[test], TEST_HINTS[test], _("Answer this question in a few words."))
        self.order_fields(["version", "key", *Test, "decision", "limits"])
        self.fields["limits"].label = str(CHECK_LIMITS[CheckOn(row.on)])
        if row.source is not None and not self.is_bound:
            self.initial[Test.GROUND] = row.source.ground
        self.initial["version"] = row.version
        self.helper = FormHelper(self)
        self.helper.mark_optional = False
        self.helper.form_action = reverse("signals:check", args=[row.uuid])
        self.helper.layout = Layout(
            "version",
            "key",
            Section(_("Five questions"), *Test, intro=_("Answer each in a few words. The team can read them.")),
            Section(_("Decision"), "decision", Reveal("limits", "limits"), *self.numbers),
            Actions(Button(_("Save the decision")), LinkButton(_("Back"), reverse("signals:checks"), variant="subtle")),
        )

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        if answers.get("decision") == ALLOWED and not answers.get("limits") and "limits" not in self.errors:
            self.add_error("limits", _("Write what exactly is allowed."))
        return answers

    def clean_version(self) -> int:
        """A form without one is stale."""
        version: int | None = self.cleaned_data["version"]
        return -1 if version is None else version

    @property
    def is_allowed(self) -> bool:
        return bool(self.cleaned_data["decision"] == ALLOWED)

    def answers(self) -> dict[Test, str]:
        """Only after is_valid()."""
        return {test: self.careful(test) for test in Test}

    def limits_given(self) -> str:
        return self.careful("limits") if self.is_allowed else ""


class CheckFilterForm(forms.Form):
    toon = forms.CharField(widget=forms.HiddenInput, required=False)
    on = forms.ChoiceField(label=_("About"), required=False)
    verdict = forms.ChoiceField(label=_("Decision"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["on"].choices = [("", _("Everything")), *((on.value, name) for on, name in CHECK_NAMES.items())]
        fields["verdict"].choices = [
            ("", _("All decisions")),
            *((verdict.value, VERDICT_BADGES[verdict][1]) for verdict in DECIDED),
        ]
        self.helper = FilterHelper(self)
        self.helper.layout.append(Actions(Button(_("Show"), variant="secondary")))
