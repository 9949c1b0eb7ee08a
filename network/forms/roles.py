"""A role is given from a day until a day, its deputy changes, or it ends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from hkin.nlds.fields import DayField
from hkin.nlds.layout import Actions, Button, FormHelper, Reveal
from hkin.nlds.widgets import Radios
from network.actions.granting import roles_at
from network.actions.joint import NobodyToAgree
from network.actions.people import change_deputy, end_role, give_role
from network.actions.refusals import (
    AlreadyHeld,
    HasLeft,
    ImpossiblePair,
    Incomplete,
    LastCoordinator,
    LastManager,
    NotForOneself,
    WrongDays,
)
from network.choices import themes_of
from network.forms.reasons import KnowinglyField, ReasonField
from network.leaving import beside
from network.models import Department, JointAct, Municipality, RoleGrant, Team, Theme, User
from network.rules import Role
from network.rules.people import NEEDED, Part, is_impossible, opens_sight, parts_of
from network.rules.role_names import ROLE_NAMES, ROLE_PURPOSES

FURTHEST_AHEAD = timedelta(days=5 * 365)
NO_PAIR = _("One person is never both privacy officer and data protection officer. Choose somebody else.")
_NOT_YOURSELF = _("You cannot give yourself sight of signals. Ask a colleague to do it.")
_NOBODY_AGREES = _("Nobody can agree to this. First choose who decides together, or fill that role.")


class RoleChoice(forms.Form):
    """Which role, and where: it decides what is asked next. Sent as an address, for nothing changes yet."""

    gemeente = forms.ChoiceField(label=_("Municipality"))
    rol = forms.ChoiceField(label=_("Role"), widget=Radios, error_messages={"required": _("Choose a role.")})

    def __init__(
        self,
        *args: Any,
        person: User,
        by: User,
        places: Sequence[Municipality],
        roles: Sequence[Role],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.person, self.by = person, by
        self.places = {place.slug: place for place in places}
        where, which = self.fields["gemeente"], self.fields["rol"]
        assert isinstance(where, forms.ChoiceField)
        assert isinstance(which, forms.ChoiceField)
        where.choices = [(place.slug, place.name) for place in places]
        if len(places) == 1:
            where.widget = forms.HiddenInput()
            where.initial = places[0].slug
        which.choices = [(role.value, capfirst(str(ROLE_NAMES[role]))) for role in roles]
        which.widget.option_help = {role.value: ROLE_PURPOSES[role] for role in roles}
        self.helper = FormHelper(self)
        self.helper.form_method = "get"
        self.helper.disable_csrf = True
        self.helper.layout = Layout("gemeente", "rol", Actions(Button(_("Next"))))

    @property
    def place(self) -> Municipality:
        return self.places[self.cleaned_data["gemeente"]]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if {"gemeente", "rol"} <= given.keys():
            role = Role(given["rol"])
            if is_impossible({role, *roles_at(self.person, self.place)}):
                self.add_error("rol", NO_PAIR)
            elif self.person == self.by and opens_sight(role):
                self.add_error("rol", _NOT_YOURSELF)
        return given


class Deputies(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic to mypy only
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Deputy"),
            help_text=_("Sees the same as soon as this colleague is away."),
            queryset=None,
            required=False,
            empty_label=_("Nobody"),
            error_messages={"invalid_choice": _("This colleague cannot stand in. Choose somebody else.")},
            **kwargs,
        )

    def label_from_instance(self, user: User) -> str:
        return ", ".join(filter(None, [user.name, user.function]))


class RoleForm(forms.Form):
    """Asks what this role needs and nothing else."""

    department: forms.ModelChoiceField[Department] = forms.ModelChoiceField(
        label=_("Department"),
        queryset=None,
        empty_label=_("Choose a department"),
        error_messages={"required": _("Choose a department."), "invalid_choice": _("Choose a department.")},
    )
    team: forms.ModelChoiceField[Team] = forms.ModelChoiceField(
        label=_("Team"),
        queryset=None,
        empty_label=_("Choose a team"),
        error_messages={"required": _("Choose a team."), "invalid_choice": _("Choose a team.")},
    )
    theme: forms.ModelChoiceField[Theme] = forms.ModelChoiceField(
        label=_("Theme"),
        help_text=_("For one theme only, or for all that need special attention."),
        queryset=None,
        required=False,
        empty_label=_("All themes"),
    )
    line = forms.CharField(
        label=_("Reporting line"),
        help_text=_("For example: administrative, or clerk of the council. A reporter chooses by it."),
        max_length=100,
        error_messages={"required": _("Fill in a reporting line."), "max_length": _("Use at most 100 characters.")},
    )
    deputy = Deputies()
    from_on = DayField(label=_("First day"))
    until_on = DayField(
        label=_("Last day"), required=False, help_text=_("This day counts too. Leave it empty for no end.")
    )
    reason = ReasonField()

    def __init__(self, *args: Any, by: User, person: User, role: Role, place: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.person, self.role, self.place = by, person, role, place
        for part in set(Part) - parts_of(role):
            del self.fields[part.value]
        self._offer_places()
        if Part.DEPUTY in parts_of(role):
            self._offer("deputy", self._deputies())
        today = timezone.localdate()
        for name in ("from_on", "until_on"):
            day = self.fields[name]
            assert isinstance(day, DayField)
            day.earliest, day.latest = today, today + FURTHEST_AHEAD
        self.fields["from_on"].initial = today
        self.helper = FormHelper(self)
        self.helper.layout = Layout(*self.fields, Actions(Button(_("Give this role"))))

    def give(self) -> RoleGrant | JointAct | None:
        """Only after is_valid(). What stands in the way is said at its field."""
        given = self.cleaned_data
        try:
            return give_role(by=self.by, person=self.person, role=self.role, municipality=self.place, **given)
        except ImpossiblePair as pair:
            self.add_error("deputy" if pair.args[:1] == (given.get("deputy"),) else None, NO_PAIR)
        except NotForOneself:
            self.add_error("deputy" if given.get("deputy") == self.by else None, _NOT_YOURSELF)
        except AlreadyHeld:
            self.add_error("from_on", _("This colleague has this role in these days already."))
        except WrongDays:
            self.add_error("until_on", _("The last day cannot come before the first day."))
        except HasLeft:
            self.add_error(None, _("This account is closed."))
        except NobodyToAgree:
            self.add_error(None, _NOBODY_AGREES)
        except Incomplete:
            self.add_error("deputy" if "deputy" in self.fields else None, _("Choose somebody else."))
        return None

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("from_on"), given.get("until_on")
        if first and last and last < first:
            self.add_error("until_on", _("The last day cannot come before the first day."))
        return given

    def _offer_places(self) -> None:
        needed = NEEDED.get(self.role, frozenset())
        if "department" in self.fields:
            self._offer("department", self.place.departments.filter(is_active=True))
            self.fields["department"].required = Part.DEPARTMENT in needed
        if "team" in self.fields:
            self._offer("team", self.place.teams.all())
        if "theme" in self.fields:
            self._offer("theme", themes_of(self.place))

    def _deputies(self) -> QuerySet[User]:
        """Who stands near: of the department or team that was chosen, when it was."""
        near = RoleGrant(user=self.person, role=self.role, municipality=self.place)
        for part in ("department", "team"):
            chosen = self.data.get(self.add_prefix(part), "") if part in self.fields else ""
            if chosen.isdecimal() and len(chosen) < 18:
                setattr(near, f"{part}_id", int(chosen))
        return beside(near)

    def _offer(self, name: str, rows: QuerySet[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows


class DeputyForm(forms.Form):
    deputy = Deputies()
    reason = ReasonField()

    def __init__(self, data: Any = None, *, by: User, grant: RoleGrant) -> None:
        super().__init__(data, initial={"deputy": grant.deputy})
        self.by, self.grant = by, grant
        field = self.fields["deputy"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = beside(grant)
        self.helper = FormHelper(self)
        self.helper.layout = Layout(*self.fields, Actions(Button(_("Save"))))

    def save(self) -> RoleGrant | JointAct | None:
        given = self.cleaned_data
        try:
            return change_deputy(by=self.by, grant=self.grant, deputy=given["deputy"], reason=given["reason"])
        except ImpossiblePair:
            self.add_error("deputy", NO_PAIR)
        except NotForOneself:
            self.add_error("deputy", _NOT_YOURSELF)
        except NobodyToAgree:
            self.add_error("deputy", _NOBODY_AGREES)
        except (HasLeft, Incomplete):
            self.add_error("deputy", _("This colleague cannot stand in. Choose somebody else."))
        return None


class EndRoleForm(forms.Form):
    when = forms.ChoiceField(
        label=_("When does it end?"),
        choices=[("now", _("Now")), ("day", _("After a day that I choose"))],
        initial="now",
        widget=Radios(option_reveals={"day": "last-day"}),
        error_messages={"required": _("Choose when it ends.")},
    )
    last = DayField(label=_("Last day"), required=False, help_text=_("This day counts too."))
    reason = ReasonField()

    def __init__(self, *args: Any, by: User, grant: RoleGrant, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.grant = by, grant
        last = self.fields["last"]
        assert isinstance(last, DayField)
        today = timezone.localdate()
        last.earliest, last.latest = max(today, grant.from_on), today + FURTHEST_AHEAD
        if grant.until_on is not None:
            last.latest = grant.until_on
        self._lay_out()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("when") == "day" and not given.get("last") and "last" not in self.errors:
            self.add_error("last", _("Fill in the date."))
        return given

    def end(self) -> RoleGrant | None:
        given = self.cleaned_data
        on: date | None = given["last"] if given["when"] == "day" else None
        knowingly = "knowingly" in self.data
        try:
            return end_role(by=self.by, grant=self.grant, on=on, reason=given["reason"], knowingly=knowingly)
        except LastManager:
            self.add_error("when", _("This is the last application manager. First give somebody else this role."))
        except LastCoordinator:
            self.fields["knowingly"] = KnowinglyField()
            self._lay_out()
            self.add_error("knowingly", self.fields["knowingly"].error_messages["required"])
        except WrongDays:
            self.add_error("last", _("Choose a day from today on, and not before the role begins."))
        return None

    def _lay_out(self) -> None:
        more = ["knowingly"] if "knowingly" in self.fields else []
        self.helper = FormHelper(self)
        stop = Button(_("End this role"), danger=True)
        self.helper.layout = Layout("when", Reveal("last-day", "last"), "reason", *more, Actions(stop))
