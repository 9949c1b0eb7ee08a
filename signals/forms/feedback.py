"""What the team says to the reporter and asks of them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from signals.actions.questions import first_to_answer
from signals.deadlines import next_word_by
from signals.forms.intake import NoteForm
from signals.forms.moves import MoveForm, feedback_field, word_field
from signals.forms.sparing import SparingForm
from signals.rules import feedback as prepared
from signals.rules.lifecycle import Verb


class AskForm(MoveForm, SparingForm):
    verb, url_name = Verb.ASK_REPORTER, "ask_reporter"
    title = _("Ask the reporter a question")
    hint = _("One question at a time.")
    button = _("Send question")
    sparing_with = ("question",)

    question = word_field(
        _("Your question"),
        _("Around it stands: you need not look it up, and “I don't know” is a good answer. Name nobody."),
        rows=4,
    )


class TellForm(MoveForm, SparingForm):
    verb, url_name = Verb.TELL_REPORTER, "tell_reporter"
    title = _("Send the reporter a message")
    hint = _("Also when there is no news.")
    button = _("Send message")
    sparing_with = ("text",)

    text = feedback_field(rows=8)

    def prepare(self) -> None:
        self.initial["text"] = prepared.still_busy(next_word_on=next_word_by(self.signal.municipality))


class AnswerReporterForm(MoveForm, SparingForm):
    """After the end, to the question that waits longest."""

    verb, url_name = Verb.ANSWER_REPORTER, "answer_reporter"
    title = _("Answer the reporter")
    button = _("Send the answer")
    sparing_with = ("text",)

    text = feedback_field(rows=6, help_text=_("Answer what may be told, and say so when it may not. Name nobody."))

    def fits(self) -> bool:
        return first_to_answer(self.signal) is not None


#: Below what was said.
TALKING: tuple[type[MoveForm], ...] = (AskForm, TellForm, NoteForm)
