"""Asking for a second reader, and reading as one."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from hkin.nlds.widgets import Radios
from signals.forms.moves import MoveForm, reason_field, word_field
from signals.forms.sparing import SparingForm
from signals.rules.lifecycle import Verb


class AskSecondReaderForm(MoveForm, SparingForm):
    verb, url_name = Verb.ASK_SECOND_READER, "second_reading"
    title = _("Ask for a second reader")
    button = _("Ask the reporter and a second reader")
    sparing_with = ("question",)

    reason = reason_field(
        _("Why do you think it is false or malicious?"),
        _("Only who reads this queue sees it. Write what you saw, not what you think of the reporter."),
        rows=4,
    )
    question = word_field(
        _("What do you ask the reporter?"),
        _("They read this as it stands. Ask openly what they saw themselves. Do not say that you doubt them."),
        rows=4,
    )


class SecondReadForm(MoveForm):
    verb, url_name = Verb.SECOND_READ, "second_reading"
    title = _("Read it as second reader")
    button = _("Save what I think of it")

    agrees = forms.TypedChoiceField(
        label=_("Do you agree?"),
        choices=[("yes", _("Yes, it is false or malicious")), ("no", _("No, handle it as any other signal"))],
        coerce=lambda value: value == "yes",
        widget=Radios,
        error_messages={"required": _("Choose whether you agree.")},
    )
    answer = reason_field(_("Why?"), rows=4)
