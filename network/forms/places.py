"""Whoever keeps the directory describes a department."""

from __future__ import annotations

import re
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from hkin.nlds.fields import LongTextField
from hkin.nlds.layout import Actions, Button, FormHelper, LinkButton, Section
from hkin.nlds.widgets import LongText, Radios
from network.actions.departments import (
    Circle,
    CodeTaken,
    Described,
    Stale,
    add_department,
    change_department,
)
from network.departments import possible_parents, version
from network.models import Department, Municipality, Organisation, User
from network.models.place import Regime
from network.organisations import organisations_in_use

_CODE = re.compile(r"[A-Za-z0-9]([A-Za-z0-9&-]*[A-Za-z0-9])?")
#: The address of the form to add one.
_RESERVED = frozenset({"nieuw"})
_TOO_LONG = {"max_length": _("This is too long. Use fewer words.")}


def _text(label: Any, *, most: int, help_text: Any = "", missing: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=most,
        required=bool(missing),
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": missing, **_TOO_LONG},
    )


def _long(label: Any, *, most: int, help_text: Any = "") -> LongTextField:
    return LongTextField(
        label=label,
        help_text=help_text,
        max_length=most,
        required=False,
        widget=LongText(rows=3),
        error_messages=_TOO_LONG,
    )


class DepartmentForm(forms.Form):
    """Of one municipality; with a department it changes that one, and its code stays."""

    code = _text(
        _("Code"),
        most=10,
        help_text=_("A few letters, for example WON. It stands in addresses and never changes."),
        missing=_("Fill in a code."),
    )
    name = _text(_("Name"), most=100, missing=_("Fill in a name."))
    parent: forms.ModelChoiceField[Department] = forms.ModelChoiceField(
        label=_("Hangs below"),
        queryset=None,
        required=False,
        empty_label=_("No other department"),
        error_messages={"invalid_choice": _("Choose a department that does not hang below this one.")},
    )
    cluster = _text(_("Cluster"), most=100, help_text=_("Named instead of a department that is too small."))
    synonyms = _text(
        _("Also called"), most=300, help_text=_("With semicolons between them. Colleagues find it by these words.")
    )
    mailbox = forms.EmailField(
        label=_("Mailbox"),
        help_text=_("For colleagues. We never mail a signal there."),
        required=False,
        widget=forms.EmailInput({"autocomplete": "off"}),
        error_messages={"invalid": _("Fill in an e-mail address like name@municipality.nl.")},
    )
    notices = _long(_("What does this department notice?"), most=500)
    sources = _long(_("Which sources does it hold?"), most=500)
    regime = forms.ChoiceField(
        label=_("Does it work under a closed law?"),
        help_text=_("Then a colleague is asked about it before filing, and not everything may be shared."),
        choices=Regime.choices,
        required=False,
        widget=Radios,
    )
    outsourced_to: forms.ModelChoiceField[Organisation] = forms.ModelChoiceField(
        label=_("Outsourced to"),
        help_text=_("Another organisation does the work. The team calls there; no signal leaves."),
        queryset=None,
        required=False,
        empty_label=_("We do it ourselves"),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        by: User,
        municipality: Municipality,
        department: Department | None = None,
        back: str,
        **kwargs: Any,
    ) -> None:
        if department is not None:
            kwargs.setdefault("initial", _initial(department))
        super().__init__(*args, **kwargs)
        self.by, self.municipality, self.department = by, municipality, department
        self.is_stale = False
        parents, partners = self.fields["parent"], self.fields["outsourced_to"]
        assert isinstance(parents, forms.ModelChoiceField)
        assert isinstance(partners, forms.ModelChoiceField)
        parents.queryset = possible_parents(municipality, department)
        partners.queryset = organisations_in_use(municipality)
        first = ["name"] if department else ["code", "name"]
        if department is not None:
            del self.fields["code"]
        self.helper = FormHelper(self)
        self.helper.layout = Layout(
            Section("", *first, "parent", "cluster", "synonyms", "mailbox"),
            Section(_("What it sees"), "notices", "sources", "regime", "outsourced_to"),
            "seen",
            Actions(Button(_("Save")), LinkButton(_("Stop"), back, variant="subtle")),
        )

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"])
        if not _CODE.fullmatch(code) or code.casefold() in _RESERVED:
            raise forms.ValidationError(_("Use letters and digits only, for example WON."))
        return code.upper()

    def save(self) -> Department | None:
        """Only after is_valid(). What stands in the way is said at its field; `is_stale` when somebody was first."""
        given = dict(self.cleaned_data)
        code, seen = given.pop("code", ""), given.pop("seen", "")
        about = Described(**given)
        try:
            if self.department is None:
                return add_department(by=self.by, municipality=self.municipality, code=code, about=about)
            return change_department(by=self.by, department=self.department, about=about, seen=seen)
        except CodeTaken:
            self.add_error("code", _("Another department has this code. Choose another one."))
        except Circle:
            self.add_error("parent", _("Choose a department that does not hang below this one."))
        except Stale:
            self.is_stale = True
        return None


def _initial(department: Department) -> dict[str, Any]:
    names = ("name", "cluster", "synonyms", "mailbox", "notices", "sources", "regime")
    return {
        **{name: getattr(department, name) for name in names},
        "parent": department.parent_id,
        "outsourced_to": department.outsourced_to_id,
        "seen": version(department),
    }
