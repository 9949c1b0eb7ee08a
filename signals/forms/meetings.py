"""The coordinator plans a meeting, adds a signal by its number, and writes in a few words what was said."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hkin.nlds.fields import DayField, LongTextField
from hkin.nlds.layout import Actions, Button, Disclosure, FormHelper, LinkButton, Row
from hkin.nlds.widgets import Checkboxes, LongText
from network.forms.reading import HourField
from network.models import Team
from signals.actions.meetings import Arrangement
from signals.agenda import contact_persons_in, is_decided, people_of
from signals.forms.keys import KeyField
from signals.forms.moves import LONGEST_REASON
from signals.forms.numbers import CarefulForm
from signals.models import AgendaItem, Meeting
from signals.rules.reference import parse

_FURTHEST_AHEAD = timedelta(days=400)
_OFTEN_AT = "10.00"


class MeetingForm(CarefulForm):
    """`key` names the form: pressed twice, planned once."""

    key = KeyField()
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1, required=False)
    day = DayField(label=_("Which day?"))
    hour = HourField(label=_("What time?"))
    place = forms.CharField(
        label=_("Where?"),
        help_text=_("A room, or “online”. Write nothing of a signal here."),
        max_length=100,
        error_messages={
            "required": _("Fill in where it is."),
            "max_length": _("This is too long. Use at most 100 characters."),
        },
    )
    chair = forms.ChoiceField(label=_("Who is in the chair?"), error_messages={"required": _("Choose who is.")})
    members = forms.MultipleChoiceField(label=_("Who comes of the team?"), required=False, widget=Checkboxes)
    guests = forms.MultipleChoiceField(
        label=_("Contact persons"),
        help_text=_("They only see items that a privacy check opened to their department."),
        required=False,
        widget=Checkboxes,
    )

    def __init__(self, *args: Any, team: Team, meeting: Meeting | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.team, self.meeting = team, meeting
        self.by_key = {str(person.key): person for person in people_of(team)}
        guests = contact_persons_in(team.municipality)
        chairs = [(key, str(person)) for key, person in self.by_key.items()]
        self.fields["chair"].choices = [("", _("Choose somebody")), *chairs]  # type: ignore[attr-defined]
        self.fields["members"].choices = chairs  # type: ignore[attr-defined]
        outside = {person: names for person, names in guests.items() if str(person.key) not in self.by_key}
        self.fields["guests"].choices = [  # type: ignore[attr-defined]
            (str(person.key), f"{person} ({', '.join(names)})") for person, names in outside.items()
        ]
        self.by_key |= {str(person.key): person for person in outside}
        today = timezone.localdate()
        self.fields["day"].earliest, self.fields["day"].latest = today, today + _FURTHEST_AHEAD  # type: ignore[attr-defined]
        self.initial.update(self._standing() if meeting else {"hour": _OFTEN_AT, "members": [k for k, _n in chairs]})
        self.helper = FormHelper()
        self.helper.mark_optional = False
        self.helper.layout = self._layout()

    def _standing(self) -> dict[str, Any]:
        assert self.meeting is not None
        starts_at = timezone.localtime(self.meeting.starts_at)
        people = [str(person.key) for person in self.meeting.people.all()]
        return {
            "version": self.meeting.version,
            "day": starts_at.date(),
            "hour": starts_at.time(),
            "place": self.meeting.place,
            "chair": str(self.meeting.chair.key),
            "members": people,
            "guests": people,
        }

    def _layout(self) -> Layout:
        back = (
            reverse("signals:meeting", args=[self.meeting.reference]) if self.meeting else reverse("signals:meetings")
        )
        return Layout(
            "key",
            "version",
            Row("day", "hour"),
            "place",
            *self.numbers,
            "chair",
            "members",
            Disclosure(_("Ask contact persons of departments"), "guests", hint=_("For signals in the approach.")),
            Actions(
                Button(_("Keep this") if self.meeting else _("Plan this meeting")),
                LinkButton(_("Stop"), back, variant="subtle"),
            ),
        )

    def arrangement(self) -> Arrangement:
        """Only after is_valid()."""
        given = self.cleaned_data
        starts_at = timezone.make_aware(datetime.combine(given["day"], given["hour"]))
        people = [self.by_key[key] for key in dict.fromkeys([*given["members"], *given["guests"]])]
        return Arrangement(starts_at, given["place"], self.by_key[given["chair"]], people)


class AddForm(forms.Form):
    """A signal that does not come by itself, by its number."""

    signal = forms.CharField(
        label=_("Number of the signal"),
        max_length=20,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={
            "required": _("Fill in the number of a signal."),
            "max_length": _("This is no number of a signal."),
        },
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    do = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "id_add_%s"
        self.initial.update(version=meeting.version, do="add")
        self.helper = FormHelper()
        self.helper.mark_optional = False
        self.helper.form_action = reverse("signals:meeting_item", args=[meeting.reference])
        self.helper.layout = Layout("version", "do", "signal", Actions(Button(_("Add it"), variant="secondary")))

    def clean_signal(self) -> str:
        reference = parse(self.cleaned_data["signal"])
        if reference is None:
            raise forms.ValidationError(_("This is no number of a signal."), code="invalid")
        return reference


class DiscussForm(CarefulForm):
    """What was said, kept under the key of the signal. `version` is the one of the signal on the screen."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    key = KeyField()
    minutes = LongTextField(
        label=_("What was said?"),
        help_text=_("A few words. What was decided stands in the report by itself: then this may stay empty."),
        required=False,
        max_length=LONGEST_REASON,
        widget=LongText(rows=4),
        error_messages={"max_length": _("This is too long. Use at most 1,000 characters.")},
    )

    def __init__(self, data: Any = None, *, item: AgendaItem, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.item = item
        self.initial["version"] = item.signal.version
        self.helper = FormHelper()
        self.helper.mark_optional = False
        self.helper.form_action = reverse("signals:meeting_discuss", args=[item.meeting.reference, item.reference])
        done = Actions(Button(_("This is discussed")))
        self.helper.layout = Layout("version", "key", "minutes", *self.numbers, done)

    def clean_minutes(self) -> str:
        minutes: str = self.cleaned_data["minutes"]
        if not minutes and not is_decided(self.item):
            raise forms.ValidationError(_("Write in a few words what was said."), code="required")
        return minutes
