"""Splitting a signal: what the new part says, where it goes, and what goes along."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from hkin.nlds.fields import LongTextField
from hkin.nlds.layout import Reveal
from hkin.nlds.widgets import Checkboxes, LongText, Radios
from network.choices import themes_of
from signals.access import Opened
from signals.actions.splitting import Part
from signals.forms.moves import MoveForm
from signals.forms.sparing import SparingForm
from signals.models import Signal
from signals.rules.lifecycle import Verb
from signals.rules.safety import Safety

MOST_TEXT = 4000
_QUEUES = (
    (Safety.NONE, _("The integral team")),
    (Safety.VICTIM, _("The attention officer: a victim or minor is in sight")),
    (Safety.STAFF_THREAT, _("Staff safety: a colleague is threatened")),
    (Safety.CONDUCT, _("The integrity receivers: it is about a colleague or administrator")),
)

_READERS = {
    Safety.NONE: _("the integral team"),
    Safety.VICTIM: _("the attention officers"),
    Safety.STAFF_THREAT: _("staff safety"),
    Safety.CONDUCT: _("the integrity receivers"),
}


class SplitForm(MoveForm, SparingForm):
    verb, url_name = Verb.SPLIT, "split"
    title = _("Split this signal")
    hint = _("One story, two tracks.")
    button = _("Make the new part")
    sparing_with = ("text",)

    goes = forms.TypedChoiceField(
        label=_("Who handles the new part?"),
        choices=_QUEUES,
        coerce=Safety,
        widget=Radios,
        error_messages={"required": _("Choose who handles the new part.")},
    )
    text = LongTextField(
        label=_("What does the new part say?"),
        help_text=_("Write only what belongs there. Nothing of this signal goes along by itself."),
        max_length=MOST_TEXT,
        widget=LongText(rows=8),
        error_messages={
            "required": _("Write what the new part says."),
            "max_length": _("Your text is too long. Shorten it to 4,000 characters."),
        },
    )
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    subjects = forms.TypedMultipleChoiceField(label=_("These go along"), required=False, coerce=UUID, widget=Checkboxes)
    with_place = forms.BooleanField(label=_("The place goes along"), required=False)
    with_time = forms.BooleanField(label=_("The time goes along"), required=False)

    def __init__(
        self, data: Any = None, *, opened: Opened, colleagues: Mapping[Safety, list[tuple[int, str]]], **kwargs: Any
    ) -> None:
        self.opened, self.colleagues = opened, colleagues
        super().__init__(data, signal=opened.signal, **kwargs)

    def made_again(self, signal: Signal) -> SplitForm:
        return type(self)(self.data_for(signal), opened=self.opened, colleagues=self.colleagues, by=self.by)

    def data_for(self, signal: Signal) -> dict[str, Any]:
        many = ["subjects", *map(excluded_name, self.colleagues)]
        return super().data_for(signal) | {name: self.data.getlist(name) for name in many}  # type: ignore[attr-defined]

    def prepare(self) -> None:
        fields: dict[str, Any] = self.fields
        self.themes = {theme.code: theme for theme in themes_of(self.signal.municipality)}
        fields["theme"].choices = [("", _("No theme")), *((code, theme.name) for code, theme in self.themes.items())]
        fields["goes"].widget.option_reveals = {str(queue): _reveal(queue) for queue in self.colleagues}
        for queue, readers in self.colleagues.items():
            fields[excluded_name(queue)] = _excluded_field(queue, readers)
        named = [
            (str(row.uuid), self.opened.sealer.open("subject.typed", row.uuid, row.sealed_typed))
            for row in self.signal.subjects.order_by("pk")
        ]
        fields["subjects"].choices = named
        for name, is_there in (("subjects", named), ("with_place", self.signal.sealed_place)):
            if not is_there:
                del fields[name]

    def parts(self) -> list[Any]:
        by_queue = {excluded_name(queue): _reveal(queue) for queue in self.colleagues}
        return [Reveal(by_queue[name], name) if name in by_queue else name for name in super().parts()]

    def part(self) -> Part:
        given = self.cleaned_data
        return Part(
            text=given["text"],
            safety=given["goes"],
            theme=self.themes.get(given["theme"]),
            subjects=given.get("subjects", ()),
            with_place=given.get("with_place", False),
            with_time=given["with_time"],
            excluded=given.get(excluded_name(given["goes"]), ()),
        )


def excluded_name(queue: Safety) -> str:
    return f"excluded_{queue}"


def _reveal(queue: Safety) -> str:
    return f"readers-{queue}"


def _excluded_field(queue: Safety, readers: list[tuple[int, str]]) -> forms.TypedMultipleChoiceField:
    label = _("Who of them may not read the new part: %(queue)s") % {"queue": _READERS[queue]}
    return forms.TypedMultipleChoiceField(
        label=label,
        help_text=_("Whoever may not read this signal may not read the new part either."),
        required=False,
        coerce=int,
        choices=readers,
        widget=Checkboxes,
    )
