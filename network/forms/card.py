"""Somebody fills in their own contact card."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.urls import reverse
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from hkin.nlds.fields import FileField, LongTextField
from hkin.nlds.layout import Actions, Button, Disclosure, FormHelper, LinkButton, Section
from hkin.nlds.widgets import Checkboxes, ChipsMultiple, FileChoice, LongText, Radios
from network.actions.card import AboutMe, write_card
from network.colleague_page import own_themes
from network.models import ContactCard, Theme, User
from network.models.card import Language
from network.rules.levels import LEVEL_NAMES
from network.rules.photos import PhotoRefused, small_photo


class OwnCardForm(forms.Form):
    comes_for = LongTextField(
        label=_("What can colleagues come to you for?"),
        help_text=_("In your own words. For example: a rental contract that looks odd."),
        required=False,
        max_length=500,
        widget=LongText(rows=3),
        error_messages={"max_length": _("Use at most 500 characters.")},
    )
    languages = forms.MultipleChoiceField(
        label=_("Which language of the field do you speak?"),
        help_text=_("The words of a field of work, such as care or finance. Not your mother tongue."),
        choices=Language.choices,
        required=False,
        widget=ChipsMultiple,
    )
    themes: forms.ModelMultipleChoiceField[Theme] = forms.ModelMultipleChoiceField(
        label=_("Which themes do you know much about?"), queryset=None, required=False, widget=Checkboxes
    )
    days = forms.TypedMultipleChoiceField(
        label=_("On which days do you work?"),
        choices=[(day, WEEKDAYS[day]) for day in range(7)],
        coerce=int,
        required=False,
        widget=ChipsMultiple,
    )
    level = forms.ChoiceField(
        label=_("At which level do you work?"),
        help_text=_("Leave it open, and your roles say it."),
        choices=[("", _("My roles say it")), *((level.value, name) for level, name in LEVEL_NAMES.items())],
        required=False,
        widget=Radios,
    )
    chat_url = forms.URLField(
        label=_("Link to chat with you"),
        help_text=_("It begins with https://. Nothing of a signal belongs in a chat."),
        required=False,
        max_length=300,
        assume_scheme="https",
        widget=forms.TextInput({"inputmode": "url", "autocomplete": "off"}),
        error_messages={"invalid": _("Fill in a link that begins with https://.")},
    )
    photo = FileField(
        label=_("Photo"),
        help_text=_("JPG, PNG or WebP, at most 5 MB. We keep a small copy without place or device."),
        required=False,
        widget=FileChoice({"accept": "image/jpeg,image/png,image/webp"}),
    )
    without_photo = forms.BooleanField(label=_("Take my photo away"), required=False)

    def __init__(self, *args: Any, by: User, card: ContactCard | None, has_photo: bool, **kwargs: Any) -> None:
        kwargs.setdefault("initial", _initial(card))
        super().__init__(*args, **kwargs)
        self.by = by
        themes = self.fields["themes"]
        assert isinstance(themes, forms.ModelMultipleChoiceField)
        themes.queryset = own_themes(by)
        if not has_photo:
            del self.fields["without_photo"]
        picture = [name for name in ("photo", "without_photo") if name in self.fields]
        self.helper = FormHelper(self)
        self.helper.mark_optional = False  # all of it is
        self.helper.layout = Layout(
            Section("", "comes_for", "languages", "days"),
            Section(_("Photo and chat"), *picture, "chat_url"),
            Disclosure(_("Themes and level"), "themes", "level"),
            Actions(Button(_("Save")), LinkButton(_("Stop"), reverse("account"), variant="subtle")),
        )

    def clean_chat_url(self) -> str:
        url = str(self.cleaned_data["chat_url"])
        if url and not url.startswith("https://"):
            raise forms.ValidationError(_("Fill in a link that begins with https://."))
        return url

    def clean_photo(self) -> bytes | None:
        file = self.cleaned_data["photo"]
        if not file:
            return None
        try:
            return small_photo(file, file.size)
        except PhotoRefused as error:
            raise forms.ValidationError(str(error.why)) from error

    def save(self) -> ContactCard:
        """Only after is_valid()."""
        given = self.cleaned_data
        about = AboutMe(
            **{name: given[name] for name in ("level", "comes_for", "languages", "days", "chat_url", "themes")}
        )
        return write_card(by=self.by, about=about, photo=given["photo"], without_photo=bool(given.get("without_photo")))


def _initial(card: ContactCard | None) -> dict[str, Any]:
    if card is None:
        return {}
    about = {name: getattr(card, name) for name in ("level", "comes_for", "languages", "days", "chat_url")}
    return about | {"themes": list(card.themes.all())}
