"""The terms of a municipality, each with what it does and what is usual."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from hkin.nlds.layout import Actions, Button, FormHelper, Section
from network.models import Municipality, User
from signals.actions.deadlines import set_deadlines
from signals.deadlines import deadlines_of
from signals.rules.deadline_names import DEADLINE_NAMES
from signals.rules.deadlines import TERMS, Deadline, Unit

Text = str | Promise

HELP: dict[Deadline, Text] = {
    Deadline.READ: gettext_lazy("The day on the receipt. Urgent signals are read on the first reading day."),
    Deadline.WORD: gettext_lazy("The second day on the receipt. When nobody writes by then, HKIN does."),
    Deadline.SILENCE: gettext_lazy("When nobody writes by then, HKIN says that there is no news yet."),
    Deadline.THIS_WEEK: gettext_lazy("The day in the queue. One reading day before, the owner is reminded."),
    Deadline.NEXT_MEETING: gettext_lazy("The day in the queue. One reading day before, the owner is reminded."),
    Deadline.SEEN_NOW: gettext_lazy("First the readers again, then the coordinators, then the manager."),
    Deadline.SEEN_TODAY: gettext_lazy("First the readers again, then the coordinators, then the manager."),
    Deadline.CLAIM: gettext_lazy("After that it goes back to the queue by itself."),
    Deadline.UNOPENED: gettext_lazy("Only while something waits there."),
    Deadline.DEPARTMENT_ANSWER: gettext_lazy("The day that stands in a question; the team can change it each time."),
    Deadline.CHECK: gettext_lazy("After that the privacy officer is reminded. The team waits for the answer."),
    Deadline.SOURCE_ANSWER: gettext_lazy("After that the source holder is reminded. The team waits for the answer."),
    Deadline.SCORES: gettext_lazy("Or until the next meeting of the team, when that comes first."),
    Deadline.REPORTER_ANSWER: gettext_lazy("After that the team goes on with what it knows."),
}
GROUPS: Sequence[tuple[Text, Sequence[Deadline]]] = (
    (gettext_lazy("What reporters are promised"), (Deadline.READ, Deadline.WORD, Deadline.SILENCE)),
    (
        gettext_lazy("What the team does"),
        (
            Deadline.THIS_WEEK,
            Deadline.NEXT_MEETING,
            Deadline.SEEN_NOW,
            Deadline.SEEN_TODAY,
            Deadline.CLAIM,
            Deadline.UNOPENED,
            Deadline.SCORES,
        ),
    ),
    (
        gettext_lazy("What others get"),
        (Deadline.CHECK, Deadline.SOURCE_ANSWER, Deadline.DEPARTMENT_ANSWER, Deadline.REPORTER_ANSWER),
    ),
)
_COUNTED = {
    Unit.READING_DAYS: ngettext_lazy("%(count)s reading day", "%(count)s reading days", "count"),
    Unit.READING_HOURS: ngettext_lazy("%(count)s hour of reading time", "%(count)s hours of reading time", "count"),
    Unit.DAYS: ngettext_lazy("%(count)s day", "%(count)s days", "count"),
}
_IN = {
    Unit.READING_DAYS: gettext_lazy("in reading days"),
    Unit.READING_HOURS: gettext_lazy("in hours of reading time"),
    Unit.DAYS: gettext_lazy("in days"),
}


class DeadlinesForm(forms.Form):
    def __init__(self, *args: Any, by: User, municipality: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.municipality = by, municipality
        standing = deadlines_of(municipality)
        for deadline in Deadline:
            self.fields[deadline.value] = _field(deadline)
            self.initial[deadline.value] = standing[deadline]
        self.helper = FormHelper(self)
        self.helper.mark_optional = False
        self.helper.layout = Layout(
            *(Section(title, *(one.value for one in group)) for title, group in GROUPS),
            Actions(Button(_("Keep these terms"))),
        )

    def keep(self) -> None:
        """Only after is_valid(). What was left empty is the usual again."""
        amounts = {one: self.cleaned_data[one.value] or TERMS[one].default for one in Deadline}
        set_deadlines(by=self.by, municipality=self.municipality, amounts=amounts)


def _field(deadline: Deadline) -> forms.IntegerField:
    term = TERMS[deadline]
    words = {"least": term.least, "most": term.most}
    wrong = _("Fill in a number from %(least)s to %(most)s.") % words
    usual = _("Usual: %(term)s.") % {"term": in_words(term.default, term.unit)}
    return forms.IntegerField(
        label=f"{DEADLINE_NAMES[deadline]} ({_IN[term.unit]})",
        help_text=f"{HELP[deadline]} {usual}",
        required=False,
        min_value=term.least,
        max_value=term.most,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "maxlength": 3}),
        error_messages={"invalid": wrong, "min_value": wrong, "max_value": wrong},
    )


def in_words(amount: int, unit: Unit) -> str:
    return str(_COUNTED[unit] % {"count": amount})
