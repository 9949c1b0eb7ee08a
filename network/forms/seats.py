"""Eight seats, a name and a mail address each; one person may take several."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from hkin.nlds.layout import Actions, Button, Disclosure, FormHelper, Fragment, Row, Section
from network.actions.refusals import HasLeft, ImpossiblePair, NotForOneself
from network.actions.seats import Named, NobodyBefore, SeatRefused, fill_seats
from network.actions.sharing import share_second_pair, share_team, shares_second_pair, stop_sharing_team
from network.models import Municipality, User
from network.rules.entry import tidy_address
from network.rules.seats import NEVER_BOTH, SEAT_INTROS, SEAT_NAMES, SHARED, Seat
from network.rules.starting import SetupStep
from network.seats import seats_of, shares_team
from network.starting import is_done

_WHY = {
    HasLeft: _("The account of this address is closed. Ask the application manager to open it."),
    NotForOneself: _("You cannot give this to yourself. Let a colleague who furnishes too do it."),
    NobodyBefore: _("First name a coordinator of your own. A deputy stands in for somebody."),
}
_BOTH = {
    Seat.DEPUTY: _("Somebody else stands in for the coordinator. Name another colleague."),
    Seat.DATA_PROTECTION_OFFICER: _("One person is never both: the one decides, the other supervises. Name another."),
    Seat.SECOND_RECEIVER: _("Name two different people, so that a reporter can choose."),
}


class SeatsForm(forms.Form):
    share_team = forms.BooleanField(required=False)
    share_second_pair = forms.BooleanField(required=False)

    def __init__(self, *args: Any, by: User, municipality: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.municipality = by, municipality
        self.sitting = seats_of(municipality)
        for seat in Seat:
            self.fields[f"{seat}_name"] = forms.CharField(
                label=_("%(seat)s: name") % {"seat": SEAT_NAMES[seat]},
                required=False,
                max_length=100,
                widget=forms.TextInput({"autocomplete": "off"}),
            )
            self.fields[f"{seat}_email"] = forms.EmailField(
                label=_("%(seat)s: e-mail address") % {"seat": SEAT_NAMES[seat]},
                required=False,
                max_length=254,
                widget=forms.EmailInput({"autocomplete": "off"}),
                error_messages={"invalid": _("This is not an e-mail address. It looks like name@example.nl.")},
            )
        self._offer_sharing()
        self.helper = FormHelper(self)
        self.helper.mark_optional = False
        self.helper.layout = Layout(
            *self._shared_part(),
            *(self._section(seat) for seat in Seat if seat not in self._behind),
            Actions(
                Button(_("Keep and go on")), Button(_("Keep, and finish later"), name="later", variant="secondary")
            ),
        )

    def _offer_sharing(self) -> None:
        neighbour = self.municipality.neighbour
        self._behind: frozenset[Seat] = frozenset()
        if neighbour is None:
            del self.fields["share_team"], self.fields["share_second_pair"]
            return
        is_first = not is_done(self.municipality, SetupStep.PEOPLE)
        words = {"name": neighbour.name}
        self.fields["share_team"].label = _("Coordinator and team of %(name)s read our signals too") % words
        self.fields["share_second_pair"].label = _("A colleague of %(name)s is our second pair of eyes") % words
        self.fields["share_second_pair"].help_text = _(
            "For what nobody does alone. That colleague sees the reason and the number, never the signal."
        )
        self.initial["share_team"] = is_first or shares_team(self.municipality)
        self.initial["share_second_pair"] = is_first or shares_second_pair(self.municipality)
        if Seat.COORDINATOR not in self.sitting or self.sitting[Seat.COORDINATOR].is_shared:
            self._behind = SHARED

    def _shared_part(self) -> list[Any]:
        if self.municipality.neighbour is None:
            return []
        own = [self._section(seat) for seat in Seat if seat in self._behind]
        with_own = [Disclosure(_("Name a coordinator of your own"), *own, hint=_("Not needed with a neighbour."))]
        return [Section(_("With a neighbour"), "share_team", "share_second_pair"), *(with_own if own else [])]

    def _section(self, seat: Seat) -> Section:
        fields = Row(f"{seat}_name", f"{seat}_email")
        if (sitting := self.sitting.get(seat)) is None or sitting.is_shared:
            return Section(SEAT_NAMES[seat], fields, intro=SEAT_INTROS[seat])
        return Section(
            SEAT_NAMES[seat],
            Fragment("network/setup/_sitting.html", sitting=sitting),
            Disclosure(_("Somebody else sits here"), fields),
            intro=SEAT_INTROS[seat],
        )

    # ---- what was answered ---------------------------------------------------------------------
    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        for seat in Seat:
            name, email = f"{seat}_name", f"{seat}_email"
            if answers.get(name) and not answers.get(email) and email not in self.errors:
                self.add_error(email, _("Fill in the e-mail address too."))
            if answers.get(email) and not answers.get(name) and name not in self.errors:
                self.add_error(name, _("Fill in the name too."))
        for first, second in NEVER_BOTH:
            given = [tidy_address(answers.get(f"{seat}_email") or "") for seat in (first, second)]
            if given[0] and given[0] == given[1]:
                self.add_error(f"{second}_email", _BOTH[second])
        return answers

    def keep(self) -> bool:
        """Only after is_valid(). What is refused is said at its seat, and nothing is done."""
        answers = self.cleaned_data
        named = {
            seat: Named(answers[f"{seat}_name"], answers[f"{seat}_email"]) for seat in Seat if answers[f"{seat}_email"]
        }
        try:
            fill_seats(by=self.by, municipality=self.municipality, named=named)
        except SeatRefused as refused:
            both = isinstance(refused.why, ImpossiblePair)
            why = _both(refused.seat) if both else _WHY[type(refused.why)]
            self.add_error(f"{refused.seat}_email", why)
            return False
        self.left_out = self._share()
        return True

    def _share(self) -> list[User]:
        answers = self.cleaned_data
        if "share_team" not in self.fields:
            return []
        share_second_pair(by=self.by, municipality=self.municipality, is_shared=answers["share_second_pair"])
        if answers["share_team"]:
            return share_team(by=self.by, municipality=self.municipality)
        stop_sharing_team(by=self.by, municipality=self.municipality)
        return []


def _both(seat: Seat) -> Any:
    """Said at whichever of the two was named."""
    return next(_BOTH[second] for first, second in NEVER_BOTH if seat in {first, second})
