"""Whoever keeps the directory describes a partner, and whom to call there."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from hkin.nlds.fields import LongTextField
from hkin.nlds.layout import Actions, Button, Disclosure, FormHelper, LinkButton, Section
from hkin.nlds.widgets import Checkboxes, LongText, Radios
from network.actions.departments import Stale
from network.actions.organisations import (
    AboutLiaison,
    AboutPartner,
    NameTaken,
    add_liaison,
    add_partner,
    change_liaison,
    change_partner,
)
from network.choices import themes_of
from network.forms.reading import PhoneField
from network.models import Liaison, Municipality, Organisation, Theme, User
from network.models.organisation import OrganisationKind
from network.organisations import liaison_version, version
from network.rules.levels import LEVEL_NAMES

_TOO_LONG = {"max_length": _("This is too long. Use fewer words.")}


def _phone(help_text: Any = "") -> PhoneField:
    widget = forms.TextInput({"autocomplete": "off", "inputmode": "tel"})
    return PhoneField(label=_("Phone"), help_text=help_text, required=False, max_length=30, widget=widget)


def _text(label: Any, *, most: int, help_text: Any = "", missing: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=most,
        required=bool(missing),
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": missing, **_TOO_LONG},
    )


def _mail() -> forms.EmailField:
    return forms.EmailField(
        label=_("E-mail address"),
        help_text=_("Never send a signal there by mail."),
        required=False,
        widget=forms.EmailInput({"autocomplete": "off"}),
        error_messages={"invalid": _("Fill in an e-mail address like name@municipality.nl.")},
    )


def _long(label: Any, help_text: Any) -> LongTextField:
    return LongTextField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=500,
        widget=LongText(rows=3),
        error_messages={"max_length": _("Use at most 500 characters.")},
    )


class PartnerForm(forms.Form):
    name = _text(_("Name of the organisation"), most=100, missing=_("Fill in a name."))
    kind = forms.ChoiceField(
        label=_("Which kind of organisation?"),
        choices=[("", _("Choose one")), *OrganisationKind.choices],
        error_messages={"required": _("Choose a kind of organisation.")},
    )
    does = _long(_("What can you go to them for?"), _("In a sentence that everybody understands."))
    phone = _phone(_("The number that is answered."))
    email = _mail()
    website = forms.URLField(
        label=_("Website"),
        required=False,
        max_length=300,
        assume_scheme="https",
        widget=forms.TextInput({"inputmode": "url", "autocomplete": "off"}),
        error_messages={"invalid": _("Fill in a link that begins with https://.")},
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        by: User,
        municipality: Municipality,
        partner: Organisation | None = None,
        back: str,
        **kwargs: Any,
    ) -> None:
        if partner is not None:
            names = ("name", "kind", "does", "phone", "email", "website")
            kwargs.setdefault("initial", {name: getattr(partner, name) for name in names} | {"seen": version(partner)})
        super().__init__(*args, **kwargs)
        self.by, self.municipality, self.partner = by, municipality, partner
        self.is_stale = False
        self.helper = FormHelper(self)
        self.helper.layout = Layout(
            *self.fields, Actions(Button(_("Save")), LinkButton(_("Stop"), back, variant="subtle"))
        )

    def clean_website(self) -> str:
        url = str(self.cleaned_data["website"])
        if url and not url.startswith(("https://", "http://")):
            raise forms.ValidationError(_("Fill in a link that begins with https://."))
        return url

    def save(self) -> Organisation | None:
        """Only after is_valid()."""
        given = dict(self.cleaned_data)
        seen = given.pop("seen")
        about = AboutPartner(**given)
        try:
            if self.partner is None:
                return add_partner(by=self.by, municipality=self.municipality, about=about)
            return change_partner(by=self.by, partner=self.partner, about=about, seen=seen)
        except NameTaken:
            self.add_error("name", _("A partner with this name is in the directory already."))
        except Stale:
            self.is_stale = True
        return None


class LiaisonForm(forms.Form):
    name = _text(_("Name"), most=100, missing=_("Fill in a name."))
    function = _text(_("Function"), most=100)
    phone = _phone()
    email = _mail()
    best_hours = _text(_("Best hours"), most=100, help_text=_("For example: Tuesday and Thursday."))
    comes_for = _long(
        _("What can you call this person for?"), _("Work only. Nothing private, and nothing of a signal.")
    )
    level = forms.ChoiceField(
        label=_("At which level?"),
        choices=[("", _("I do not know")), *((level.value, name) for level, name in LEVEL_NAMES.items())],
        required=False,
        widget=Radios,
    )
    themes: forms.ModelMultipleChoiceField[Theme] = forms.ModelMultipleChoiceField(
        label=_("For which themes?"), queryset=None, required=False, widget=Checkboxes
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, by: User, partner: Organisation, liaison: Liaison | None = None, back: str, **kwargs: Any
    ) -> None:
        if liaison is not None:
            kwargs.setdefault("initial", _initial(liaison))
        super().__init__(*args, **kwargs)
        self.by, self.partner, self.liaison = by, partner, liaison
        self.is_stale = False
        themes = self.fields["themes"]
        assert isinstance(themes, forms.ModelMultipleChoiceField)
        themes.queryset = themes_of(partner.municipality)
        self.helper = FormHelper(self)
        self.helper.layout = Layout(
            Section("", "name", "function", "phone", "email", "best_hours", "comes_for"),
            Disclosure(_("Level and themes"), "level", "themes"),
            "seen",
            Actions(Button(_("Save")), LinkButton(_("Stop"), back, variant="subtle")),
        )

    def save(self) -> Liaison | None:
        """Only after is_valid()."""
        given = dict(self.cleaned_data)
        seen = given.pop("seen")
        about = AboutLiaison(**given)
        try:
            if self.liaison is None:
                return add_liaison(by=self.by, partner=self.partner, about=about)
            return change_liaison(by=self.by, liaison=self.liaison, about=about, seen=seen)
        except Stale:
            self.is_stale = True
        return None


def _initial(liaison: Liaison) -> dict[str, Any]:
    names = ("name", "function", "phone", "email", "best_hours", "comes_for", "level")
    about: dict[str, Any] = {name: getattr(liaison, name) for name in names}
    return about | {"themes": list(liaison.themes.all()), "seen": liaison_version(liaison)}
