"""One question to a department, and our answer when it asks something first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.urls import reverse
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
from signals.forms.moves import RowForm, from_today, line_field, reason_field, word_field
from signals.forms.sparing import SparingForm
from signals.forms.weighing import QuestionsForm, is_asked, name_of, texts_of
from signals.models import HandOver, Signal
from signals.models.assignment import GOING_ON, Reply
from signals.rules.deadlines import Deadline
from signals.rules.lifecycle import Route, Verb
from signals.rules.protocol import Task
from signals.rules.reference import parse

LONGEST_TERM = timedelta(days=365)
POWERS_AT_MOST = 8
OTHER_POWER = "other"
NO_POWER = ""

_TICKED = ("shares_text", "attachments", "shares_reporter")
MOST_TEXT = 4000


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
    question = line_field(
        _("What do you ask?"),
        _("One question that can be answered with yes or no."),
        missing=_("Write your question."),
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
    allowed = line_field(
        _("Why may this be shared?"),
        _("It has a flag, or a closed law may hold. Write down who allowed it."),
        missing=_("Write down why this may be shared."),
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
        self.careful_with = texts_of(first)
        super().__init__(*args, **kwargs)
        self.ask(first)
        self.signal = opened.signal
        self.by_key = {str(one.department.pk): one for one in addressees}
        self._offer(attachments)
        self._leave_out(may_lead=may_lead, has_attachments=bool(attachments))
        from_today(self, "due_on", LONGEST_TERM)
        self.initial.setdefault("department", self.signal.lead_department_id or "")
        self.initial.setdefault("due_on", answered_by(self.signal, Deadline.DEPARTMENT_ANSWER))
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
        if self.signal.is_part:
            fields["shares_text"].label = _("What is known of it, written by a colleague")

    def _leave_out(self, *, may_lead: bool, has_attachments: bool) -> None:
        """What cannot be asked or shared of this signal."""
        stays = {
            "takes_lead": may_lead,
            "allowed": self.signal.needs_permission,
            "attachments": has_attachments,
            "shares_reporter": not self.signal.is_shielded,
        }
        is_closed = self.signal.route == Route.RESTRICTED
        left_out = {name for name, does in stays.items() if not does} | set(_TICKED if is_closed else ())
        for name in left_out:
            del self.fields[name]

    def _layout(self) -> Layout:
        ticked = self._here(*_TICKED)
        return Layout(
            "key",
            Fragment("signals/assignment/_version.html"),
            *self.asks_once(),
            *([Fragment("signals/assignment/_victim.html")] if has_victim_in_sight(self.signal) else []),
            *self._purpose_first(),
            Section("", "department", Fragment("signals/assignment/_lead.html"), *self._here("takes_lead")),
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
                *self._here("allowed"),
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

    def _here(self, *names: str) -> list[str]:
        return [name for name in names if name in self.fields]

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
            question=answers["question"],
            text=answers["text"],
            due_on=answers["due_on"],
            power=power,
            shares_text=answers.get("shares_text", False),
            shares_reporter=answers.get("shares_reporter", False),
            attachments=answers.get("attachments", ()),
            takes_lead=answers.get("takes_lead", False),
            purpose=self.answered(verdict=self.verdict) if self.purpose else None,
            allowed=answers.get("allowed", ""),
        )


class OneQuestion(RowForm):
    """Beside one question to a department."""

    row: HandOver | None

    question = forms.CharField(widget=forms.HiddenInput, required=False)
    question_version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)

    def prepare(self) -> None:
        if self.row is None:
            reference = parse(self.data.get("question", ""))
            self.row = self.signal.hand_overs.filter(reference=reference).first() if reference else None
        if self.row is not None:
            self.initial.update(question=self.row.reference, question_version=self.row.version)

    def data_for(self, signal: Signal) -> dict[str, Any]:
        return super().data_for(signal) | {"question_version": self.row.version if self.row else 0}


class AnswerDepartmentForm(OneQuestion):
    verb, url_name = Verb.ANSWER_DEPARTMENT, "answer_department"
    title = _("Answer the department")
    button = _("Send the answer")

    text = word_field(_("Your answer"), _("The department reads this. Name nobody who told you."), rows=3)

    def fits(self) -> bool:
        return self.row is not None and self.row.reply == Reply.ASKED_BACK


class TakeBackForm(OneQuestion):
    verb, url_name = Verb.TAKE_BACK, "take_back"
    title = _("Take this question back")
    button = _("Take the question back")

    reason = reason_field(
        _("Why do you take it back?"),
        _("The department reads this, and of your question nothing any more. Name nobody."),
        rows=2,
    )

    def fits(self) -> bool:
        return self.row is not None and self.row.reply in GOING_ON
