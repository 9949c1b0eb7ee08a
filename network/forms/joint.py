"""Somebody agrees or refuses; a municipality chooses how the second pair of eyes is found."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from hkin.nlds.fields import LongTextField
from hkin.nlds.layout import Actions, Button, FormHelper, Reveal
from hkin.nlds.widgets import LongText, Radios
from network.actions.joint import agree, refuse
from network.models import JointAct, User

LONGEST_REASON = 500
_TOO_LONG = _("This is too long. Use at most 500 characters.")


class DecideForm(forms.Form):
    """Of a delay there is nothing to agree to: it can only be stopped."""

    decision = forms.ChoiceField(
        label=_("Do you agree?"),
        choices=[("agree", _("Yes, I agree")), ("refuse", _("No, I do not agree"))],
        widget=Radios(option_reveals={"refuse": "refuse-why"}),
        error_messages={"required": _("Choose yes or no.")},
    )
    reason = LongTextField(
        label=_("Why not?"),
        help_text=_("Who asked reads this. Write nothing of a signal here."),
        required=False,
        max_length=LONGEST_REASON,
        widget=LongText(rows=3),
        error_messages={"max_length": _TOO_LONG},
    )

    def __init__(self, data: Any = None, *, act: JointAct) -> None:
        super().__init__(data)
        self.act = act
        self.helper = FormHelper(self)
        self.helper.mark_optional = False
        if act.is_delay:
            del self.fields["decision"]
            stop = Button(_("Stop it"), variant="secondary", danger=True)
            self.helper.layout = Layout("reason", Actions(stop))
        else:
            self.helper.layout = Layout("decision", Reveal("refuse-why", "reason"), Actions(Button(_("Send"))))

    @property
    def refuses(self) -> bool:
        return self.act.is_delay or self.cleaned_data.get("decision") == "refuse"

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.refuses and not given.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Write in a few words why."))
        return given

    def decide(self, *, by: User) -> JointAct:
        if self.refuses:
            return refuse(act=self.act, by=by, reason=self.cleaned_data["reason"])
        return agree(act=self.act, by=by)
