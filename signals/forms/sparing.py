"""A form that asks once whether words on health, belief, origin or sexual life are needed, and then lets them pass."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from hkin.privacy.marks import index_hash
from signals.rules.sensitive_words import sensitive_words


class _Asked(forms.CharField):
    """Filled in when the page comes back: a second press says yes."""

    widget = forms.HiddenInput

    def bound_data(self, data: Any, initial: Any) -> Any:
        return data or initial or "1"


class SparingForm(forms.Form):
    """Name the fields to look at in `sparing_with`; put `asks_once()` in the layout."""

    sparing_with: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sensitive = sensitive_words(map(self._typed, self.sparing_with)) if self.is_bound else []
        for name in self.asks_once():
            self.fields[name] = _Asked(required=False)

    def asks_once(self) -> list[str]:
        return [asked_field(self.sensitive)] if self.sensitive else []

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        holding = [name for name in self.sparing_with if name in self.fields and sensitive_words([self._typed(name)])]
        if holding and any(not given.get(name) for name in self.asks_once()):
            self.add_error(holding[0], is_it_needed(self.sensitive))
        return given

    def _typed(self, name: str) -> str:
        return str(self.data.get(self.add_prefix(name), ""))


def asked_field(words: Sequence[str]) -> str:
    """Of exactly these words, and not readable: another word asks again."""
    found = " ".join(sorted(word.casefold() for word in words))
    return f"needed_{index_hash('form', found).hex()[:12]}"


def is_it_needed(words: Sequence[str]) -> str:
    return _("We see: %(words)s. Is this needed? Leave it out otherwise. Needed? Send it once more.") % {
        "words": ", ".join(words)
    }
