"""A cell of the matrix is filled in; the matrix and its history are narrowed, or shown as they stood on a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from hkin.nlds.fields import DayField
from hkin.nlds.layout import Actions, Button, Disclosure, FilterHelper, FormHelper, Fragment, Reveal
from hkin.nlds.widgets import Checkboxes, Chips
from network.actions.matrix import change_cell
from network.actions.refusals import Incomplete, WrongDays
from network.cell_page import Place
from network.matrix import Content
from network.matrix_page import LEVEL_SLUGS
from network.models import Department, Organisation, Power, Responsibility, Theme, User
from network.models.matrix import Part

FURTHEST_AHEAD = timedelta(days=5 * 365)
NOTHING = "none"
Choices = list[tuple[str, Any]]


class Numbers(forms.TypedMultipleChoiceField):
    """Rows that are ticked, as their numbers."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(coerce=int, required=False, widget=Checkboxes, **kwargs)


class CellForm(forms.Form):
    """What a department does for a theme at one level, from a day on. `seen` is the row that the page showed."""

    part = forms.ChoiceField(
        label=_("What does this department do?"),
        widget=Chips,
        error_messages={"required": _("Choose what this department does.")},
    )
    powers = Numbers(label=_("With which powers?"))
    partners = Numbers(label=_("With which partners?"), help_text=_("Outside the municipality."))
    from_on = DayField(
        label=_("From which day?"),
        error_messages={"early": _("This day has been. What was, stays as it was: choose today or later.")},
    )
    review_on = DayField(label=_("When do you look again?"), required=False)
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("For example: decision of 3 November. Write nothing of a signal here."),
        required=False,
        max_length=300,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"max_length": _("Use at most 300 characters.")},
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    leads = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)  # who was said to lead

    def __init__(
        self,
        data: Any = None,
        *,
        by: User,
        place: Place,
        row: Responsibility | None,
        leads: Sequence[Responsibility] = (),
        address: str = "",
        in_place: bool = False,
    ) -> None:
        super().__init__(data, initial=_initial(row) | {"leads": named(leads)})
        self.by, self.place = by, place
        self._offer("part", [*((each.value, capfirst(str(each.label))) for each in Part), (NOTHING, _("Nothing"))])
        self._offer("powers", _numbered(_powers(place, row)))
        self._offer("partners", _numbered(_partners(place, row)))
        self.fields["part"].widget.option_reveals = {Part.LEAD.value: "nu-trekker"}
        today = timezone.localdate()
        for name in ("from_on", "review_on"):
            day = self.fields[name]
            assert isinstance(day, DayField)
            day.earliest, day.latest = today, today + FURTHEST_AHEAD
        self.helper = FormHelper(self)
        self.helper.form_action = address
        if in_place:
            self.helper.attrs |= {"hx-post": address, "hx-target": "#cel", "hx-swap": "innerHTML"}
        self.helper.layout = Layout(
            "seen",
            "leads",
            "part",
            Reveal("nu-trekker", Fragment("network/matrix/_lead_now.html", leads=leads, today=today)),
            *(name for name in ("powers", "partners") if name in self.fields),
            "from_on",
            Disclosure(_("Reason and day to look again"), "reason", "review_on", hint=_("Not needed, but it helps.")),
            Actions(Button(_("Save"))),
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, again = given.get("from_on"), given.get("review_on")
        if first and again and again <= first:
            self.add_error("review_on", _("Choose a day after the first day."))
        return given

    def content(self) -> Content | None:
        given = self.cleaned_data
        if given["part"] == NOTHING:
            return None
        powers, partners = given.get("powers") or (), given.get("partners") or ()
        return Content(Part(given["part"]), tuple(powers), tuple(partners), given["review_on"])

    def save(self) -> bool:
        """Only after is_valid(). Raises CellChanged or LeadChanged when somebody was first."""
        given = self.cleaned_data
        try:
            change_cell(
                by=self.by,
                municipality=self.place.municipality,
                cell=self.place.cell,
                content=self.content(),
                seen=given["seen"],
                from_on=given["from_on"],
                reason=given["reason"],
                leads_seen=[int(number) for number in given["leads"].split(",") if number.isdecimal()],
            )
        except WrongDays:
            self.add_error("from_on", self.fields["from_on"].error_messages["early"])
        except Incomplete:
            self.add_error(None, _("Something of this cell is not in use any more. Open the cell again."))
        return not self.errors

    def _offer(self, name: str, choices: Choices) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
        if not choices:
            del self.fields[name]


def named(leads: Sequence[Responsibility]) -> str:
    """Who was said to lead the theme, as it travels with the form."""
    return ",".join(str(lead.pk) for lead in leads)


def _initial(row: Responsibility | None) -> dict[str, Any]:
    today = timezone.localdate()
    if row is None:
        return {"from_on": today, "part": NOTHING}
    return {
        "part": row.part,
        "powers": row.powers,
        "partners": row.partners,
        "from_on": today,
        "review_on": row.review_on,
        "seen": row.pk,
    }


def _powers(place: Place, row: Responsibility | None) -> Iterable[Power]:
    """What the theme has, with what stands in the cell already although it is retired."""
    here = place.theme.powers.filter(Q(municipality=None) | Q(municipality=place.municipality))
    return here.filter(Q(is_active=True) | Q(pk__in=row.powers if row else []))


def _partners(place: Place, row: Responsibility | None) -> Iterable[Organisation]:
    return place.municipality.organisations.filter(Q(is_active=True) | Q(pk__in=row.partners if row else []))


def _numbered(rows: Iterable[Power] | Iterable[Organisation]) -> Choices:
    return [(str(row.pk), str(row)) for row in rows]


# ---- looking -------------------------------------------------------------------------------------
class MatrixFilter(forms.Form):
    """Empty choices leave the address; the names are those people see."""

    thema = forms.ChoiceField(label=_("Theme"), required=False)
    cluster = forms.ChoiceField(label=_("Cluster"), required=False)
    niveau = forms.ChoiceField(
        choices=[("", ""), *((slug, slug) for slug in LEVEL_SLUGS)], required=False, widget=forms.HiddenInput
    )
    gemeente = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, themes: Sequence[Theme], clusters: Sequence[str]) -> None:
        super().__init__(data)
        _offer_themes(self, themes, _("All themes"))
        where = self.fields["cluster"]
        assert isinstance(where, forms.ChoiceField)
        where.choices = [("", _("All clusters")), *((name, name) for name in clusters)]
        if len(clusters) < 2:
            del self.fields["cluster"]
        _finish(self, Button(_("Show"), variant="secondary"))


class HistoryFilter(forms.Form):
    thema = forms.ChoiceField(label=_("Theme"), required=False)
    afdeling = forms.ChoiceField(label=_("Department"), required=False)
    gemeente = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, themes: Iterable[Theme], departments: Iterable[Department]) -> None:
        super().__init__(data)
        _offer_themes(self, themes, _("All themes"))
        where = self.fields["afdeling"]
        assert isinstance(where, forms.ChoiceField)
        where.choices = [("", _("All departments")), *((each.code, each.name) for each in departments)]
        _finish(self, Button(_("Show"), variant="secondary"))


class DayFilter(forms.Form):
    """Which day, and of which theme the lead is asked."""

    dag = DayField(label=_("On which day?"))
    thema = forms.ChoiceField(label=_("Who led this theme?"), required=False)
    gemeente = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, themes: Iterable[Theme]) -> None:
        super().__init__(data, initial={"dag": timezone.localdate()})
        day = self.fields["dag"]
        assert isinstance(day, DayField)
        day.earliest, day.latest = date(2000, 1, 1), timezone.localdate() + FURTHEST_AHEAD
        _offer_themes(self, themes, _("No theme"))
        _finish(self, Button(_("Show"), variant="secondary"))


def _offer_themes(form: forms.Form, themes: Iterable[Theme], none: str | Promise) -> None:
    field = form.fields["thema"]
    assert isinstance(field, forms.ChoiceField)
    field.choices = [("", none), *((theme.code, theme.name) for theme in themes)]


def _finish(form: Any, button: Button) -> None:
    form.helper = FilterHelper(form)
    form.helper.layout = Layout(*form.fields, Actions(button))
