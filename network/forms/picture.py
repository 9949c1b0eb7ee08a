"""How the picture is narrowed: one theme, one level, and which municipality for who works in more than one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from hkin.nlds.layout import Actions, Button, FilterHelper, Row
from network.models import Municipality, Theme
from network.rules.levels import LEVEL_NAMES, Level


class PictureFilter(forms.Form):
    thema = forms.ChoiceField(label=_("Theme"), required=False)
    niveau = forms.ChoiceField(label=_("Level"), required=False)
    gemeente = forms.ChoiceField(label=_("Municipality"), required=False)

    def __init__(
        self, *args: Any, themes: Sequence[Theme], places: Sequence[Municipality], slug: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._offer("thema", [("", _("All themes")), *((theme.code, theme.name) for theme in themes)])
        self._offer("niveau", [("", _("All levels")), *((level.value, LEVEL_NAMES[level]) for level in Level)])
        self._offer("gemeente", [(place.slug, place.name) for place in places])
        self.initial["gemeente"] = slug
        if len(places) < 2:
            del self.fields["gemeente"]
        self.helper = FilterHelper(self)
        self.helper.layout = Layout(Row(*self.fields), Actions(Button(_("Show"), variant="secondary", icon="filter")))

    def wanted(self) -> tuple[str, Level | None]:
        """Code of a theme and a level; what nobody offers narrows nothing."""
        self.full_clean()
        given = getattr(self, "cleaned_data", {})
        return given.get("thema", ""), self.level_named(given.get("niveau", ""))

    @staticmethod
    def level_named(value: str) -> Level | None:
        return Level(value) if value in set(Level) else None

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
