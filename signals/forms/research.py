"""The team asks for a check, asks a source, and asks for what it knows; the source holder answers in one press."""

from __future__ import annotations

from typing import Any, ClassVar

from crispy_forms.layout import Layout
from django import forms
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hkin.nlds.fields import LongTextField
from hkin.nlds.layout import Actions, Button, FormHelper
from hkin.nlds.widgets import LongText
from signals.actions.research import HolderAnswer
from signals.forms.keys import KeyField
from signals.forms.moves import MoveForm, reason_field, word_field
from signals.forms.numbers import CarefulForm
from signals.models import SourceQuestion
from signals.models.research import Found
from signals.research_page import ResearchPage, SourceLine
from signals.rules.lifecycle import Verb

MOST_QUESTION = 500


# ---- the team ------------------------------------------------------------------------------------
class ResearchForm(MoveForm):
    """About one source; several stand on the page."""

    url_name = "research"
    act: ClassVar[str]
    is_folded: ClassVar[bool] = False  # behind its title, where the source stands with more
    is_second: ClassVar[bool] = False  # not what the page is for
    done: ClassVar[Promise | str] = _("Saved.")

    def __init__(self, data: Any = None, *, line: SourceLine, **kwargs: Any) -> None:
        self.line = line
        super().__init__(data, **kwargs)
        self.auto_id = f"id_{self.act}_{line.key}_%s"
        if self.is_second:
            self.helper.layout = Layout(*self.fields, Actions(Button(self.button, variant="secondary")))

    def prepare(self) -> None:
        for name, value in {"act": self.act, **self.line.named}.items():
            self.fields[name] = forms.CharField(widget=forms.HiddenInput, required=False)
            self.initial[name] = value


class AskCheckForm(ResearchForm):
    act, verb = "check", Verb.ASK_CHECK
    done = _("The privacy officer has your question.")
    is_folded = True
    button = _("Ask the privacy officer")
    why = reason_field(_("What do you want to know, and why from this source?"), _("The privacy officer reads this."))

    @property
    def title(self) -> Promise:  # type: ignore[override]
        if self.line.asks_something_else:
            return _("Ask this source something else")
        return _("Ask whether this source may be asked")


class WithdrawCheckForm(ResearchForm):
    act, verb = "withdraw_check", Verb.ASK_CHECK
    done = _("The check is withdrawn.")
    title = _("Withdraw")
    is_second = True
    button = _("Withdraw the check")


class AskSourceForm(ResearchForm):
    act, verb = "ask", Verb.ASK_SOURCE
    done = _("The source has your question.")
    title = _("Ask the source")
    button = _("Ask: hit or no hit")
    question = LongTextField(
        label=_("What should the source holder look up?"),
        help_text=_("One question with “hit” or “no hit” as the answer. Leave out what is not needed."),
        max_length=MOST_QUESTION,
        widget=LongText(rows=3),
        error_messages={
            "required": _("Write your question."),
            "max_length": _("Your question is too long. Use at most 500 characters."),
        },
    )

    def prepare(self) -> None:
        """It begins with what the privacy officer allowed."""
        super().prepare()
        if self.line.said is not None:
            self.initial["question"] = self.line.said.limits[:MOST_QUESTION]


class WithdrawForm(ResearchForm):
    act, verb = "withdraw", Verb.ASK_SOURCE
    done = _("The question is withdrawn.")
    title = _("Withdraw")
    is_second = True
    button = _("Withdraw the question")


class AskContentForm(ResearchForm):
    act, verb = "content", Verb.ASK_CHECK
    done = _("The privacy officer has your question.")
    title = _("Ask what the source knows")
    is_folded = True
    button = _("Ask the privacy officer")
    why = reason_field(_("What do you need to know of this hit, and why?"), _("The privacy officer decides again."))


RESEARCH_FORMS: dict[str, type[ResearchForm]] = {
    form.act: form for form in (AskCheckForm, WithdrawCheckForm, AskSourceForm, WithdrawForm, AskContentForm)
}


def acts_on(page: ResearchPage, line: SourceLine) -> list[str]:
    """What can be done about a source now, by who looks."""
    offered = {
        "withdraw_check": page.may_ask_check and line.may_withdraw_check,
        "ask": page.may_ask_source and line.may_ask and bool(line.kept and line.kept.holders),
        "withdraw": page.may_ask_source and line.may_withdraw,
        "content": page.may_ask_source and line.may_ask_content,
        "check": page.may_ask_check and line.may_ask_check,
    }
    return [act for act, is_offered in offered.items() if is_offered]


# ---- the source holder ---------------------------------------------------------------------------
class HolderForm(CarefulForm):
    """`version` is the one of the page somebody looked at; `key` makes of a second press the same one."""

    answer: ClassVar[str] = ""
    button: ClassVar[str | Promise] = ""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)
    key = KeyField()

    def __init__(self, data: Any = None, *, row: SourceQuestion, **kwargs: Any) -> None:
        super().__init__(data, auto_id=f"id_{self.answer or 'hit'}_%s", **kwargs)
        self.initial["version"] = row.version
        self.helper = FormHelper(self)
        self.helper.mark_optional = False
        self.helper.form_action = reverse("signals:source_question", args=[row.reference])
        self.helper.layout = Layout(*self.fields, Actions(*self.buttons()))

    def buttons(self) -> list[Button]:
        return [Button(self.button, name="answer", value=self.answer, variant="secondary")]

    def clean_version(self) -> int:
        version: int | None = self.cleaned_data["version"]
        return -1 if version is None else version

    def given(self) -> HolderAnswer:
        return HolderAnswer(Found(self.data["answer"]))


class HitForm(HolderForm):
    """Two buttons, nothing to type: what was found stays where it is."""

    def buttons(self) -> list[Button]:
        return [
            Button(_("Hit"), name="answer", value=Found.HIT.value),
            Button(_("No hit"), name="answer", value=Found.NO_HIT.value, variant="secondary"),
        ]


class CannotForm(HolderForm):
    answer = "cannot"
    button = _("Give it back to the team")
    reason = reason_field(_("Why can you not look this up?"), _("The team reads this."))

    def given(self) -> HolderAnswer:
        return HolderAnswer(Found.WITHDRAWN, self.careful("reason"))


class ContentForm(HolderForm):
    answer = "content"
    button = _("Give this to the team")
    content = word_field(
        _("What does your source say?"), _("Only what the privacy officer allowed. Leave the rest out."), rows=6
    )


HOLDER_FORMS: dict[str, type[HolderForm]] = {
    Found.HIT.value: HitForm,
    Found.NO_HIT.value: HitForm,
    CannotForm.answer: CannotForm,
    ContentForm.answer: ContentForm,
}
