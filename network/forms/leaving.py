"""Who takes over from a colleague who leaves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from hkin.nlds.layout import Actions, Button, FormHelper, Section
from network.actions.joint import NobodyToAgree
from network.actions.leaving import CannotTake, Handed, hand_over_everything
from network.actions.refusals import HasLeft, ImpossiblePair, LastCoordinator, LastManager, NotForOneself
from network.forms.reasons import KnowinglyField, ReasonField
from network.forms.roles import NO_PAIR
from network.leaving import Item
from network.models import User

_WHY: dict[type[Exception], Any] = {
    ImpossiblePair: NO_PAIR,
    NotForOneself: _("You cannot give yourself sight of signals. Choose somebody else."),
    NobodyToAgree: _("Nobody can agree to this. Choose nobody, and give the role later."),
    HasLeft: _("This account is closed. Choose somebody else."),
}


class LeavingForm(forms.Form):
    """A field for each thing that somebody can take. Without a choice it ends, and shows as a gap."""

    def __init__(
        self, *args: Any, by: User, person: User, items: Sequence[Item], is_last_coordinator: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.person, self.items = by, person, items
        for item in items:
            self.fields[item.key] = _heir_field(item)
        self.fields["reason"] = ReasonField()
        if is_last_coordinator:
            self._ask_knowingly()
        self._lay_out()

    def hand_over(self) -> Handed | None:
        """Only after is_valid(). What stands in the way is said at its field."""
        given = self.cleaned_data
        heirs = {user.pk: user for item in self.items for user in item.heirs}
        to = {item.key: heirs[int(given[item.key])] for item in self.items if given[item.key]}
        try:
            return hand_over_everything(
                by=self.by, person=self.person, to=to, reason=given["reason"], knowingly="knowingly" in self.data
            )
        except CannotTake as refused:
            why = _WHY.get(type(refused.why or refused), _("This colleague cannot take this. Choose somebody else."))
            self.add_error(refused.item.key if refused.item.key in self.fields else None, why)
        except LastManager:
            first = _("This is the last application manager of a municipality. First give somebody else this role.")
            self.add_error(None, first)
        except LastCoordinator:
            self._ask_knowingly()
            self._lay_out()
            self.add_error("knowingly", self.fields["knowingly"].error_messages["required"])
        return None

    def _ask_knowingly(self) -> None:
        self.fields["knowingly"] = KnowinglyField()

    def _lay_out(self) -> None:
        keys = [item.key for item in self.items]
        over = [Section(_("Who takes over?"), *keys)] if keys else []
        rest = [name for name in self.fields if name not in keys]
        self.helper = FormHelper(self)
        self.helper.mark_optional = False
        self.helper.layout = Layout(*over, Section("", *rest), Actions(Button(_("Close this account"), danger=True)))


def _heir_field(item: Item) -> forms.ChoiceField:
    people = [(str(user.pk), ", ".join(filter(None, [user.name, user.function]))) for user in item.heirs]
    return forms.ChoiceField(
        label=item.label,
        choices=[("", _("Nobody")), *people],
        required=False,
        error_messages={"invalid_choice": _("This colleague cannot take this. Choose somebody else.")},
    )
