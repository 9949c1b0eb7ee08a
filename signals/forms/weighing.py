"""The questions of a task of the protocol as a form: made from its definition, and checked by it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Self
from uuid import uuid4

from django import forms
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hkin.nlds.fields import LongTextField
from hkin.nlds.layout import Reveal
from hkin.nlds.widgets import Checkboxes, Chips, LongText, Radios
from signals.forms.moves import MoveForm
from signals.forms.numbers import CarefulForm
from signals.models import Signal
from signals.protocols import follows_protocol, standing_of
from signals.rules.lifecycle import Verb
from signals.rules.protocol import Answer, Option, Question, Task
from signals.standing_page import Answers, answers_in_words

MOST_ANSWER = 5000
#: More options than these are a list to choose from.
MOST_IN_SIGHT = 7


def name_of(question: Question) -> str:
    return f"q_{question.code}"


def is_asked(question: Question, verdict: str) -> bool:
    return question.only_for in {"", verdict}


def field_of(question: Question) -> forms.Field:
    """Never required by itself: what must be answered depends on the verdict."""
    said: dict[str, Any] = {"label": question.label, "help_text": question.help, "required": False}
    if not question.is_required and not question.help:
        said["help_text"] = _("You may leave this open.")
    if question.answer is Answer.SOME:
        return forms.MultipleChoiceField(choices=_choices(question.options), widget=Checkboxes, **said)
    if question.answer is Answer.YES_NO:
        return forms.ChoiceField(choices=[("yes", _("Yes")), ("no", _("No"))], widget=Chips, **said)
    if question.answer is Answer.ONE and len(question.options) <= MOST_IN_SIGHT:
        return forms.ChoiceField(choices=_choices(question.options), widget=Radios, **said)
    if question.answer is Answer.ONE:
        return forms.ChoiceField(choices=[("", _("Choose from the list")), *_choices(question.options)], **said)
    messages = {"max_length": _("Your answer is too long. Shorten it to 5,000 characters.")}
    return LongTextField(max_length=MOST_ANSWER, widget=LongText(rows=3), error_messages=messages, **said)


def _choices(options: Iterable[Option]) -> list[tuple[str, str]]:
    return [(option.code, option.label) for option in options]


def fault_of(question: Question, given: str | list[str]) -> str | Promise | None:
    """Why this is no answer yet."""
    if question.answer is Answer.SOME:
        least = max(question.least, 1) if question.is_required else 0
        if len(given) >= least:
            return None
        return _("Choose at least one.") if least == 1 else _("Choose at least %(number)d.") % {"number": least}
    if given or not question.is_required:
        return None
    return _("Write your answer.") if question.answer is Answer.TEXT else _("Choose an answer.")


class QuestionsForm(CarefulForm):
    """A form that asks questions of a definition. Call `ask` with them once the form stands."""

    questions: tuple[Question, ...] = ()

    def ask(self, questions: Iterable[Question]) -> None:
        self.questions = tuple(questions)
        for question in self.questions:
            self.fields[name_of(question)] = field_of(question)

    def check(self, given: Mapping[str, Any], *, verdict: str) -> None:
        for question in self.questions:
            name = name_of(question)
            if not is_asked(question, verdict) or name in self.errors:
                continue
            fault = fault_of(question, given.get(name, ""))
            if fault is not None:
                self.add_error(name, str(fault))

    def answered(self, *, verdict: str) -> Answers:
        """What was answered to what was asked. Only after is_valid()."""
        asked = [question for question in self.questions if is_asked(question, verdict)]
        return {question.code: self._given(question) for question in asked if self.cleaned_data[name_of(question)]}

    def _given(self, question: Question) -> str | list[str]:
        name = name_of(question)
        if question.answer is Answer.TEXT:
            return self.careful(name)
        given: str | list[str] = self.cleaned_data[name]
        return given


def texts_of(questions: Iterable[Question]) -> tuple[str, ...]:
    """The fields in which somebody writes."""
    return tuple(name_of(question) for question in questions if question.answer is Answer.TEXT)


class WeighForm(MoveForm, QuestionsForm):
    """One task: its questions, and what the answers come to."""

    verb, url_name = Verb.WEIGH, "weighing"
    title = _("Answer a weighing")

    def __init__(
        self, data: Any = None, *, task: Task, earlier: Answers | None = None, verdict: str = "", **kwargs: Any
    ) -> None:
        self.task, self.earlier, self.verdict = task, earlier or {}, verdict
        chosen = str(data.get("verdict", "")) if data else ""
        self.careful_with = texts_of(one for one in task.questions if is_asked(one, chosen))
        super().__init__(data, **kwargs)

    def fits(self) -> bool:
        signal = self.signal
        return follows_protocol(signal) and signal.is_open and self.task in standing_of(signal).tasks

    def address(self) -> str:
        return reverse("signals:weighing", args=[self.signal.reference, self.task.code])

    def prepare(self) -> None:
        numbers = list(self.numbers)
        self.fields["verdict"] = self._verdict_field()
        self.ask(self.task.questions)
        if self.verdict:
            self.initial["verdict"] = self.verdict
        self.initial.update({f"q_{code}": given for code, given in self.earlier.items()})
        self.order_fields(["version", "key", *self._in_order(), *numbers])

    def _verdict_field(self) -> forms.Field:
        options = self.task.verdicts
        if len(options) == 1:
            return forms.ChoiceField(choices=_choices(options), widget=forms.HiddenInput, initial=options[0].code)
        return forms.ChoiceField(
            label=self.task.verdict_label or _("What does it come to?"),
            choices=_choices(options),
            widget=Radios(option_reveals={option.code: f"only-for-{option.code}" for option in options}),
            error_messages={"required": _("Choose an answer.")},
        )

    def _in_order(self) -> list[str]:
        """The verdict stands before the questions that hang on it; without those it comes first."""
        names = [name_of(one) for one in self.task.questions]
        hangs = [place for place, one in enumerate(self.task.questions) if one.only_for]
        place = hangs[0] if hangs else 0
        return [*names[:place], "verdict", *names[place:]]

    def parts(self) -> list[Any]:
        by_name = {name_of(one): one for one in self.task.questions}
        free = [name for name in self._in_order() if name == "verdict" or not by_name[name].only_for]
        place = free.index("verdict") + 1
        revealed = [self._revealed(option) for option in self.task.verdicts]
        return [*free[:place], *(one for one in revealed if one), *free[place:], *self.numbers]

    def _revealed(self, option: Option) -> Reveal | None:
        names = [name_of(one) for one in self.task.questions if one.only_for == option.code]
        return Reveal(f"only-for-{option.code}", *names, only_for=option.label) if names else None

    def made_again(self, signal: Signal) -> Self:
        return type(self)(self.data_for(signal), signal=signal, by=self.by, task=self.task)

    def data_for(self, signal: Signal) -> Any:
        """Of a question with several answers all of them."""
        typed = self.data.copy()  # type: ignore[attr-defined]
        typed["version"], typed["key"] = signal.version, uuid4()
        return typed

    def answers(self) -> list[tuple[str, str]]:
        verdict = str(self.cleaned_data.get("verdict", ""))
        said = [(str(self.task.verdict_label), self.task.verdict_words(verdict))] if self.task.verdict_label else []
        given = answers_in_words(self.task, self.answered(verdict=verdict))
        return [*said, *((str(label), text) for label, text in given)]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        self.check(given, verdict=given.get("verdict", ""))
        return given
