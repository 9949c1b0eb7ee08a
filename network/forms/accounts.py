"""Somebody is invited; what is known of a colleague changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from hkin.nlds.layout import Actions, Button, FormHelper
from network.actions.details import AddressTaken, Details, change_details
from network.actions.entry import invite
from network.actions.joint import NobodyToAgree
from network.actions.refusals import HasLeft, NotAllowed
from network.actions.sight import AskedAlready
from network.choices import departments_at
from network.forms.reasons import ReasonField
from network.models import Department, JointAct, Municipality, User


class Departments(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic to mypy only
    """Of several municipalities each is named."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Department"),
            queryset=None,
            empty_label=_("Choose a department"),
            error_messages={"required": _("Choose a department."), "invalid_choice": _("Choose a department.")},
            **kwargs,
        )

    def offer(self, places: Sequence[Municipality]) -> None:
        self.has_several = len(places) > 1
        self.queryset = departments_at(places)

    def label_from_instance(self, department: Department) -> str:
        return f"{department.name} ({department.municipality})" if self.has_several else department.name


def _text(label: Any, *, most: int, required: bool = False, **more: Any) -> forms.CharField:
    messages = {"required": more.pop("missing", ""), "max_length": _("This is too long. Use fewer words.")}
    widget = forms.TextInput({"autocomplete": "off"})
    return forms.CharField(
        label=label, max_length=most, required=required, widget=widget, error_messages=messages, **more
    )


class _PersonForm(forms.Form):
    name = _text(_("Name"), most=100, required=True, missing=_("Fill in a name."))
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "off"}),
        error_messages={
            "required": _("Fill in an e-mail address."),
            "invalid": _("Fill in an e-mail address like name@municipality.nl."),
        },
    )
    department = Departments()
    function = _text(_("Function"), most=100)

    def offer_departments(self, places: Sequence[Municipality]) -> None:
        field = self.fields["department"]
        assert isinstance(field, Departments)
        field.offer(places)


class InviteForm(_PersonForm):
    field_order = ["name", "email", "department", "function"]

    def __init__(self, *args: Any, by: User, places: Sequence[Municipality], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.offer_departments(places)
        self.helper = FormHelper(self)
        self.helper.layout = Layout(*self.fields, Actions(Button(_("Invite"))))

    def invite(self) -> User | None:
        """Only after is_valid(). What stands in the way is said at its field."""
        given = self.cleaned_data
        department: Department = given["department"]
        try:
            return invite(
                by=self.by,
                municipality=department.municipality,
                name=given["name"],
                email=given["email"],
                department=department,
                function=given["function"],
            )
        except HasLeft:
            self.add_error("email", _("This colleague left before. Open the account again at the list of who left."))
        return None


class DetailsForm(_PersonForm):
    phone = _text(_("Phone"), most=30)
    best_hours = _text(_("Best hours"), most=100, help_text=_("For example: Tuesday and Thursday."))
    reason = ReasonField()

    field_order = ["name", "function", "phone", "best_hours", "email", "department", "reason"]

    def __init__(self, *args: Any, by: User, person: User, places: Sequence[Municipality], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.person = by, person
        if places:
            self.offer_departments(places)
        else:
            del self.fields["department"]
        self.helper = FormHelper(self)
        self.helper.layout = Layout(*self.fields, Actions(Button(_("Save"))))

    def save(self) -> JointAct | None:
        """Only after is_valid(). The act that waits, when the mail address needs a colleague."""
        given = self.cleaned_data
        details = Details(
            name=given["name"],
            function=given["function"],
            phone=given["phone"],
            best_hours=given["best_hours"],
            email=given["email"],
            department=given.get("department"),
        )
        try:
            return change_details(by=self.by, person=self.person, details=details, reason=given["reason"])
        except AddressTaken:
            self.add_error("email", _("A colleague has this e-mail address already."))
        except AskedAlready:
            self.add_error("email", _("Another new address waits already. First let a colleague decide about that."))
        except NotAllowed:
            self.add_error("email", _("This colleague sees signals of another municipality. Ask the manager there."))
        except NobodyToAgree:
            self.add_error("email", _("Nobody can agree to this. Ask somebody else to decide together first."))
        return None
