"""One question to a department, and the answers it can give."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hkin.nlds.fields import DayField, LongTextField
from hkin.nlds.layout import Actions, Button, FormHelper, Fragment, LinkButton, Reveal, Section
from hkin.nlds.widgets import Checkboxes, Chips, LongText
from network.choices import power_names
from network.models import Department
from signals.access import Opened
from signals.actions.assignment import Question
from signals.actions.drafting import AttachmentShown
from signals.assigned import Addressee
from signals.deadlines import answered_by
from signals.flags import has_victim_in_sight
from signals.forms.keys import KeyField
from signals.forms.moves import RowForm, word_field
from signals.forms.numbers import CarefulForm
from signals.forms.sparing import SparingForm
from signals.forms.weighing import QuestionsForm, is_asked, name_of, texts_of
from signals.models import HandOver, Signal
from signals.models.assignment import Reply
from signals.rules.deadlines import Deadline
from signals.rules.lifecycle import Route, Verb
from signals.rules.protocol import Task
from signals.rules.reference import parse

LONGEST_TERM = timedelta(days=365)
POWERS_AT_MOST = 8
OTHER_POWER = "other"
NO_POWER = ""

_TICKED = ("shares_text", "attachments", "shares_reporter")

MOST_QUESTION = 300
MOST_TEXT = 4000
MOST_WORDS = 1000


class HandOverForm(QuestionsForm, SparingForm):
    """What we ask, on which power, by when, and a text. Nothing of the signal goes along unless it is ticked.

    `purpose` is the task that records purpose and ground, as long as that was not done.
    """

    sparing_with = ("question", "text")

    key = KeyField()
    department = forms.ChoiceField(
        label=_("Which department?"),
        help_text=_("Between brackets stands who reads it today."),
        error_messages={"required": _("Choose a department.")},
    )
    question = LongTextField(
        label=_("What do you ask?"),
        help_text=_("One question that can be answered with yes or no."),
        max_length=MOST_QUESTION,
        widget=LongText(rows=2),
        error_messages={
            "required": _("Write your question."),
            "max_length": _("Your question is too long. Use at most 300 characters."),
        },
    )
    power = forms.ChoiceField(label=_("On which power?"), required=False)
    power_other = forms.CharField(
        label=_("Which power?"),
        required=False,
        max_length=200,
        error_messages={"max_length": _("This is too long. Use at most 200 characters.")},
    )
    due_on = DayField(label=_("By when do you want an answer?"))
    text = LongTextField(
        label=_("What does the department need to know?"),
        help_text=_("Write it yourself: only what is needed for this question."),
        max_length=MOST_TEXT,
        widget=LongText(rows=6),
        error_messages={
            "required": _("Write what the department needs to know."),
            "max_length": _("Your text is too long. Shorten it to 4,000 characters."),
        },
    )
    shares_text = forms.BooleanField(
        label=_("The text of the reporter"),
        help_text=_("The words may show who the reporter is. Read them once more."),
        required=False,
    )
    attachments = forms.MultipleChoiceField(label=_("Attachments"), required=False, widget=Checkboxes)
    shares_reporter = forms.BooleanField(
        label=_("The name of the reporter"),
        help_text=_("Ask the reporter first."),
        required=False,
    )
    allowed = LongTextField(
        label=_("Why may this be shared?"),
        help_text=_("It has a flag, or a closed law may hold. Write down who allowed it."),
        max_length=MOST_QUESTION,
        widget=LongText(rows=2),
        error_messages={
            "required": _("Write down why this may be shared."),
            "max_length": _("This is too long. Use at most 300 characters."),
        },
    )
    takes_lead = forms.BooleanField(
        label=_("This department takes the lead"),
        help_text=_("Only when the whole signal becomes theirs. When they say yes, you can close it here."),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        opened: Opened,
        addressees: Sequence[Addressee],
        attachments: Sequence[AttachmentShown],
        purpose: tuple[Task, str] | None = None,
        may_lead: bool = False,
        **kwargs: Any,
    ) -> None:
        self.purpose: Task | None = purpose[0] if purpose else None
        self.verdict = purpose[1] if purpose else ""
        first = [one for one in self.purpose.questions if is_asked(one, self.verdict)] if self.purpose else []
        self.careful_with = ("question", "text", *texts_of(first))
        super().__init__(*args, **kwargs)
        self.ask(first)
        if not may_lead:
            del self.fields["takes_lead"]
        self.signal = opened.signal
        if not self.signal.needs_permission:
            del self.fields["allowed"]
        self.by_key = {str(one.department.pk): one for one in addressees}
        self._offer(attachments)
        today = timezone.localdate()
        due_on: DayField = self.fields["due_on"]  # type: ignore[assignment]
        due_on.earliest, due_on.latest = today, today + LONGEST_TERM
        due_on.error_messages["early"] = _("This day is over. Choose today or a later day.")
        starting: dict[str, Any] = {
            "department": self.signal.lead_department_id or "",
            "due_on": answered_by(self.signal, Deadline.DEPARTMENT_ANSWER),
        }
        self.initial = starting | dict(self.initial)
        self.helper = FormHelper(self)
        self.helper.mark_optional = False
        self.helper.layout = self._layout()

    def _offer(self, attachments: Sequence[AttachmentShown]) -> None:
        fields: dict[str, Any] = self.fields
        departments = [(key, one.label) for key, one in self.by_key.items()]
        fields["department"].choices = [("", _("Choose a department")), *departments]
        theme, place = self.signal.theme, self.signal.municipality
        suggested = power_names(theme, place, most=POWERS_AT_MOST) if theme else []
        fields["power"].widget = Chips(option_reveals={OTHER_POWER: "power-other"})
        fields["power"].choices = [
            *((power, power) for power in suggested),
            (OTHER_POWER, _("Another one")),
            (NO_POWER, _("I don't know yet")),
        ]
        fields["attachments"].choices = [(str(one.uuid), one.name) for one in attachments]
        if not attachments:
            del fields["attachments"]
        if self.signal.is_shielded:
            del fields["shares_reporter"]
        if self.signal.route == Route.RESTRICTED:
            for name in _TICKED:
                fields.pop(name, None)

    def _layout(self) -> Layout:
        ticked = [name for name in _TICKED if name in self.fields]
        return Layout(
            "key",
            Fragment("signals/assignment/_version.html"),
            *self.asks_once(),
            *([Fragment("signals/assignment/_victim.html")] if has_victim_in_sight(self.signal) else []),
            *self._purpose_first(),
            Section("", "department", Fragment("signals/assignment/_lead.html"), *self._lead()),
            Section(
                "",
                "question",
                "power",
                Reveal("power-other", "power_other"),
                "due_on",
                "text",
                *self.numbers,
            ),
            Section(
                _("What goes along?"),
                *ticked,
                *(["allowed"] if "allowed" in self.fields else []),
                Fragment("signals/assignment/_stays.html"),
                intro=_("Nothing of the signal goes along unless you tick it.") if ticked else "",
            ),
            Actions(
                Button(_("Ask the department")),
                LinkButton(_("Stop"), reverse("signals:team_detail", args=[self.signal.reference]), variant="subtle"),
            ),
        )

    def _purpose_first(self) -> list[Section]:
        if self.purpose is None:
            return []
        names = [name_of(question) for question in self.questions]
        return [Section(_("First: purpose and ground"), *names, intro=self.purpose.help)]

    def _lead(self) -> list[str]:
        return ["takes_lead"] if "takes_lead" in self.fields else []

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        self.check(answers, verdict=self.verdict)
        if answers.get("power") == OTHER_POWER and not answers.get("power_other") and "power_other" not in self.errors:
            self.add_error("power_other", _("Write which power, or choose “I don't know yet”."))
        addressee = self.by_key.get(answers.get("department", ""))
        if addressee is not None and not addressee.people:
            self.nobody_there()
        return answers

    def nobody_there(self) -> None:
        self.add_error(
            "department",
            _("Nobody of this department can read it now. Choose another one, or call the directory keeper."),
        )

    @property
    def chosen(self) -> Department:
        return self.by_key[self.cleaned_data["department"]].department

    def asked(self) -> Question:
        """Only after is_valid()."""
        answers = self.cleaned_data
        power = answers["power_other"] if answers["power"] == OTHER_POWER else answers["power"]
        return Question(
            question=self.careful("question"),
            text=self.careful("text"),
            due_on=answers["due_on"],
            power=power,
            shares_text=answers.get("shares_text", False),
            shares_reporter=answers.get("shares_reporter", False),
            attachments=answers.get("attachments", ()),
            takes_lead=answers.get("takes_lead", False),
            purpose=self.answered(verdict=self.verdict) if self.purpose else None,
            allowed=answers.get("allowed", ""),
        )


class AnswerDepartmentForm(RowForm, CarefulForm):
    """Beside the question to a department that asks something first."""

    row: HandOver | None

    verb, url_name = Verb.ANSWER_DEPARTMENT, "answer_department"
    title = _("Answer the department")
    button = _("Send the answer")
    careful_with = ("text",)

    question = forms.CharField(widget=forms.HiddenInput, required=False)
    question_version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)
    text = word_field(_("Your answer"), _("The department reads this. Name nobody who told you."), rows=3)

    def prepare(self) -> None:
        if self.row is None:
            reference = parse(self.data.get("question", ""))
            self.row = self.signal.hand_overs.filter(reference=reference).first() if reference else None
        if self.row is not None:
            self.initial.update(question=self.row.reference, question_version=self.row.version)

    def fits(self) -> bool:
        return self.row is not None and self.row.reply == Reply.ASKED_BACK

    def data_for(self, signal: Signal) -> dict[str, Any]:
        return super().data_for(signal) | {"question_version": self.row.version if self.row else 0}

    def clean(self) -> dict[str, Any]:
        answers: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            answers["text"] = self.careful("text")
        return answers
