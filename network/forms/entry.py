"""Coming in: an account for oneself, a password, the first application manager."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from hkin.nlds.layout import Actions, Button, FormHelper
from network.actions.entry import AddressTaken, ask_new_password, register, use_link
from network.actions.first_admin import FirstAdmin, UsernameTaken, become_first_admin
from network.entry import departments_to_register_in, municipalities
from network.models import Department, EntryLink, Municipality, User

PASSWORD_ADVICE = _("At least 12 characters. A sentence that you remember works well.")
_MAIL_FORM = _("Fill in an e-mail address like name@municipality.nl.")


class MailField(forms.EmailField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("E-mail address"),
            error_messages={"required": _("Fill in your e-mail address."), "invalid": _MAIL_FORM},
            widget=forms.EmailInput({"autocomplete": "email"}),
            max_length=254,
            **kwargs,
        )


def name_field() -> forms.CharField:
    return forms.CharField(
        label=_("Your name"),
        max_length=100,
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"required": _("Fill in your name.")},
    )


def password_field(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        strip=False,
        max_length=500,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        error_messages={"required": _("Fill in a password.")},
    )


class NamedDepartments(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic to mypy only
    """With the municipality where there are several."""

    has_several = False

    def label_from_instance(self, department: Department) -> str:
        return f"{department.name} ({department.municipality.name})" if self.has_several else department.name


class ForgottenForm(forms.Form):
    email = MailField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.layout = Layout(*self.fields, Actions(Button(_("Send me a link"))))

    def ask(self, place: str) -> None:
        ask_new_password(email=self.cleaned_data["email"], place=place)


class RegisterForm(forms.Form):
    email = MailField(help_text=_("Your mail address at work."))
    name = name_field()
    department = NamedDepartments(
        label=_("Your department"),
        help_text=_("Not in the list? Choose what comes closest."),
        queryset=None,
        empty_label=_("Choose a department"),
        error_messages={"required": _("Choose your department."), "invalid_choice": _("Choose your department.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["department"]
        assert isinstance(field, NamedDepartments)
        field.queryset = departments_to_register_in()
        field.has_several = len({department.municipality_id for department in field.queryset}) > 1
        if not field.queryset:  # the municipality has not come to its directory yet
            del self.fields["department"]
        self.helper = FormHelper(self)
        self.helper.layout = Layout(*self.fields, Actions(Button(_("Send me a link"))))

    def ask(self, place: str) -> None:
        answers = self.cleaned_data
        register(email=answers["email"], name=answers["name"], department=answers.get("department"), place=place)


class PasswordTwice(forms.Form):
    password1 = password_field(_("Password"), PASSWORD_ADVICE)
    password2 = password_field(_("Password again"))

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        first, second = answers.get("password1"), answers.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("The two passwords are not the same."))
        elif first:
            self._check(first)
        return answers

    def who(self) -> User:
        """Whose name the password must not look like."""
        raise NotImplementedError

    def _check(self, password: str) -> None:
        try:
            validate_password(password, self.who())
        except ValidationError as error:
            self.add_error("password1", error)


class ComeInForm(PasswordTwice):
    """Of an invitation or a registration: the rest is known."""

    def __init__(self, *args: Any, link: EntryLink, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.link = link
        self.helper = FormHelper(self)
        self.helper.layout = Layout(*self.fields, Actions(Button(_("Save password and come in"))))

    def who(self) -> User:
        return self.link.user or User(username=self.link.email, email=self.link.email, name=self.link.name)

    def come_in(self) -> User:
        """Only after is_valid(). Raises LinkClosed or AddressTaken."""
        return use_link(link=self.link, password=self.cleaned_data["password1"])


class FirstAdminForm(PasswordTwice):
    name = name_field()
    email = MailField()
    username = forms.CharField(
        label=_("User name"),
        help_text=_("With this name or your e-mail address you log in."),
        max_length=150,
        validators=[RegexValidator(r"^[\w.-]+$", _("Use letters, digits, dots and dashes only."))],
        widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none"}),
        error_messages={"required": _("Choose a user name.")},
    )
    municipality: forms.ModelChoiceField[Municipality] = forms.ModelChoiceField(
        label=_("Which municipality?"),
        queryset=None,
        required=False,
        empty_label=_("One that is not here yet"),
        error_messages={"invalid_choice": _("Choose a municipality from the list.")},
    )
    municipality_name = forms.CharField(
        label=_("Name of the municipality"),
        help_text=_("Without the word municipality."),
        max_length=100,
        required=False,
    )

    field_order = ("name", "email", "username", "password1", "password2", "municipality", "municipality_name")

    def __init__(self, *args: Any, link: EntryLink, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.link = link
        here = municipalities()
        if here.exists():
            self.fields["municipality"].queryset = here  # type: ignore[attr-defined]
            self.fields["municipality_name"].help_text = _("Only when it is not in the list.")
        else:
            del self.fields["municipality"]
            self.fields["municipality_name"].required = True
        self.fields["municipality_name"].error_messages["required"] = _("Fill in the name of the municipality.")
        self.helper = FormHelper(self)
        self.helper.layout = Layout(*self.fields, Actions(Button(_("Begin"))))

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        if not answers.get("municipality") and not answers.get("municipality_name") and not self.errors:
            self.add_error("municipality_name", _("Fill in the name of the municipality."))
        return answers

    def who(self) -> User:
        known = {name: self.cleaned_data.get(name, "") for name in ("username", "email", "name")}
        return User(**known)

    def come_in(self) -> User | None:
        """Only after is_valid(). None when something is taken, said at its field. Raises LinkClosed."""
        answers = self.cleaned_data
        try:
            return become_first_admin(
                link=self.link,
                answers=FirstAdmin(
                    name=answers["name"],
                    email=answers["email"],
                    username=answers["username"],
                    password=answers["password1"],
                    municipality=answers.get("municipality"),
                    municipality_name=answers["municipality_name"],
                ),
            )
        except AddressTaken:
            self.add_error("email", _("Somebody with this address has an account. Use another one."))
        except UsernameTaken:
            self.add_error("username", _("Somebody has this name already. Choose another one."))
        return None
