"""The forms of the page of flags: set one or take it off, and let a colleague in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from hkin.nlds.widgets import Radios
from network.models import User
from signals.flags import admitted_to, could_be_admitted, may_admit, may_remove, standing
from signals.forms.moves import MoveForm, reason_field
from signals.models import Signal
from signals.rules.flags import FLAG_FIELD, FLAG_WHEN, FLAG_WORDS, Flag
from signals.rules.lifecycle import Verb

SET, REMOVE = "set", "remove"


class FlagForm(MoveForm):
    """One change at a time, with a reason."""

    verb, url_name = Verb.FLAG, "flag"
    title = _("Set or remove a flag")
    hint = _("A flag changes who sees this signal.")
    button = _("Save the flag")

    what = forms.ChoiceField(
        label=_("What changes?"), widget=Radios, error_messages={"required": _("Choose what changes.")}
    )
    reason = reason_field(_("Why?"))

    def prepare(self) -> None:
        field: forms.ChoiceField = self.fields["what"]  # type: ignore[assignment]
        field.choices = flag_choices(self.signal, self.by)
        field.widget = Radios(choices=field.choices, option_help={f"{SET}:{flag}": FLAG_WHEN[flag] for flag in Flag})

    def fits(self) -> bool:
        return bool(self.fields["what"].choices)  # type: ignore[attr-defined]

    def clean_what(self) -> tuple[str, Flag]:
        act, _colon, flag = self.cleaned_data["what"].partition(":")
        return act, Flag(flag)


def flag_choices(signal: Signal, user: User) -> list[tuple[str, str]]:
    """What this person may change now."""
    choices = []
    for flag in Flag:
        if not getattr(signal, FLAG_FIELD[flag]):
            choices.append((f"{SET}:{flag}", str(_("Set: %(flag)s")) % {"flag": FLAG_WORDS[flag]}))
        elif may_remove(user, signal, standing(signal, flag)):
            choices.append((f"{REMOVE}:{flag}", str(_("Remove: %(flag)s")) % {"flag": FLAG_WORDS[flag]}))
    return choices


class _PersonForm(MoveForm):
    verb = Verb.FLAG

    person = forms.ChoiceField(label=_("Who?"), error_messages={"required": _("Choose a colleague.")})
    reason = reason_field(_("Why?"))

    by_key: Mapping[str, User] = {}

    def offer(self, people: Iterable[User]) -> None:
        if may_admit(self.by, self.signal):
            self.by_key = {str(one.pk): one for one in people}
        choices = [("", _("Choose a colleague")), *((pk, str(one)) for pk, one in self.by_key.items())]
        self.fields["person"].choices = choices  # type: ignore[attr-defined]

    def fits(self) -> bool:
        return bool(self.by_key)

    def clean_person(self) -> User:
        return self.by_key[self.cleaned_data["person"]]


class AdmitForm(_PersonForm):
    url_name = "admit"
    title = _("Let a colleague in")
    hint = _("In person: a deputy does not read along.")
    button = _("Let them in")

    def prepare(self) -> None:
        self.offer(could_be_admitted(self.signal))


class EndAdmissionForm(_PersonForm):
    url_name = "admit_end"
    title = _("Let a colleague out again")
    button = _("End it")

    def prepare(self) -> None:
        self.offer(row.user for row in admitted_to(self.signal))
