"""How the second pair of eyes is found, act by act."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from hkin.nlds.layout import Actions, Button, FormHelper, Reveal, Section
from hkin.nlds.widgets import Radios
from network.actions.joint_rules import Chosen, choose_arrangements
from network.choices import municipalities
from network.joint import agreeing_now, may_look_along, rules_of
from network.models import Municipality, User
from network.rules.joint import CHOICES, Act, Arrangement
from network.rules.joint_names import ACT_TITLES, ARRANGEMENT_WORDS


class JointRulesForm(forms.Form):
    """Two fields an act: the arrangement, and whom, when it is another municipality."""

    def __init__(self, data: Any = None, *, by: User, municipality: Municipality) -> None:
        super().__init__(data)
        self.by, self.municipality = by, municipality
        able = (one for one in municipalities() if one != municipality and may_look_along(one, for_=municipality))
        self.others = {str(one.pk): one for one in able}
        for act, rule in rules_of(municipality).items():
            self._add(act, rule.arrangement, str(rule.partner_id or ""))
        self.helper = FormHelper(self)
        self.helper.mark_optional = False
        self.helper.layout = Layout(*(self._section(act) for act in Act), Actions(Button(_("Save"))))

    def _add(self, act: Act, arrangement: str, partner: str) -> None:
        offered = [one for one in CHOICES[act] if one is not Arrangement.PARTNER or self.others]
        self.fields[act] = forms.ChoiceField(
            label=_("Who looks along?"),
            choices=[(one.value, ARRANGEMENT_WORDS[one]) for one in offered],
            initial=arrangement,
            widget=Radios(option_reveals={Arrangement.PARTNER.value: f"with-{act}"}),
            error_messages={"required": _("Choose one.")},
        )
        if self.others:
            self.fields[f"{act}_partner"] = forms.ChoiceField(
                label=_("Which municipality?"),
                choices=[("", _("Choose")), *((pk, one.name) for pk, one in self.others.items())],
                initial=partner,
                required=False,
            )

    def _section(self, act: Act) -> Section:
        people = ", ".join(str(user) for user in agreeing_now(self.municipality, act))
        intro = _("In our own municipality now: %(people)s.") % {"people": people or _("nobody")}
        partner = [Reveal(f"with-{act}", f"{act}_partner")] if self.others else []
        return Section(ACT_TITLES[act], act.value, *partner, intro=intro)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for act in Act:
            if given.get(act) == Arrangement.PARTNER:
                self._check_partner(act, given.get(f"{act}_partner", ""))
        return given

    def _check_partner(self, act: Act, pk: str) -> None:
        if pk not in self.others:
            self.add_error(f"{act}_partner", _("Choose the municipality that looks along."))
        elif not agreeing_now(self.others[pk], act):
            self.add_error(f"{act}_partner", _("Nobody there can look along. Choose another one."))

    def save(self) -> list[Act]:
        """Only after is_valid(). Which acts changed."""
        given = self.cleaned_data
        chosen = {act: Chosen(Arrangement(given[act]), self._partner(act)) for act in Act}
        return choose_arrangements(by=self.by, municipality=self.municipality, chosen=chosen)

    def _partner(self, act: Act) -> Municipality | None:
        if self.cleaned_data[act] != Arrangement.PARTNER:
            return None
        return self.others[self.cleaned_data[f"{act}_partner"]]
