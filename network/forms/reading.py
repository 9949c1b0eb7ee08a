"""When a team reads: days, hours, and who can be called outside them."""

from __future__ import annotations

import re
from datetime import time
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from hkin.nlds.layout import Actions, Button, FormHelper, Fragment, Row, Section
from hkin.nlds.widgets import ChipsMultiple, Radios
from network.actions.reading import ReadingTimes, TeamHours, keep_reading_times
from network.models import Municipality, Team, User
from network.models.place import TeamKind
from network.reading_times import teams_to_read
from network.rules.phones import PHONE

ONCE_IN_FIVE, EACH_YEAR = "once_in_five", "each_year"
_TIME = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?")


class HourField(forms.Field):
    """ "9", "9.00" and "09:30" give a time of the day."""

    default_error_messages = {
        "required": _("Fill in a time, for example 9.00 or 17.30."),
        "invalid": _("Fill in a time, for example 9.00 or 17.30."),
    }
    widget = forms.TextInput({"autocomplete": "off"})

    def to_python(self, value: Any) -> time | None:
        typed = str(value or "").strip()
        if not typed:
            return None
        found = _TIME.fullmatch(typed)
        try:
            if found:
                return time(int(found[1]), int(found[2] or 0))
        except ValueError:
            pass
        raise ValidationError(self.error_messages["invalid"], code="invalid")

    def prepare_value(self, value: Any) -> Any:
        return f"{value.hour}.{value.minute:02}" if isinstance(value, time) else value


class PhoneField(forms.CharField):
    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and not PHONE.fullmatch(value):
            raise ValidationError(_("This is no phone number. It looks like 088-1234567."), code="invalid")


class ReadingForm(forms.Form):
    good_friday = forms.BooleanField(label=_("We are closed on Good Friday"), required=False)
    liberation_day = forms.ChoiceField(
        label=_("When are you closed on 5 May?"),
        choices=[(ONCE_IN_FIVE, _("Once in five years, like most offices")), (EACH_YEAR, _("Each year"))],
        widget=Radios,
    )

    def __init__(self, *args: Any, by: User, municipality: Municipality, like: Municipality, **kwargs: Any) -> None:
        """`like` is whose hours stand in the form at first: its own, or of a neighbour that shares a team."""
        self.by, self.municipality = by, municipality
        self.teams = teams_to_read(municipality)
        kwargs.setdefault("initial", _initial(self.teams, like))
        super().__init__(*args, **kwargs)
        for team in self.teams:
            self._ask_about(team.kind)
        self.order_fields([*(name for name in self.fields if name not in self.base_fields), *self.base_fields])
        self.helper = FormHelper(self)
        self.helper.layout = self._layout()

    def _ask_about(self, kind: str) -> None:
        self.fields[f"{kind}_days"] = forms.TypedMultipleChoiceField(
            label=_("On which days do you read?"),
            choices=list(WEEKDAYS.items()),
            coerce=int,
            widget=ChipsMultiple,
            error_messages={"required": _("Choose at least one day.")},
        )
        self.fields[f"{kind}_opens"] = HourField(label=_("From"))
        self.fields[f"{kind}_closes"] = HourField(label=_("Until"))
        self.fields[f"{kind}_phone"] = PhoneField(
            label=_("Phone number during these hours"), required=False, max_length=30
        )
        self.fields[f"{kind}_on_call_name"] = forms.CharField(
            label=_("Who can be called outside these hours?"),
            help_text=_("A name, or: the duty officer. Leave it empty when there is nobody."),
            required=False,
            max_length=100,
        )
        self.fields[f"{kind}_on_call_phone"] = PhoneField(label=_("At which number?"), required=False, max_length=30)

    def _layout(self) -> Layout:
        sections = [
            Section(
                team.name,
                f"{team.kind}_days",
                Row(f"{team.kind}_opens", f"{team.kind}_closes"),
                f"{team.kind}_phone",
                f"{team.kind}_on_call_name",
                f"{team.kind}_on_call_phone",
            )
            for team in self.teams
        ]
        address = reverse("network:reading_sentence", args=[self.municipality.slug])
        return Layout(
            *sections,
            Section(_("Holidays"), "good_friday", "liberation_day", Fragment("network/setup/_holidays.html")),
            Fragment("network/setup/_sentences_live.html", sentence_address=address),
            Actions(
                Button(_("Keep and go on")),
                Button(_("Show the sentence first"), name="show", variant="secondary"),
            ),
        )

    # ---- what was answered ---------------------------------------------------------------------
    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        for team in self.teams:
            self._check_hours(team.kind, answers)
            self._check_on_call(team.kind, answers)
        return answers

    def _check_hours(self, kind: str, answers: dict[str, Any]) -> None:
        opens, closes = answers.get(f"{kind}_opens"), answers.get(f"{kind}_closes")
        if opens and closes and closes <= opens:
            self.add_error(f"{kind}_closes", _("This time must be later than the time at which you begin."))

    def _check_on_call(self, kind: str, answers: dict[str, Any]) -> None:
        name, phone = f"{kind}_on_call_name", f"{kind}_on_call_phone"
        if answers.get(name) and not answers.get(phone) and phone not in self.errors:
            self.add_error(phone, _("Fill in the number too."))
        if answers.get(phone) and not answers.get(name) and name not in self.errors:
            self.add_error(name, _("Fill in the name too."))

    def times(self) -> ReadingTimes:
        """Only after is_valid()."""
        answers = self.cleaned_data
        return ReadingTimes(
            teams={
                TeamKind(team.kind): TeamHours(
                    days=frozenset(answers[f"{team.kind}_days"]),
                    opens_at=answers[f"{team.kind}_opens"],
                    closes_at=answers[f"{team.kind}_closes"],
                    phone=answers[f"{team.kind}_phone"],
                    on_call_name=answers[f"{team.kind}_on_call_name"],
                    on_call_phone=answers[f"{team.kind}_on_call_phone"],
                )
                for team in self.teams
            },
            good_friday=answers["good_friday"],
            every_liberation_day=answers["liberation_day"] == EACH_YEAR,
        )

    def shown_teams(self) -> list[Team]:
        """The teams as they would read by these answers; nothing is kept of it."""
        times = self.times()
        times.put_into(self.municipality)
        return [times.teams[TeamKind(team.kind)].put_into(team) for team in self.teams]

    def keep(self) -> None:
        keep_reading_times(by=self.by, municipality=self.municipality, times=self.times())


def _initial(teams: list[Team], like: Municipality) -> dict[str, Any]:
    by_kind = {team.kind: team for team in teams_to_read(like)}
    found: dict[str, Any] = {
        "good_friday": like.good_friday,
        "liberation_day": EACH_YEAR if like.every_liberation_day else ONCE_IN_FIVE,
    }
    for kind, team in ((team.kind, by_kind.get(team.kind, team)) for team in teams):
        found |= {
            f"{kind}_days": team.reading_days,
            f"{kind}_opens": team.opens_at,
            f"{kind}_closes": team.closes_at,
            f"{kind}_phone": team.phone,
            f"{kind}_on_call_name": team.on_call_name,
            f"{kind}_on_call_phone": team.on_call_phone,
        }
    return found
