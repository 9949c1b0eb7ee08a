"""What a municipality can choose to weigh by: the profiles, who is there to score, and what still runs on what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.choices import municipalities
from network.joint import may_look_along
from network.models import Municipality, RoleGrant, User
from network.models.place import TeamKind
from network.roles import roles_of
from network.rules import Role
from network.rules.roles import SEES_SIGNALS
from signals.protocol_page import criteria_of
from signals.protocols import protocol_named, protocols_for, running_in
from signals.rules.protocol import Protocol, TaskKind
from signals.scoring import lent_sheets, lent_to

Text = str | Promise

#: Whoever may see no signal is told no smaller number than this.
FEWEST_TOLD = 5
_SCORES = (Role.TEAM_MEMBER, Role.COORDINATOR)


@dataclass(frozen=True)
class Running:
    """Signals on a version, in words."""

    code: str
    label: str
    is_current: bool
    count: str


@dataclass(frozen=True)
class LentTo:
    """Another municipality that may ask scorers here. `asked`: names, and how many scores each still has to give."""

    municipality: Municipality
    asked: Sequence[tuple[str, int]]


@dataclass(frozen=True)
class Choice:
    municipality: Municipality
    profiles: Sequence[Protocol]
    partners: Sequence[Municipality]
    running: Sequence[Running]
    lent_to: Sequence[LentTo]
    says_who: bool  # is asked there: for the coordinator

    @property
    def current(self) -> Protocol:
        return protocol_named(self.municipality.protocol_version)

    @property
    def minimum(self) -> int:
        return self.municipality.minimum_scores or self.current.minimum_scores

    @property
    def scorers(self) -> int:
        """Colleagues who can be asked, with those of the partner."""
        return scorers_in(self.municipality, self.municipality.scoring_partner)

    @property
    def has_too_few(self) -> bool:
        return self.current.first_of(TaskKind.SCORES) is not None and self.scorers < self.minimum


def scorers_in(municipality: Municipality, partner: Municipality | None = None) -> int:
    places = [place for place in (municipality, partner) if place is not None]
    grants = RoleGrant.objects.today().filter(role__in=_SCORES, municipality__in=places, team__kind=TeamKind.INTEGRAL)
    return grants.values("user").distinct().count()


def protocol_choice(user: User, municipality: Municipality) -> Choice:
    others = (one for one in municipalities() if one != municipality)
    held = roles_of(user).of(*SEES_SIGNALS)
    sees = municipality.pk in held.municipalities()
    running = [
        Running(code, protocol_named(code).label, code == municipality.protocol_version, _count(number, is_exact=sees))
        for code, number in running_in(municipality).items()
    ]
    return Choice(
        municipality=municipality,
        profiles=protocols_for(municipality),
        partners=[one for one in others if may_look_along(one, for_=municipality)],
        running=running,
        lent_to=_lent_to(municipality),
        says_who=municipality.pk in roles_of(user).of(Role.COORDINATOR).municipalities(),
    )


def _lent_to(municipality: Municipality) -> list[LentTo]:
    places = list(lent_to(municipality))
    asked: dict[int, list[tuple[str, int]]] = {}
    sheets = lent_sheets(municipality, to=places).values_list("round__signal__municipality", "scorer__name")
    for place, name, number in sheets.annotate(number=Count("pk")).order_by("scorer__name"):
        asked.setdefault(place, []).append((name, number))
    return [LentTo(place, asked.get(place.pk, [])) for place in places]


def _count(number: int, *, is_exact: bool) -> str:
    if number < FEWEST_TOLD and not is_exact:
        return _("fewer than 5")
    return str(number)


def in_numbers(protocol: Protocol) -> str:
    """Like "4 steps · 8 criteria · at least 3 scores"."""
    steps, criteria, minimum = len(protocol.steps), criteria_of(protocol), protocol.minimum_scores
    said = [
        ngettext("%(count)s step", "%(count)s steps", steps) % {"count": steps},
        ngettext("%(count)s criterion", "%(count)s criteria", criteria) % {"count": criteria},
        ngettext("at least %(count)s own score", "at least %(count)s own scores", minimum) % {"count": minimum},
    ]
    return " · ".join(said)
