"""A form that asks about each number that looks like a BSN or IBAN, before the text is kept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hkin.nlds.widgets import Radios
from hkin.privacy.marks import index_hash
from signals.rules.care import Finding, Sensitive
from signals.rules.numbers import Said, applied, numbers_in


class CarefulForm(forms.Form):
    """Name the fields to look at in `careful_with`; take their texts from `careful(name)`."""

    careful_with: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        texts = [self.data.get(self.add_prefix(name), "") for name in self.careful_with] if self.is_bound else []
        self.numbers = {number_field(one.value): one for one in numbers_in(texts)}
        for name, finding in self.numbers.items():
            self.fields[name] = question_about(finding)

    def careful(self, name: str) -> str:
        """The text without the numbers that nobody needs. Only after is_valid()."""
        said = {finding.value: Said(self.cleaned_data[field]) for field, finding in self.numbers.items()}
        return applied(self.cleaned_data[name], said)


def number_field(value: str) -> str:
    """A keyed hash: the number itself is no name of a field."""
    return f"number_{index_hash('form', value).hex()[:12]}"


def question_about(finding: Finding) -> forms.ChoiceField:
    words = {"number": finding.masked}
    is_bsn = finding.kind is Sensitive.BSN
    return forms.ChoiceField(
        label=_("Is %(number)s a BSN?") % words if is_bsn else _("Is %(number)s a bank account?") % words,
        help_text=_("We do not need that number here. Your text is kept."),
        choices=[
            (Said.REMOVE, _("Take the number out")),
            (Said.KEEP, _("This is something else. Leave it.") if is_bsn else _("Leave it. It matters here.")),
        ],
        widget=Radios,
        error_messages={"required": _("We see a number that you may not want to share. Choose what we do.")},
    )
