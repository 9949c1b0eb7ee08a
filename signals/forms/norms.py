"""Writing a norm agreement, changing it, and retiring it. Nobody stands in it, and no signal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Self
from uuid import uuid4

from crispy_forms.layout import Layout
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hkin.nlds.fields import DayField, LongTextField
from hkin.nlds.layout import Actions, Button, Disclosure, FilterHelper, FormHelper, LinkButton, Row, Section
from hkin.nlds.widgets import Checkboxes, LongText
from network.models import Municipality, Theme, User
from signals.actions.norms import Wording, change_norm, retire_norm, write_norm
from signals.forms.keys import KeyField
from signals.forms.sparing import SparingForm
from signals.forms.traces import NobodyInItForm
from signals.models import Norm, NormVersion
from signals.rules.protocol import Criterion

USUALLY = timedelta(days=365)
AT_MOST = timedelta(days=3 * 366)


def why_field(label: Any) -> LongTextField:
    return LongTextField(
        label=label,
        max_length=500,
        widget=LongText(rows=2),
        error_messages={
            "required": _("Write in a few words why."),
            "max_length": _("This is too long. Use at most 500 characters."),
        },
    )


def _text(label: Any, help_text: Any, required: Any) -> LongTextField:
    too_long = _("This is too long. Use at most 1,000 characters.")
    return LongTextField(
        label=label,
        help_text=help_text,
        max_length=1000,
        widget=LongText(rows=3),
        error_messages={"required": required, "max_length": too_long},
    )


def _offer(form: forms.Form, name: str, *choices: tuple[str, Any]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


class NormForm(NobodyInItForm, SparingForm):
    general: tuple[str, ...] = ("title", "rule", "example")
    sparing_with = ("title", "rule", "example")

    criterion = forms.ChoiceField(
        label=_("About which criterion?"), error_messages={"required": _("Choose a criterion.")}
    )
    title = forms.CharField(
        label=_("Short title"),
        max_length=100,
        error_messages={
            "required": _("Give it a short title."),
            "max_length": _("This is too long. Use at most 100 characters."),
        },
    )
    rule = _text(
        _("When do we step in?"),
        _("One short rule that holds for everybody."),
        _("Write the rule: when do we step in?"),
    )
    example = _text(
        _("A made-up example"),
        _("No name, number plate or address of a real person."),
        _("Give one made-up example."),
    )
    themes = forms.MultipleChoiceField(
        label=_("Only for these themes"),
        help_text=_("Choose none when it holds for all themes."),
        required=False,
        widget=Checkboxes,
    )
    owner = forms.ChoiceField(
        label=_("Who looks at it again?"), error_messages={"required": _("Choose who looks at it again.")}
    )
    review_on = DayField(label=_("On which day?"))
    key = KeyField()

    def __init__(
        self,
        data: Any = None,
        *,
        municipality: Municipality,
        criteria: Sequence[Criterion],
        themes: Sequence[Theme],
        owners: Sequence[User],
        back: str,
        initial: dict[str, Any] | None = None,
    ) -> None:
        usual = {"review_on": timezone.localdate() + USUALLY}
        super().__init__(data, initial=usual | (initial or {}))
        self.municipality = municipality
        self.theme_by_code = {theme.code: theme for theme in themes}
        self.owner_by_key = {str(owner.key): owner for owner in owners}
        _offer(self, "criterion", ("", _("Choose a criterion")), *((one.code, one.label) for one in criteria))
        _offer(self, "themes", *((code, theme.name) for code, theme in self.theme_by_code.items()))
        named = ((key, owner.name) for key, owner in self.owner_by_key.items())
        _offer(self, "owner", ("", _("Choose a colleague")), *named)
        self._look_again_in_time()
        self.look_for_traces()
        self.helper = FormHelper(self)
        self.helper.layout = self._layout(back)

    def _look_again_in_time(self) -> None:
        day, today = self.fields["review_on"], timezone.localdate()
        assert isinstance(day, DayField)
        day.earliest, day.latest = today + timedelta(days=1), today + AT_MOST
        day.error_messages |= {
            "early": _("Choose a day after today."),
            "late": _("Choose a day within three years."),
        }

    def _layout(self, back: str) -> Layout:
        return Layout(
            Section("", "criterion", "title", "rule", "example", *self.asked(), *self.asks_once()),
            Disclosure(_("Only for some themes"), "themes", is_open=bool(self.initial.get("themes"))),
            Section(_("Looking at it again"), Row("owner", "review_on")),
            *self.after(),
            "key",
            Actions(Button(_("Save the agreement")), LinkButton(_("Stop"), back, variant="subtle")),
        )

    def after(self) -> list[Any]:
        return []

    def wording(self) -> Wording:
        """Only after is_valid()."""
        given = self.cleaned_data
        day: date = given["review_on"]
        return Wording(
            criterion=given["criterion"],
            title=given["title"],
            rule=given["rule"],
            example=given["example"],
            owner=self.owner_by_key[given["owner"]],
            review_on=day,
            themes=[self.theme_by_code[code] for code in given["themes"]],
        )

    def write(self, *, by: User) -> Norm:
        """Only after is_valid()."""
        return write_norm(by=by, municipality=self.municipality, wording=self.wording(), key=self.cleaned_data["key"])


class NormChangeForm(NormForm):
    general = (*NormForm.general, "why")

    why = why_field(_("Why do you change it?"))
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, data: Any = None, *, version: NormVersion, **more: Any) -> None:
        self.version = version
        super().__init__(data, initial=_as_typed(version), **more)

    def after(self) -> list[Any]:
        return [Section(_("For the history"), "why"), "seen"]

    def change(self, *, by: User) -> Norm:
        """Only after is_valid()."""
        given = self.cleaned_data
        return change_norm(
            by=by,
            uuid=self.version.norm.uuid,
            wording=self.wording(),
            why=given["why"],
            seen=given["seen"],
            key=given["key"],
        )

    def made_again(self, version: NormVersion, **more: Any) -> Self:
        """What was typed, on what it says now."""
        typed = self.data.copy()  # type: ignore[attr-defined]  # what a browser sent
        typed["seen"], typed["key"] = version.number, str(uuid4())
        return type(self)(typed, version=version, municipality=self.municipality, **more)


def _as_typed(version: NormVersion) -> dict[str, Any]:
    names = ("criterion", "title", "rule", "example", "review_on")
    return {name: getattr(version, name) for name in names} | {
        "themes": [theme.code for theme in version.themes.all()],
        "owner": str(version.owner.key),
        "seen": version.number,
    }


class NormRetireForm(NobodyInItForm):
    general = ("why",)

    why = why_field(_("Why does it hold no more?"))
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, data: Any = None, *, version: NormVersion, back: str) -> None:
        super().__init__(data, initial={"seen": version.number})
        self.version = version
        self.look_for_traces()
        self.helper = FormHelper(self)
        self.helper.layout = Layout(
            Section("", "why", *self.asked()),
            "seen",
            Actions(Button(_("Retire the agreement"), danger=True), LinkButton(_("Stop"), back, variant="subtle")),
        )

    def retire(self, *, by: User) -> Norm:
        """Only after is_valid()."""
        given = self.cleaned_data
        return retire_norm(by=by, uuid=self.version.norm.uuid, why=given["why"], seen=given["seen"])


class NormFilter(forms.Form):
    criterium = forms.ChoiceField(label=_("Criterion"), required=False)
    thema = forms.ChoiceField(label=_("Theme"), required=False)
    gemeente = forms.CharField(widget=forms.HiddenInput, required=False)
    vervallen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, *, criteria: Sequence[tuple[str, str]], themes: Sequence[Theme]) -> None:
        super().__init__(data)
        _offer(self, "criterium", ("", _("All criteria")), *criteria)
        _offer(self, "thema", ("", _("All themes")), *((theme.code, theme.name) for theme in themes))
        self.helper = FilterHelper(self)
        press = Actions(Button(_("Show"), variant="secondary"))
        self.helper.layout = Layout("criterium", "thema", "gemeente", "vervallen", press)

    def asked_for(self, name: str) -> str:
        """Empty for nothing, and for what is not in the list."""
        self.full_clean()
        return str(self.cleaned_data.get(name, ""))
