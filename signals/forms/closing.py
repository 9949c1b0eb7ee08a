"""How a signal goes on or ends: the short lane for what is no organised crime, a way of the protocol, an outcome."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

from django import forms
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hkin.nlds.layout import Disclosure, Reveal
from hkin.nlds.widgets import Radios
from network.models import Department
from signals.actions.assignment import addressed_each
from signals.actions.closing import Ending
from signals.actions.feedback import kept_until
from signals.deadlines import next_word_by
from signals.forms.improvements import ImprovementPart
from signals.forms.moves import MoveForm, feedback_field, reason_field
from signals.forms.sparing import SparingForm
from signals.models import Signal
from signals.protocols import follows_protocol, protocol_of
from signals.rules import feedback as prepared
from signals.rules.labels import OUTCOME_WORDS
from signals.rules.lifecycle import ACTED, Outcome, Verb
from signals.rules.protocol import Asks, Way

#: Outcomes as a person looks for them.
GROUPS: list[tuple[Promise, list[tuple[str, Promise]]]] = [
    (title, [(outcome.value, OUTCOME_WORDS[outcome]) for outcome in outcomes])
    for title, outcomes in (
        (_("Somebody acted"), ACTED),
        (
            _("Another organisation goes on"),
            [
                Outcome.TO_RIEC,
                Outcome.TO_POLICE,
                Outcome.TO_LABOUR_INSPECTORATE,
                Outcome.TO_CARE_AND_SAFETY,
                Outcome.NOT_MUNICIPAL,
                Outcome.NOT_OUR_TERRITORY,
            ],
        ),
        (
            _("We cannot go on"),
            [
                Outcome.NOT_CONCRETE,
                Outcome.TOO_OLD,
                Outcome.NO_HIT,
                Outcome.NOT_CONFIRMED,
                Outcome.NO_ACTION,
                Outcome.DUPLICATE,
                Outcome.FOR_THE_PICTURE,
            ],
        ),
    )
]

#: A team does not withdraw for the reporter; what is no organised crime has a screen of its own; and false or malicious
#: asks a second reader, which only the protocol does.
OFFERED = [
    outcome
    for outcome in Outcome
    if outcome not in {Outcome.WITHDRAWN, Outcome.NOT_ORGANISED_CRIME, Outcome.FALSE_OR_MALICIOUS}
]


def closed_in_words(signal: Signal) -> str:
    """Nobody reads that the reporter heard it of a part they do not know of."""
    if not signal.is_followed:
        return str(_("The signal is closed."))
    return str(_("The signal is closed and the reporter has word."))


class DestinationPart(MoveForm):
    """Whom it goes to may be a department of ours: whoever closes calls it, for nothing of the signal goes along."""

    departments: Sequence[Department] = ()

    def offer_departments(self) -> None:
        """Whom to call, as the directory names them: a list without some would name whom the reporter kept out."""
        self.departments = list(self.signal.municipality.departments.filter(is_active=True).select_related("fallback"))
        self.called = addressed_each(self.departments, kept_out=())

    def department_named(self, name: str) -> Department | None:
        return next((one for one in self.departments if one.name.casefold() == name.strip().casefold()), None)

    def people_of(self, department: Department) -> str:
        return " / ".join(", ".join(filter(None, [str(one), one.phone])) for one in self.called[department.pk].people)

    def closed_in_words(self, department: Department | None) -> str:
        """What is left to do: whom of that department to call."""
        if department is None:
            return closed_in_words(self.signal)
        people = self.people_of(department)
        left = (
            _("Now call %(people)s (%(department)s). HKIN sent them nothing of the signal.")
            if people
            else _("Nobody answers for %(department)s now, so nobody there heard it. Find out whom you can call.")
        )
        return f"{closed_in_words(self.signal)} {left % {'people': people, 'department': department.name}}"


class QuickForm(DestinationPart, ImprovementPart, SparingForm):
    """One screen: why, where it goes, and the word to the reporter."""

    sparing_with = ("reason", "must_change", "feedback")

    verb, url_name = Verb.CLOSE, "quick_close"
    title = _("No organised crime")
    button = _("Close and send")

    reason = reason_field(
        _("Why is it no organised crime?"), _("One line is enough. Only colleagues of this queue read it."), rows=2
    )
    goes = forms.ChoiceField(
        label=_("Where does it go?"),
        choices=[
            ("nowhere", _("Nowhere. We do nothing with it")),
            ("department", _("To a department of ours")),
            ("elsewhere", _("To another organisation")),
        ],
        widget=Radios(option_reveals={"department": "quick-department", "elsewhere": "quick-elsewhere"}),
        error_messages={"required": _("Choose where it goes.")},
    )
    department = forms.ChoiceField(
        label=_("Which department?"),
        help_text=_("HKIN sends nothing of the signal. You call them: they hear that you will."),
        required=False,
    )
    organisation = forms.CharField(
        label=_("Which organisation?"),
        required=False,
        max_length=100,
        error_messages={"max_length": _("This is too long. Use at most 100 characters.")},
    )
    feedback = feedback_field(rows=13, help_text=_("Change it as you like. Name nobody. We fill in where it goes."))

    def prepare(self) -> None:
        self.offer_departments()
        names = [(one.name, self._called(one)) for one in self.departments]
        self.fields["department"].choices = [("", _("Choose a department")), *names]  # type: ignore[attr-defined]
        kept = kept_until(self.signal, Outcome.NOT_ORGANISED_CRIME)
        self.initial["feedback"] = prepared.not_organised_crime(kept_until=kept)
        self.offer_improvement(self.signal, Outcome.NOT_ORGANISED_CRIME)

    def parts(self) -> list[Any]:
        return [
            "reason",
            "goes",
            Reveal("quick-department", "department"),
            Reveal("quick-elsewhere", "organisation"),
            "feedback",
            *self.asks_once(),
            *self.improvement_parts(),
        ]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("goes") == "department" and not given.get("department") and "department" not in self.errors:
            self.add_error("department", _("Choose a department."))
        if given.get("goes") == "elsewhere" and not given.get("organisation") and "organisation" not in self.errors:
            self.add_error("organisation", _("Fill in which organisation."))
        self.clean_improvement(given)
        return given

    def _called(self, department: Department) -> str:
        named = {"department": department.name, "people": self.people_of(department)}
        return str(_("%(department)s: %(people)s") if named["people"] else _("%(department)s: nobody to call")) % named

    def ending(self) -> Ending:
        given = self.cleaned_data
        goes_to = {"department": given["department"], "elsewhere": given["organisation"]}.get(given["goes"], "")
        return Ending(
            outcome=Outcome.NOT_ORGANISED_CRIME,
            reason=given["reason"],
            feedback=prepared.with_destination(given["feedback"], goes_to=goes_to),
            goes_to=goes_to,
            department=self.department_named(goes_to),
            improvement=self.improvement(),
        )


class CloseForm(MoveForm, ImprovementPart, SparingForm):
    """After the outcome was chosen: its reason, and its word to the reporter."""

    sparing_with = ("reason", "must_change", "feedback")

    verb, url_name = Verb.CLOSE, "close"
    title = _("Close")
    button = _("Close and send")

    outcome = forms.ChoiceField(choices=[(one.value, OUTCOME_WORDS[one]) for one in OFFERED], widget=forms.HiddenInput)
    reason = reason_field(
        _("What came of it?"),
        _("Only colleagues of this queue read it."),
        rows=4,
        missing=_("Write in a line what came of it."),
    )
    feedback = feedback_field(rows=11)

    def __init__(self, data: Any = None, *, chosen: Outcome, **kwargs: Any) -> None:
        self.chosen = chosen
        super().__init__(data, **kwargs)

    def made_again(self, signal: Signal) -> Self:
        return type(self)(self.data_for(signal), signal=signal, by=self.by, chosen=self.chosen)

    def prepare(self) -> None:
        kept = kept_until(self.signal, self.chosen)
        self.initial.update(outcome=self.chosen.value, feedback=prepared.closed(self.chosen, kept_until=kept))
        self.offer_improvement(self.signal, self.chosen)

    def parts(self) -> list[Any]:
        return ["outcome", "reason", *self.improvement_parts(), "feedback", *self.asks_once()]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        self.clean_improvement(given)
        return given

    def ending(self) -> Ending:
        given = self.cleaned_data
        outcome = Outcome(given["outcome"])
        return Ending(outcome, given["reason"], given["feedback"], improvement=self.improvement())


class WayForm(MoveForm, SparingForm):
    """One way out of a step of the protocol."""

    url_name = "go_on"

    def __init__(self, data: Any = None, *, way: Way, **kwargs: Any) -> None:
        self.way = way
        super().__init__(data, **kwargs)

    def fits(self) -> bool:
        signal = self.signal
        return follows_protocol(signal) and signal.is_open and signal.step == self.way.from_step

    def address(self) -> str:
        return reverse("signals:go_on", args=[self.signal.reference, self.way.code])

    def made_again(self, signal: Signal) -> Self:
        return type(self)(self.data_for(signal), signal=signal, by=self.by, way=self.way)


class OnwardForm(WayForm):
    """To another step: a reason, and a word to the reporter for whom sending it is not too early."""

    verb = Verb.DECIDE
    title = _("To the next step")
    button = _("Go on")
    sparing_with = ("reason", "feedback")

    reason = reason_field(_("Why does it go on?"), _("Only colleagues of this queue read it."), rows=3)
    feedback = feedback_field(rows=7)

    def prepare(self) -> None:
        next_word_on = next_word_by(self.signal.municipality)
        self.initial["feedback"] = prepared.gone_on(protocol_of(self.signal), self.way, next_word_on=next_word_on)

    def parts(self) -> list[Any]:
        word: Any = "feedback"
        if self.signal.is_followed:
            word = Disclosure(_("The reporter gets a message"), word, hint=_("Read it or change it first."))
        return ["reason", word, *self.asks_once()]


class EndForm(WayForm, DestinationPart, ImprovementPart):
    """To an end: what the way asks, and the word to the reporter."""

    sparing_with = ("reason", "lesson", "must_change", "feedback")

    verb = Verb.CLOSE
    title = _("Close")
    button = _("Close and send")

    reason = reason_field(
        _("What came of it?"),
        _("Only colleagues of this queue read it."),
        rows=4,
        missing=_("Write in a line what came of it."),
    )
    goes_to = forms.CharField(
        label=_("Whom do we pass it on to?"),
        help_text=_(
            "Name an organisation or a municipality, no person. "
            "Is it a department of ours? You call it yourself, and it hears that you will."
        ),
        max_length=100,
        error_messages={
            "required": _("Fill in whom it goes to."),
            "max_length": _("This is too long. Use at most 100 characters."),
        },
    )
    lesson = reason_field(
        _("What do we learn from it?"),
        _("What worked, and what do we do otherwise next time? Name nobody."),
        missing=_("Write in a few words what we learn from it."),
    )
    feedback = feedback_field(rows=11)

    def prepare(self) -> None:
        if self.way.asks is Asks.DESTINATION:
            self.offer_departments()
        else:
            del self.fields["goes_to"]
        if self.way.asks is not Asks.RESULT:
            del self.fields["lesson"]
        outcome = Outcome(self.way.ends)
        self.offer_improvement(self.signal, outcome)
        kept = kept_until(self.signal, outcome)
        self.initial["feedback"] = prepared.closed(outcome, kept_until=kept)

    def parts(self) -> list[Any]:
        asked = [name for name in ("reason", "goes_to", "lesson") if name in self.fields]
        return [*asked, *self.improvement_parts(), "feedback", *self.asks_once()]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        self.clean_improvement(given)
        return given

    def ending(self) -> Ending:
        given = self.cleaned_data
        return Ending(
            outcome=Outcome(self.way.ends),
            reason=given["reason"],
            feedback=given["feedback"],
            goes_to=given.get("goes_to", ""),
            department=self.department_named(given.get("goes_to", "")),
            lesson=given.get("lesson", ""),
            way=self.way.code,
            improvement=self.improvement(),
        )
