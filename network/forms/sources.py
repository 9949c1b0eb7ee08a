"""A department says which register it keeps, on which ground, and what it can tell."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from hkin.nlds.fields import LongTextField
from hkin.nlds.layout import Actions, Button, FormHelper, LinkButton
from hkin.nlds.widgets import LongText
from network.actions.sources import NameTaken, SourceAbout, Stale, add_source, change_source
from network.models import Department, Source, User
from network.sources import version

_TOO_LONG = _("This is too long. Use fewer words.")


class SourceForm(forms.Form):
    """Of one department; with a source it changes that one."""

    name = forms.CharField(
        label=_("Name"),
        help_text=_("As colleagues call it, for example BRP."),
        max_length=100,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": _("Fill in a name."), "max_length": _TOO_LONG},
    )
    ground = forms.CharField(
        label=_("On which ground are the data collected?"),
        help_text=_("The law of your task. The privacy officer begins with this."),
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": _("Name the law of your task."), "max_length": _TOO_LONG},
    )
    notices = LongTextField(
        label=_("What can it tell?"),
        help_text=_("In words, for example: who is registered at an address."),
        max_length=300,
        required=False,
        widget=LongText(rows=2),
        error_messages={"max_length": _TOO_LONG},
    )
    is_closed = forms.BooleanField(
        label=_("It falls under a closed law"),
        help_text=_("Tax, Bibob, Suwi, Wmo, youth or debt help. Of a hit the team only hears that there is one."),
        required=False,
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        by: User,
        department: Department,
        back: str,
        source: Source | None = None,
        **kwargs: Any,
    ) -> None:
        if source is not None:
            names = ("name", "ground", "notices", "is_closed")
            given = {name: getattr(source, name) for name in names}
            kwargs.setdefault("initial", given | {"seen": version(source)})
        super().__init__(*args, **kwargs)
        self.by, self.department, self.source = by, department, source
        self.is_stale = False
        self.helper = FormHelper(self)
        self.helper.layout = Layout(
            "name",
            "ground",
            "notices",
            "is_closed",
            "seen",
            Actions(Button(_("Save")), LinkButton(_("Stop"), back, variant="subtle")),
        )

    def save(self) -> Source | None:
        """Only after is_valid(). `is_stale` when somebody was first."""
        given = dict(self.cleaned_data)
        seen = given.pop("seen")
        about = SourceAbout(**given)
        try:
            if self.source is None:
                return add_source(by=self.by, department=self.department, about=about)
            return change_source(by=self.by, source=self.source, about=about, seen=seen)
        except NameTaken:
            self.add_error("name", _("This department has a source of this name. Choose another name."))
        except Stale:
            self.is_stale = True
        return None
