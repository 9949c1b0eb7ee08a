"""A theme of one's own, its words, and its powers."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from hkin.nlds.layout import Actions, Button, FormHelper
from network.actions.themes import (
    LastTheme,
    NameTaken,
    ThemeWords,
    add_power,
    add_theme,
    retire_theme,
    reword_power,
    reword_theme,
)
from network.forms.reasons import ReasonField
from network.models import Municipality, Power, Theme, User
from network.themes import seen_of

_TAKEN = _("There is a theme with this name already.")


class ThemeForm(forms.Form):
    """With a theme it is reworded, without one it is added."""

    name = forms.CharField(
        label=_("Name of the theme"),
        help_text=_("A form of organised crime, in two or three words."),
        max_length=100,
        error_messages={"required": _("Give the theme a name."), "max_length": _("Use at most 100 characters.")},
    )
    description = forms.CharField(
        label=_("What is it?"),
        help_text=_("One sentence about what happens, and with what. Never about who does it."),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"max_length": _("Use at most 300 characters.")},
    )
    partners = forms.CharField(
        label=_("Who helps from outside?"),
        help_text=_("For example: police, RIEC, housing corporation."),
        max_length=500,
        required=False,
        error_messages={"max_length": _("Use at most 500 characters.")},
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, by: User, municipality: Municipality, theme: Theme | None = None, **kwargs: Any
    ) -> None:
        if theme is not None:
            words = {"name": theme.name, "description": theme.description, "partners": theme.partners}
            kwargs.setdefault("initial", words | {"seen": seen_of(theme)})
        super().__init__(*args, **kwargs)
        self.by, self.municipality, self.theme = by, municipality, theme
        self.helper = FormHelper(self)
        button = _("Keep the new words") if theme else _("Add this theme")
        self.helper.layout = Layout(*self.fields, Actions(Button(button)))

    def save(self) -> Theme | None:
        """Only after is_valid(). ThemeChanged when somebody was first."""
        given = self.cleaned_data
        words = ThemeWords(given["name"], given["description"], given["partners"])
        try:
            if self.theme is None:
                return add_theme(by=self.by, municipality=self.municipality, words=words)
            return reword_theme(
                by=self.by, municipality=self.municipality, theme=self.theme, words=words, seen=given["seen"]
            )
        except NameTaken:
            self.add_error("name", _TAKEN)
            return None


class RetireThemeForm(forms.Form):
    reason = ReasonField()

    def __init__(self, *args: Any, by: User, municipality: Municipality, theme: Theme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.municipality, self.theme = by, municipality, theme
        self.helper = FormHelper(self)
        self.helper.layout = Layout(*self.fields, Actions(Button(_("Retire this theme"), danger=True)))

    def retire(self) -> bool:
        """Only after is_valid()."""
        try:
            retire_theme(
                by=self.by, municipality=self.municipality, theme=self.theme, reason=self.cleaned_data["reason"]
            )
        except LastTheme:
            self.add_error(None, _("This is the last theme that is watched. First switch on another one."))
            return False
        return True


class PowerForm(forms.Form):
    """With a power it is reworded, without one it is added."""

    name = forms.CharField(
        label=_("Power or instrument"),
        help_text=_("For example: Opiumwet article 13b, or withdrawal of a permit."),
        max_length=150,
        error_messages={
            "required": _("Write which power or instrument it is."),
            "max_length": _("Use at most 150 characters."),
        },
    )

    def __init__(
        self, *args: Any, by: User, municipality: Municipality, theme: Theme, power: Power | None = None, **kwargs: Any
    ) -> None:
        if power is not None:
            kwargs.setdefault("initial", {"name": power.name})
        super().__init__(*args, **kwargs)
        self.by, self.municipality, self.theme, self.power = by, municipality, theme, power
        self.helper = FormHelper(self)
        self.helper.layout = Layout("name", Actions(Button(_("Keep the name") if power else _("Add this power"))))

    def save(self) -> bool:
        """Only after is_valid()."""
        name = self.cleaned_data["name"]
        try:
            if self.power is None:
                add_power(by=self.by, municipality=self.municipality, theme=self.theme, name=name)
            else:
                reword_power(by=self.by, municipality=self.municipality, power=self.power, name=name)
        except NameTaken:
            self.add_error("name", _("This theme has a power with this name already."))
            return False
        return True
