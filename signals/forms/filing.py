"""The filing form: four answers, a choice about the name, and everything else closed until asked for."""

from __future__ import annotations

from functools import cache, partial
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from hkin.nlds.fields import DayField, LongTextField, ManyFilesField
from hkin.nlds.periods import Period
from hkin.nlds.widgets import Checkboxes, Chips, Radios
from network.choices import (
    colleagues_of,
    find_colleagues,
    integrity_receivers,
    offered_indicators,
    themes_of,
)
from network.models import Indicator, Municipality, Theme, User
from network.models.place import Regime
from signals.actions.filing import Caller, Filing
from signals.desk import Desk
from signals.forms.filing_layout import helper_of, said
from signals.forms.numbers import number_field, question_about
from signals.forms.sparing import asked_field, is_it_needed
from signals.forms.subjects import SubjectRows
from signals.rules.moments import WHEN_WORDS, MomentError, Precision, Seen, When, read_moment
from signals.rules.numbers import Said, applied, numbers_in
from signals.rules.safety import Observed, PlaceKind, RegimeAnswer, Safety
from signals.rules.sensitive_words import sensitive_words

INDICATORS_AT_MOST = 20
EXCLUDED_AT_MOST = 10

SAFETY_WORDS = {
    Safety.DANGER: _("There is danger now"),
    Safety.VICTIM: _("There may be a victim or a minor"),
    Safety.CONDUCT: _("It is about a colleague or an administrator"),
    Safety.STAFF_THREAT: _("I or a colleague am threatened"),
    Safety.NONE: _("None of these"),
}
OBSERVED_WORDS = {
    Observed.SEEN: _("Seen"),
    Observed.HEARD: _("Heard"),
    Observed.READ: _("Read"),
    Observed.FELT: _("Felt"),
}
SOURCE_WORDS = {
    "own_work": _("My own work"),
    "citizen": _("A resident"),
    "partner": _("Another organisation"),
    "anonymous_line": _("Meld Misdaad Anoniem"),
    "media": _("The media"),
}
REGIME_QUESTIONS = {
    Regime.INVESTIGATION: _("Did you see this as an investigating officer?"),
    Regime.CARE: _("Did you see this in a care contact?"),
}
_WHEN_OFFERED = [When.TODAY, When.YESTERDAY, When.THIS_WEEK, When.LONGER_AGO, When.REPEATED, When.UNKNOWN]
_ONE_OF_WHICH_IS_NEEDED = ("place", "place_kind", "receiver")
_EXPLAINED = (Safety.VICTIM, Safety.CONDUCT, Safety.STAFF_THREAT)
_CHECKED_TEXTS = ("text", "place", "done_already")


class FilingForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    text = LongTextField(
        label=_("What is not right?"),
        help_text=_("A feeling is enough. Write what you saw, heard or read yourself."),
        min_length=20,
        max_length=2000,
        error_messages={
            "required": _("Write in a few words what is not right."),
            "min_length": _("Write a little more: at least 20 characters."),
            "max_length": _("Your text is too long. Shorten it to 2,000 characters."),
        },
    )
    place = forms.CharField(
        label=_("Where is it?"),
        help_text=_("One line is enough: a street, a number, a place, or words like “behind the sports hall”."),
        required=False,
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"max_length": _("This line is too long. Use at most 200 characters.")},
    )
    place_kind = forms.ChoiceField(
        label=_("No place?"),
        choices=[(PlaceKind.UNKNOWN, _("I don't know")), (PlaceKind.ONLINE, _("Online"))],
        widget=Chips,
        required=False,
    )
    when = forms.ChoiceField(
        label=_("When was it?"),
        choices=[(when, WHEN_WORDS[when]) for when in _WHEN_OFFERED],
        initial=When.TODAY,
        widget=Chips(option_reveals={When.LONGER_AGO: "when-day", When.REPEATED: "when-day"}),
        error_messages={"required": _("Choose when it was. About is good enough.")},
    )
    day = DayField(
        label=_("Since when, or on which day?"),
        help_text=_("Only a month and a year is fine too."),
        approximate=True,
        required=False,
    )
    safety = forms.ChoiceField(
        label=_("Is one of these the case?"),
        error_messages={"required": _("Choose one of the five answers. None is an answer too.")},
    )
    receiver = forms.ChoiceField(label=_("Who may read this?"), required=False, widget=Radios)
    shield = forms.ChoiceField(label=_("Who may see your name?"), initial="name", widget=Radios)

    theme: forms.ModelChoiceField[Theme] = forms.ModelChoiceField(
        label=_("What does it look like?"),
        queryset=None,
        required=False,
        empty_label=_("I don't know, and that is fine"),
    )
    indicators = forms.MultipleChoiceField(label=_("Do you recognise this?"), required=False, widget=Checkboxes)
    indicator_words = forms.CharField(label=_("Find something else to recognise"), required=False, max_length=60)
    observed = forms.ChoiceField(
        label=_("How do you know?"), choices=list(OBSERVED_WORDS.items()), required=False, widget=Chips
    )
    source = forms.ChoiceField(
        label=_("Where does it come from?"),
        choices=list(SOURCE_WORDS.items()),
        initial="own_work",
        required=False,
        widget=Chips,
    )
    done_already = LongTextField(
        label=_("What did you do already?"),
        required=False,
        max_length=1000,
        error_messages={"max_length": _("This text is too long. Shorten it to 1,000 characters.")},
    )
    ask_by = forms.CharField(
        label=_("How may we ask you something?"),
        help_text=_("For example: call me on Tuesday. Without an answer we ask here, in HKIN."),
        required=False,
        max_length=200,
    )
    uploads = ManyFilesField(
        label=_("Photos or documents"),
        help_text=_("At most 10 MB each: JPEG, PNG, WebP or PDF. We take hidden data out of photos."),
        required=False,
    )
    excluded = forms.MultipleChoiceField(label=_("These colleagues may not read it"), required=False, widget=Checkboxes)
    colleague_words = forms.CharField(
        label=_("May somebody not read this?"),
        help_text=_("Look for a name. That colleague then hears nothing of it."),
        required=False,
        max_length=60,
    )
    caller_name = forms.CharField(label=_("For whom do you file this?"), required=False, max_length=100)
    caller_phone = forms.CharField(label=_("Phone number of that person"), required=False, max_length=30)
    caller_email = forms.EmailField(
        label=_("Is it a colleague? Mail address"),
        help_text=_("That colleague then follows the signal."),
        required=False,
        error_messages={"invalid": _("This is not an e-mail address. It looks like name@example.nl.")},
    )
    numbers_shown = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, Any] | None = None,
        *,
        desk: Desk,
        typed: QueryDict | None = None,
        key: UUID | None = None,
    ) -> None:
        """`data` is sent and checked; `typed` is only put back as it was."""
        super().__init__(data, files)
        self.desk = desk
        self._seen_by_form = typed if typed is not None else data
        self.rows = SubjectRows(data if data is not None else None, typed=typed)
        self._offer_choices()
        self._ask_about_regime()
        self._ask_about_numbers()
        if not desk.may_file_for_others:
            for name in ("caller_name", "caller_phone", "caller_email"):
                del self.fields[name]
        if typed is not None:
            self._put_back(typed)
        if key is not None:
            self.initial["key"] = key
        for name in _ONE_OF_WHICH_IS_NEEDED:
            self.fields[name].is_asked = True  # type: ignore[attr-defined]  # not marked "not required"
        self.helper = helper_of(self)

    # ---- what can be chosen --------------------------------------------------------------------
    def _offer_choices(self) -> None:
        desk, given = self.desk, self._seen_by_form
        self._offer_themes()
        safety = self.fields["safety"]
        safety.widget = Radios(
            option_help={answer: said(desk.reads, answer) for answer in _EXPLAINED},
            option_reveals={Safety.DANGER: "danger-now", Safety.CONDUCT: "choose-receiver"},
        )
        safety.choices = list(SAFETY_WORDS.items())  # type: ignore[attr-defined]
        self.fields["shield"].choices = [  # type: ignore[attr-defined]
            ("name", said(desk.team_sees_name)),
            ("no_name", said(desk.team_sees_no_name)),
        ]
        self.fields["receiver"].choices = partial(receiver_choices, desk.municipality)  # type: ignore[attr-defined]
        codes = given.getlist("indicators") if given else []
        words = given.get("indicator_words", "") if given else ""
        offer = cache(partial(offered_indicators, desk.municipality, desk.department, tuple(codes), words))
        self.fields["indicators"].choices = lambda: [(one.code, one.text) for one in offer().values()]  # type: ignore[attr-defined]
        self._offered_indicators = offer
        self._offer_colleagues(given)

    def _offer_themes(self) -> None:
        """Asked once: the list, and the line about what is watched now."""
        field, offered = self.fields["theme"], themes_of(self.desk.municipality)
        field.queryset = offered  # type: ignore[attr-defined]
        self._themes = cache(lambda: list(offered))
        field.choices = lambda: [("", field.empty_label), *((one.pk, one.name) for one in self._themes())]  # type: ignore[attr-defined]

    def _offer_colleagues(self, given: QueryDict | None) -> None:
        chosen = [pk for pk in (given.getlist("excluded") if given else []) if pk.isdecimal() and len(pk) < 12]
        people = list(colleagues_of(self.desk.municipality).filter(pk__in=chosen)) if chosen else []
        if given and (words := given.get("colleague_words")):
            people += [one for one in find_colleagues(self.desk.municipality, str(words)) if one not in people]
        people = [one for one in people if one != self.desk.user]
        if not people:
            del self.fields["excluded"]
            return
        self.fields["excluded"].choices = [  # type: ignore[attr-defined]
            (str(one.pk), f"{one.name}, {one.function}" if one.function else one.name) for one in people
        ]

    def _ask_about_regime(self) -> None:
        regime = Regime(self.desk.department.regime) if self.desk.department else Regime.NONE
        if regime is Regime.NONE:
            return
        self.fields["regime_answer"] = forms.ChoiceField(
            label=REGIME_QUESTIONS[regime],
            help_text=said(self.desk.restricted_reads),
            choices=[
                (RegimeAnswer.NO, _("No")),
                (RegimeAnswer.YES, _("Yes")),
                (RegimeAnswer.UNKNOWN, _("I don't know")),
            ],
            widget=Chips,
            error_messages={"required": _("Choose yes, no or I don't know.")},
        )

    def _ask_about_numbers(self) -> None:
        """A field for each number that looks like a BSN or IBAN; its name is a keyed hash, never the number."""
        given = self._seen_by_form
        texts = [given.get(name, "") for name in _CHECKED_TEXTS] if given else []
        self.numbers = {number_field(one.value): one for one in numbers_in(texts)}
        for name, finding in self.numbers.items():
            self.fields[name] = question_about(finding)
            self.fields[name].required = not (given and given.get("numbers_shown"))
        self.sensitive = sensitive_words(texts)

    def _put_back(self, typed: QueryDict) -> None:
        for name, field in self.fields.items():
            if not isinstance(field, ManyFilesField):
                value = field.widget.value_from_datadict(typed, MultiValueDict(), name)
                if value not in (None, "", []):
                    self.initial[name] = value

    @property
    def watched(self) -> list[str]:
        """Names of the themes with priority: said on the page, nothing to fill in."""
        return [theme.name for theme in self._themes() if theme.is_watched]  # type: ignore[attr-defined]  # annotated

    @property
    def asked_once(self) -> tuple[str, str]:
        """The hidden field that says that it was asked whether these words are needed, and the question."""
        return (asked_field(self.sensitive), is_it_needed(self.sensitive)) if self.sensitive else ("", "")

    @property
    def number_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.numbers]

    # ---- what was answered ---------------------------------------------------------------------
    def clean_receiver(self) -> str:
        return self.cleaned_data["receiver"] if self.cleaned_data.get("safety") == Safety.CONDUCT else ""

    def clean_indicators(self) -> list[Indicator]:
        codes = self.cleaned_data["indicators"]
        if len(codes) > INDICATORS_AT_MOST:
            raise ValidationError(_("Choose at most 20."))
        return [self._offered_indicators()[code] for code in codes]

    def clean_excluded(self) -> frozenset[int]:
        if len(self.cleaned_data["excluded"]) > EXCLUDED_AT_MOST:
            raise ValidationError(_("Choose at most 10 colleagues."))
        return frozenset(int(pk) for pk in self.cleaned_data["excluded"])

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if not answers.get("place") and not answers.get("place_kind") and "place" not in self.errors:
            self.add_error("place", _("Fill in where it is, or choose “I don't know” or “Online”."))
        if answers.get("caller_phone") and not answers.get("caller_name"):
            self.add_error("caller_name", _("Fill in the name too."))
        self._check_receiver(answers)
        self._check_moment(answers)
        field, question = self.asked_once
        if field and field not in self.data:
            self.add_error("text", question)
        self.said = {finding.value: Said(answers[name]) for name, finding in self.numbers.items() if answers.get(name)}
        kept = frozenset(value for value, said in self.said.items() if said is Said.KEEP)
        self.subjects = self.rows.read(kept=kept)
        if self.rows.errors:
            self.add_error(None, _("Check the subjects under “Tell more”."))
        return answers

    def _check_receiver(self, answers: dict[str, Any]) -> None:
        """The reporter picks; somebody who may not read it cannot be picked."""
        if answers.get("safety") != Safety.CONDUCT or "receiver" in self.errors:
            return
        offered = list(self.fields["receiver"].choices)  # type: ignore[attr-defined]
        if offered and not answers.get("receiver"):
            self.add_error("receiver", _("Choose who may read this."))
        elif answers.get("receiver") and int(answers["receiver"]) in answers.get("excluded", frozenset()):
            self.add_error("receiver", _("You keep this colleague out. Choose somebody else."))

    def _check_moment(self, answers: dict[str, Any]) -> None:
        period = answers.get("day")
        if not answers.get("when") or "day" in self.errors:
            return
        try:
            self.seen = seen_from(When(answers["when"]), period)
        except MomentError as wrong:
            self.add_error("day" if wrong.field in {"first", "last"} else "when", str(wrong.message))

    def filing(self) -> Filing:
        """The answers as the action wants them. Only after is_valid()."""
        answers = self.cleaned_data
        theme: Theme | None = answers["theme"]
        return Filing(
            text=applied(answers["text"], self.said),
            place=applied(answers["place"], self.said),
            place_kind=PlaceKind.LINE if answers["place"] else PlaceKind(answers["place_kind"]),
            seen=self.seen,
            safety=Safety(answers["safety"]),
            regime=self.desk.department.regime if self.desk.department else "",
            regime_answer=RegimeAnswer(answers["regime_answer"]) if answers.get("regime_answer") else None,
            themes=[theme] if theme else [],
            indicators=answers["indicators"],
            subjects=self.subjects,
            observed=Observed(answers["observed"]) if answers["observed"] else None,
            source=answers["source"] or "own_work",
            done_already=applied(answers["done_already"], self.said),
            is_shielded=answers["shield"] == "no_name",
            excluded=answers.get("excluded", frozenset()),
            receiver_id=int(answers["receiver"]) if answers["receiver"] else None,
            ask_by=answers["ask_by"],
            on_behalf_of=self._on_behalf_of(),
        )

    def _on_behalf_of(self) -> User | Caller | None:
        answers = self.cleaned_data
        if answers.get("caller_email"):
            colleague = colleagues_of(self.desk.municipality).filter(email__iexact=answers["caller_email"]).first()
            if colleague is not None and colleague != self.desk.user:
                return colleague
        if not answers.get("caller_name"):
            return None
        return Caller(name=answers["caller_name"], phone=answers.get("caller_phone", ""))


def receiver_choices(municipality: Municipality) -> list[tuple[str, str]]:
    return [
        (str(grant.user_id), f"{grant.user} ({grant.line})" if grant.line else str(grant.user))
        for grant in integrity_receivers(municipality)
    ]


def seen_from(when: When, period: Period | None) -> Seen:
    """The chips and the day triple together. Raises MomentError."""
    today = timezone.localdate()
    if when is When.REPEATED:
        return read_moment(when, today=today, first=period.first if period else None)
    if when is not When.LONGER_AGO or period is None:
        return read_moment(when, today=today)
    exact = {"day": When.DAY, "month": When.MONTH}.get(period.precision)
    seen = read_moment(exact or When.MONTH, today=today, first=period.first)
    return seen if exact else Seen(period.first, min(period.last, today), precision=Precision.ABOUT)
