"""A form for a text in which nobody may stand: a BSN is refused, and what looks like somebody is asked about."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hkin.privacy.marks import index_hash
from signals.forms.subjects import KIND_WORDS
from signals.rules.care import Sensitive, find_sensitive
from signals.rules.traces import traces_in


class NobodyInItForm(forms.Form):
    """Name the fields to look at in `general`. Call `look_for_traces` when the fields are there."""

    general: tuple[str, ...] = ()
    sure = ""  # the field that says: nobody stands in it

    def look_for_traces(self) -> None:
        """A box to tick for exactly these findings: a new one asks again."""
        texts = [self.data.get(self.add_prefix(name), "") for name in self.general] if self.is_bound else []
        traces = traces_in(texts)
        if not traces:
            return
        found = "; ".join(f"{KIND_WORDS[one.kind]}: {one.written}" for one in traces)
        self.sure = f"sure_{index_hash('form', found).hex()[:12]}"
        self.fields[self.sure] = forms.BooleanField(
            label=_("This is made up, or it says nothing about anybody"),
            help_text=_("We see: %(found)s") % {"found": found},
            error_messages={"required": _("Is this a real person or thing? Take it out, or tick that it is not.")},
        )

    def asked(self) -> list[str]:
        """For the layout."""
        return [self.sure] if self.sure else []

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name in self.general:
            numbers = [found for found in find_sensitive(given.get(name, "")) if found.kind is Sensitive.BSN]
            if numbers:
                words = _("Take out the number %(number)s. It looks like a BSN, and a BSN never stands here.")
                self.add_error(name, words % {"number": numbers[0].masked})
        return given
