"""A form that asks about each number that looks like a BSN or IBAN, before its texts are kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hkin.nlds.fields import LongTextField
from hkin.nlds.widgets import Radios
from hkin.privacy.marks import index_hash
from signals.rules.care import Finding, Sensitive, find_sensitive
from signals.rules.numbers import Said, applied, numbers_in


class CarefulForm(forms.Form):
    """Looks at each text that somebody writes in it. `cleaned_data` holds them without the numbers that nobody needs.

    Name in `careful_with` the texts whose fields come later, and in `never_with` those in which a number is refused.
    Put `self.numbers` in the layout; a MoveForm does.
    """

    careful_with: tuple[str, ...] = ()
    never_with: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.careful_with = tuple(dict.fromkeys([*self.careful_with, *texts_in(self.fields, but=self.never_with)]))
        texts = [str(self.data.get(self.add_prefix(name), "")) for name in self.careful_with] if self.is_bound else []
        self.numbers = {number_field(one.value): one for one in numbers_in(texts)}
        for name, finding in self.numbers.items():
            self.fields[name] = question_about(finding)

    def _post_clean(self) -> None:
        """After every `clean`: what a form does with its texts, it does with these."""
        super()._post_clean()  # type: ignore[misc]  # Django's own place for it, which the stubs leave out
        given = self.cleaned_data
        said = {one.value: Said(given[name]) for name, one in self.numbers.items() if name in given}
        given.update({name: applied(given[name], said) for name in self.careful_with if given.get(name)})
        for name in self.never_with:
            if find_sensitive(given.get(name, "")):
                self.add_error(name, _("This looks like a BSN or an IBAN. Leave it out."))

    def careful(self, name: str) -> str:
        """The text without the numbers that nobody needs. Only after is_valid()."""
        return str(self.cleaned_data[name])


def texts_in(fields: Mapping[str, forms.Field], *, but: Collection[str] = ()) -> list[str]:
    """The names of the fields in which somebody writes what they like."""
    return [
        name
        for name, field in fields.items()
        if type(field) in {forms.CharField, LongTextField} and not field.widget.is_hidden and name not in but
    ]


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
