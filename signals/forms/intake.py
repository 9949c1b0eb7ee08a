"""The forms with which the team takes a signal up: one small form a move."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hkin.nlds.layout import Disclosure, Fragment
from hkin.nlds.widgets import Chips, Radios
from network.choices import themes_of
from network.models import Theme, User
from signals.actions.intake import colleagues_of, taken_up_text
from signals.actions.working import has_claim
from signals.forms.moves import MoveForm, feedback_field, reason_field, word_field
from signals.forms.sparing import SparingForm
from signals.rules.labels import ROUTE_WORDS, URGENCY_WORDS
from signals.rules.lifecycle import Route, Status, Urgency, Verb

LONGEST_HEADLINE = 100


class ClaimForm(MoveForm, SparingForm):
    """Taking up tells the reporter; only the first time."""

    verb, url_name = Verb.CLAIM, "claim"
    title = _("Take up")
    button = _("I take this up")
    sparing_with = ("feedback",)

    feedback = feedback_field(rows=9)

    def prepare(self) -> None:
        self.initial["feedback"] = taken_up_text(self.signal)
        if self.signal.status != Status.RECEIVED or not self.signal.is_followed:
            del self.fields["feedback"]

    def parts(self) -> list[Any]:
        if "feedback" not in self.fields:
            return []
        word = Disclosure(_("The reporter gets a message"), "feedback", hint=_("Read it or change it first."))
        return [word, *self.asks_once()]


class SeenForm(MoveForm):
    """Only a press: an urgent signal needs a human who has seen it."""

    verb, url_name = Verb.MARK_SEEN, "mark_seen"
    title = _("I have seen it")
    button = _("I have seen it")


class TakeOverForm(MoveForm):
    verb, url_name = Verb.TAKE_OVER, "take_over"
    title = _("Take it over")
    hint = _("It becomes yours. Your colleague hears it.")
    button = _("Take it over")

    reason = reason_field(_("Why do you take it over?"))

    def fits(self) -> bool:
        return self.signal.owner_id is not None and not has_claim(self.signal, self.by)


class PassOnForm(MoveForm):
    verb, url_name = Verb.PASS_ON, "pass_on"
    title = _("Pass it on to a colleague")
    hint = _("Of this queue. Your colleague hears it.")
    button = _("Pass it on")

    to = forms.ChoiceField(label=_("To whom?"), error_messages={"required": _("Choose a colleague.")})
    reason = reason_field(_("What should your colleague know?"))

    def prepare(self) -> None:
        self.colleagues = {str(one.pk): one for one in colleagues_of(self.signal) if one != self.by}
        choices = [("", _("Choose a colleague")), *((pk, str(one)) for pk, one in self.colleagues.items())]
        self.fields["to"].choices = choices  # type: ignore[attr-defined]

    def clean_to(self) -> User:
        return self.colleagues[self.cleaned_data["to"]]


class StepAsideForm(MoveForm):
    verb, url_name = Verb.STEP_ASIDE, "step_aside"
    title = _("I know this person or address")
    hint = _("Then somebody else handles it.")
    button = _("I know this, take it away from me")

    def parts(self) -> list[Any]:
        return [Fragment("signals/intake/_step_aside.html")]


class NoteForm(MoveForm):
    verb, url_name = Verb.NOTE, "note"
    title = _("Write a note")
    hint = _("Only for colleagues of this queue.")
    button = _("Save note")

    text = word_field(_("Note"), rows=4)


class HeadlineForm(MoveForm):
    verb, url_name = Verb.WRITE_HEADLINE, "headline"
    title = _("Headline")
    hint = _("Colleagues see it in the list. Write no names.")
    button = _("Save headline")
    never_with = ("headline",)

    headline = forms.CharField(
        label=_("Headline"),
        help_text=_("At most ten words: what happens where. Write no names and no numbers of people."),
        max_length=LONGEST_HEADLINE,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={
            "required": _("Write a headline."),
            "max_length": _("This is too long. Use at most 100 characters."),
        },
    )

    def clean_headline(self) -> str:
        return " ".join(str(self.cleaned_data["headline"]).split())


class UrgencyForm(MoveForm):
    verb, url_name = Verb.SET_URGENCY, "urgency"
    title = _("Urgency")
    button = _("Change urgency")

    urgency = forms.ChoiceField(
        label=_("When must somebody decide?"),
        choices=list(URGENCY_WORDS.items()),
        widget=Chips,
        error_messages={"required": _("Choose when somebody must decide.")},
    )
    reason = reason_field(_("Why?"))

    def prepare(self) -> None:
        self.initial["urgency"] = self.signal.urgency

    def clean_urgency(self) -> Urgency:
        return Urgency(self.cleaned_data["urgency"])


class ThemeForm(MoveForm):
    verb, url_name = Verb.SET_THEME, "theme"
    title = _("Theme")
    hint = _("The directory then proposes another department. You decide.")
    button = _("Change theme")

    theme: forms.ModelChoiceField[Theme] = forms.ModelChoiceField(
        label=_("Theme"),
        queryset=None,
        to_field_name="code",
        empty_label=_("Choose a theme"),
        error_messages={"required": _("Choose a theme."), "invalid_choice": _("Choose a theme of the list.")},
    )
    reason = reason_field(_("Why?"))

    def prepare(self) -> None:
        self.fields["theme"].queryset = themes_of(self.signal.municipality)  # type: ignore[attr-defined]
        self.initial["theme"] = self.signal.theme.code if self.signal.theme else None


class RouteForm(MoveForm):
    verb, url_name = Verb.CONFIRM_ROUTE, "route"
    title = _("To another queue")
    hint = _("Other colleagues read it then. Perhaps you no longer do.")
    button = _("Move it")

    route = forms.ChoiceField(
        label=_("Who should read this?"), widget=Radios, error_messages={"required": _("Choose who should read this.")}
    )
    reason = reason_field(_("Why?"))

    def prepare(self) -> None:
        others = [(route, words) for route, words in ROUTE_WORDS.items() if route != self.signal.route]
        self.fields["route"].choices = others  # type: ignore[attr-defined]

    def fits(self) -> bool:
        return self.signal.route != Route.RESTRICTED

    def clean_route(self) -> Route:
        return Route(self.cleaned_data["route"])


class RegimeForm(MoveForm):
    verb, url_name = Verb.DECIDE_REGIME, "regime"
    title = _("May the team see this?")
    button = _("Save decision")

    allowed = forms.ChoiceField(
        label=_("May the team see this?"),
        choices=[("yes", _("Yes, the team may see it")), ("no", _("No, it stays with us"))],
        widget=Radios(
            option_help={
                "yes": _("It goes to the queue it would have gone to."),
                "no": _("Only coordinator and privacy officer see it."),
            }
        ),
        error_messages={"required": _("Choose yes or no.")},
    )
    reason = reason_field(_("On which ground?"))

    def fits(self) -> bool:
        return self.signal.route == Route.RESTRICTED

    def clean_allowed(self) -> bool:
        return bool(self.cleaned_data["allowed"] == "yes")


#: The forms beside a signal, in the order of the page.
ADJUSTING: tuple[type[MoveForm], ...] = (HeadlineForm, UrgencyForm, ThemeForm)
PASSING: tuple[type[MoveForm], ...] = (PassOnForm, TakeOverForm, RouteForm, StepAsideForm)
