"""Who a municipality is: the second step of furnishing."""

from __future__ import annotations

import re
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from hkin.nlds.layout import Actions, Button, FormHelper, Section
from hkin.nlds.widgets import Radios
from network.actions.municipality import About, DirectoryInUse, WouldReplace, describe_municipality
from network.choices import possible_neighbours
from network.models import Municipality, User
from network.rules.mail_domains import DOMAIN, FOR_EVERYBODY
from network.rules.starting import DEPARTMENTS, PROPOSED_FROM, Size, proposed_size
from network.rules.step_names import SIZE_NAMES

BY_INHABITANTS = "by_inhabitants"
THEMES = settings.ROOT / "static" / "hkin" / "themes"


class WholeNumber(forms.IntegerField):
    """Taken as it is written here: 12.000 is twelve thousand."""

    def to_python(self, value: Any) -> int | None:
        return super().to_python(str(value).replace(".", "").replace(" ", "") if value is not None else None)


class MunicipalityForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the municipality"),
        help_text=_("Without the word municipality."),
        max_length=100,
        error_messages={"required": _("Fill in the name of the municipality.")},
    )
    places = forms.CharField(
        label=_("Places"),
        help_text=_("With commas between them."),
        required=False,
        max_length=1000,
    )
    look = forms.ChoiceField(label=_("Colours"), required=False, widget=Radios)
    inhabitants = WholeNumber(
        label=_("How many inhabitants?"),
        help_text=_("About is good enough. A dot may stand in it."),
        required=False,
        min_value=1,
        max_value=5_000_000,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "invalid": _("Fill in a number, for example 12.000."),
            "min_value": _("Fill in a number, for example 12.000."),
            "max_value": _("This number is too large."),
        },
    )
    size = forms.ChoiceField(label=_("How large is your organisation?"), widget=Radios)
    replace = forms.BooleanField(label=_("Yes, take these departments away and begin with others"), required=False)
    neighbour: forms.ModelChoiceField[Municipality] = forms.ModelChoiceField(
        label=_("Alone or with a neighbour?"),
        help_text=_("A neighbour can share its coordinator, its team and a second pair of eyes."),
        queryset=None,
        required=False,
        empty_label=_("Alone"),
    )
    mail_domains = forms.CharField(
        label=_("Who may make an account?"),
        help_text=_("What stands behind the @ in the mail of your colleagues. With commas between them."),
        required=False,
        max_length=1000,
    )

    def __init__(self, *args: Any, by: User, municipality: Municipality, **kwargs: Any) -> None:
        kwargs.setdefault("initial", _initial(municipality))
        super().__init__(*args, **kwargs)
        self.by, self.municipality = by, municipality
        self.fields["look"].choices = look_choices()  # type: ignore[attr-defined]
        self._offer_sizes()
        others = possible_neighbours(municipality)
        self.fields["neighbour"].queryset = others  # type: ignore[attr-defined]
        if municipality.is_live or not others.exists():
            del self.fields["neighbour"]
        self.helper = FormHelper(self)
        self.helper.layout = self._layout()

    def _offer_sizes(self) -> None:
        if self.municipality.is_live:
            del self.fields["size"]
        else:
            size = self.fields["size"]
            size.widget = Radios(option_help={BY_INHABITANTS: _("By the number of inhabitants."), **_size_help()})
            size.choices = [  # type: ignore[attr-defined]
                (BY_INHABITANTS, _("Choose for me")),
                *((one.value, SIZE_NAMES[one]) for one in Size),
            ]
        del self.fields["replace"]

    def _layout(self) -> Layout:
        size = ["size"] if "size" in self.fields else []
        replace = ["replace"] if "replace" in self.fields else []
        neighbour = ["neighbour"] if "neighbour" in self.fields else []
        return Layout(
            Section("", "name", "places", "look"),
            Section("", "inhabitants", *size, *replace, *neighbour),
            Section("", "mail_domains"),
            Actions(
                Button(_("Keep and go on")),
                Button(_("Keep and look at the form"), name="look_at_form", variant="secondary"),
            ),
        )

    # ---- what was answered ---------------------------------------------------------------------
    def clean_places(self) -> tuple[str, ...]:
        places = _listed(self.cleaned_data["places"])
        if any(len(place) > 100 for place in places):
            raise ValidationError(_("A name of a place has at most 100 characters. Put commas between them."))
        return places

    def clean_mail_domains(self) -> tuple[str, ...]:
        domains = tuple(one.rpartition("@")[2].lower() for one in _listed(self.cleaned_data["mail_domains"]))
        for domain in domains:
            words = {"domain": domain}
            if not DOMAIN.fullmatch(domain):
                raise ValidationError(_("“%(domain)s” cannot stand behind an @.") % words)
            if domain in FOR_EVERYBODY:
                raise ValidationError(_("Anybody can have an address at %(domain)s. Leave it out.") % words)
        return domains

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if (
            answers.get("size") == BY_INHABITANTS
            and not answers.get("inhabitants")
            and "inhabitants" not in self.errors
        ):
            self.add_error("inhabitants", _("Fill in how many inhabitants there are, or choose a size yourself."))
        return answers

    @cached_property
    def chosen_size(self) -> Size | None:
        answer = self.cleaned_data.get("size")
        if not answer:
            return None
        return proposed_size(self.cleaned_data["inhabitants"]) if answer == BY_INHABITANTS else Size(answer)

    def keep(self) -> bool:
        """Only after is_valid(). What the directory will not have is said at its field."""
        answers = self.cleaned_data
        about = About(
            name=answers["name"],
            places=answers["places"],
            look=answers["look"],
            inhabitants=answers["inhabitants"],
            neighbour=answers.get("neighbour", self.municipality.neighbour),
            mail_domains=answers["mail_domains"],
        )
        try:
            self.municipality = describe_municipality(
                by=self.by,
                municipality=self.municipality,
                about=about,
                size=self.chosen_size,
                replace=bool(self.data.get("replace")),
            )
        except WouldReplace:
            self._ask_to_replace()
        except DirectoryInUse:
            self.add_error("size", _("People, signals or your own changes hang on the departments. Keep this size."))
        return not self.errors

    def _ask_to_replace(self) -> None:
        now = DEPARTMENTS[Size(self.municipality.size)]
        self.fields["replace"] = self.base_fields["replace"]
        self.helper.layout = self._layout()
        self.add_error(
            "replace",
            ngettext(
                "You have %(count)s department now. Another size takes it away.",
                "You have %(count)s departments now. Another size takes them away.",
                now,
            )
            % {"count": now},
        )


def look_choices() -> list[tuple[str, Any]]:
    """The themes that stand in static/hkin/themes, besides the one of the installation."""
    names = sorted(file.stem for file in THEMES.glob("*-theme.css") if file.stem not in settings.THEME.split())
    others = [(name, name.removesuffix("-theme").capitalize()) for name in names if name != "hkin-theme"]
    return [("", _("The usual colours")), *others]


def _size_help() -> dict[str, str]:
    return {size.value: _size_in_words(size) for size in Size}


def _size_in_words(size: Size) -> str:
    counted = ngettext("%(count)s department.", "%(count)s departments.", DEPARTMENTS[size])
    words = {"count": DEPARTMENTS[size], "from": f"{PROPOSED_FROM[size]:,}".replace(",", ".")}
    if not PROPOSED_FROM[size]:
        return counted % words
    usual = _("Usual from %(from)s inhabitants.")
    return f"{counted} {usual}" % words


def _initial(municipality: Municipality) -> dict[str, Any]:
    return {
        "name": municipality.name,
        "places": ", ".join(municipality.places),
        "look": municipality.look,
        "inhabitants": municipality.inhabitants,
        "size": municipality.size or BY_INHABITANTS,
        "neighbour": municipality.neighbour_id,
        "mail_domains": ", ".join(municipality.mail_domains),
    }


def _listed(text: str) -> tuple[str, ...]:
    """What stands between commas or on lines of its own, each once."""
    return tuple(dict.fromkeys(one.strip() for one in re.split(r"[,;\n]", text) if one.strip()))
