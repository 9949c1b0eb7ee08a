"""A set of changes is described, a cell is chosen and changed in it, and somebody decides."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from hkin.nlds.fields import DayField, LongTextField
from hkin.nlds.layout import Actions, Button, FormHelper, LinkButton, Text
from hkin.nlds.widgets import Checkboxes, LongText, Radios
from network.change_set_page import CellToChange, Chosen, departments_offered, themes_offered
from network.change_sets import Decision
from network.matrix import Content
from network.models import Department, Municipality, Theme
from network.models.matrix import Part
from network.rules.levels import LEVEL_NAMES, Level

FURTHEST_AHEAD = timedelta(days=5 * 365)
NOTHING = "none"
_PART_HELP = {
    Part.LEAD: _("Answers for it. Whoever leads now goes on as executor, unless this set says otherwise."),
    Part.EXECUTOR: _("Does a part of the work."),
    Part.ADVISER: _("Gives advice when asked."),
    Part.INFORMED: _("Hears what happens."),
}


class SetForm(forms.Form):
    """What it is about, and from which day it would hold."""

    municipality = forms.ChoiceField(label=_("Municipality"))
    title = forms.CharField(
        label=_("What do you propose?"),
        help_text=_("In a few words, for example: Licences leads horeca."),
        max_length=100,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={
            "required": _("Write in a few words what you propose."),
            "max_length": _("Use at most 100 characters."),
        },
    )
    why = LongTextField(
        label=_("Why?"),
        help_text=_("Who decides reads this. Write nothing of a signal here."),
        required=False,
        max_length=500,
        widget=LongText(rows=3),
        error_messages={"max_length": _("This is too long. Use at most 500 characters.")},
    )
    from_on = DayField(
        label=_("From which day?"),
        help_text=_("Is that day over when somebody decides? Then it holds from the day of the decision."),
    )

    def __init__(self, *args: Any, places: Sequence[Municipality], button: Text, back: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {place.slug: place for place in places}
        where, day = self.fields["municipality"], self.fields["from_on"]
        assert isinstance(where, forms.ChoiceField)
        assert isinstance(day, DayField)
        where.choices = [(place.slug, place.name) for place in places]
        if len(places) == 1:
            del self.fields["municipality"]
        day.earliest, day.latest = timezone.localdate(), timezone.localdate() + FURTHEST_AHEAD
        self.helper = FormHelper(self)
        self.helper.layout = Layout(
            *self.fields, Actions(Button(button), LinkButton(_("Stop"), back, variant="subtle"))
        )

    @property
    def place(self) -> Municipality:
        slug = self.cleaned_data.get("municipality") or next(iter(self.places))
        return self.places[slug]


class CellChoice(forms.Form):
    """Which cell. Sent as an address, for nothing changes yet."""

    thema: forms.ModelChoiceField[Theme] = forms.ModelChoiceField(
        label=_("Theme"), queryset=None, to_field_name="code", error_messages={"required": _("Choose a theme.")}
    )
    afdeling: forms.ModelChoiceField[Department] = forms.ModelChoiceField(
        label=_("Department"),
        queryset=None,
        to_field_name="code",
        error_messages={"required": _("Choose a department.")},
    )
    niveau = forms.ChoiceField(
        label=_("Level"),
        choices=[(level.value, capfirst(str(LEVEL_NAMES[level]))) for level in Level],
        initial=Level.TACTICAL.value,
        help_text=_("Who leads mostly does so at the tactical level."),
    )

    def __init__(self, *args: Any, municipality: Municipality, action: str, back: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["thema"].queryset = themes_offered(municipality)  # type: ignore[attr-defined]
        self.fields["afdeling"].queryset = departments_offered(municipality)  # type: ignore[attr-defined]
        level = self.fields["niveau"]
        assert isinstance(level, forms.ChoiceField)
        level.choices = [(one.value, capfirst(str(LEVEL_NAMES[one]))) for one in Level]
        self.helper = FormHelper(self)
        self.helper.form_method = "get"
        self.helper.form_action = action
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            *self.fields, Actions(Button(_("Next")), LinkButton(_("Stop"), back, variant="subtle"))
        )

    @property
    def chosen(self) -> Chosen:
        given = self.cleaned_data
        return Chosen(given["thema"], given["afdeling"], Level(given["niveau"]))


class ChangeForm(forms.Form):
    """What would stand in the cell. `seen` is the row that the page showed."""

    part = forms.ChoiceField(
        label=_("What does the department do?"),
        widget=Radios,
        error_messages={"required": _("Choose what the department does.")},
    )
    powers = forms.TypedMultipleChoiceField(
        label=_("Which powers does it use?"), required=False, coerce=int, widget=Checkboxes
    )
    review_on = DayField(label=_("When do we look at it again?"), required=False)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, target: CellToChange, back: str, **kwargs: Any) -> None:
        shown = target.proposed
        kwargs.setdefault("initial", {})
        kwargs["initial"] |= {
            "part": shown.part if shown else NOTHING,
            "powers": list(shown.powers) if shown else [],
            "review_on": shown.review_on if shown else None,
            "seen": target.seen,
        }
        super().__init__(*args, **kwargs)
        self.target = target
        part, powers, day = self.fields["part"], self.fields["powers"], self.fields["review_on"]
        assert isinstance(part, forms.ChoiceField)
        assert isinstance(powers, forms.TypedMultipleChoiceField)
        assert isinstance(day, DayField)
        part.choices = [*((one.value, capfirst(str(one.label))) for one in Part), (NOTHING, _("Nothing (any more)"))]
        part.widget.option_help = {one.value: text for one, text in _PART_HELP.items()}
        powers.choices = [(power.pk, power.name) for power in target.powers]
        day.earliest, day.latest = timezone.localdate(), timezone.localdate() + FURTHEST_AHEAD
        if not powers.choices:
            del self.fields["powers"]
        self.helper = FormHelper(self)
        self.helper.layout = Layout(
            *self.fields, Actions(Button(_("Put it in the proposal")), LinkButton(_("Stop"), back, variant="subtle"))
        )

    @property
    def content(self) -> Content | None:
        """Partners stay as they stand: they are changed in the matrix."""
        given = self.cleaned_data
        if given["part"] == NOTHING:
            return None
        partners = self.target.proposed.partners if self.target.proposed else ()
        return Content(Part(given["part"]), tuple(given.get("powers", ())), partners, given["review_on"])


class DecideForm(forms.Form):
    """Take it over, or not. `seen` is the stamp of what the page showed."""

    decision = forms.ChoiceField(
        label=_("Do you adopt it?"),
        widget=Radios,
        error_messages={"required": _("Choose yes or no.")},
    )
    answer = LongTextField(
        label=_("What do you say with it?"),
        help_text=_("Who proposed it reads this. Needed when you say no."),
        required=False,
        max_length=300,
        widget=LongText(rows=3),
        error_messages={"max_length": _("Use at most 300 characters.")},
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, decision: Decision, stamp: str, action: str) -> None:
        super().__init__(data, initial={"seen": stamp})
        self.is_alone = decision.is_alone
        field = self.fields["decision"]
        assert isinstance(field, forms.ChoiceField)
        choices = [("adopt", _("Yes, adopt it as a whole")), ("refuse", _("No, not like this"))]
        field.choices = choices if decision.may_refuse else choices[:1]
        if decision.is_alone:
            self.fields["answer"].help_text = _("Nobody else can adopt here. Write why you decide about your own set.")
        self.helper = FormHelper(self)
        self.helper.mark_optional = False
        self.helper.form_action = action
        self.helper.layout = Layout("decision", "answer", "seen", Actions(Button(_("Send"))))

    @property
    def refuses(self) -> bool:
        return bool(self.cleaned_data.get("decision") == "refuse")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        needs_reason = self.refuses or self.is_alone
        if needs_reason and not given.get("answer") and "answer" not in self.errors:
            self.add_error("answer", _("Write in a few words why."))
        return given
