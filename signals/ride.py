"""The test ride: five examples, and each theme, go the way that filing would send them. Nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils import timezone

from network.choices import themes_of
from network.models import Municipality, RoleGrant, Theme, User
from network.models.place import TeamKind
from network.rules import HoleKind, Role
from signals.actions.routing import Plan, consult_directory, plan
from signals.models import Signal, TrailEntry
from signals.rules.lifecycle import Verb
from signals.rules.ride import ANSWERS, Example
from signals.rules.routing import HoleFound, decide
from signals.rules.safety import Safety


@dataclass(frozen=True)
class Leg:
    """One example and where it goes. `away` is who is taken to be away, for the example of that name."""

    example: Example
    plan: Plan
    theme: Theme | None = None
    away: User | None = None

    @cached_property
    def dead_ends(self) -> tuple[HoleFound, ...]:
        """The holes that filing would report, and a queue that nobody can open."""
        holes = self.plan.routing.holes
        if self.plan.readers.everybody or any(hole.kind is HoleKind.NO_RECEIVER for hole in holes):
            return holes
        return (*holes, HoleFound(HoleKind.NO_RECEIVER, route=self.plan.routing.route))


@dataclass(frozen=True)
class Ride:
    legs: Sequence[Leg]
    of_themes: Sequence[HoleFound]  # met by no example, but by a theme that is watched

    @property
    def dead_ends(self) -> int:
        return sum(bool(leg.dead_ends) for leg in self.legs) + len(self.of_themes)


def ride(municipality: Municipality, *, now: datetime | None = None) -> Ride:
    """What filing would do now, asked of the same function."""
    now = now or timezone.now()
    themes = list(themes_of(municipality))
    legs = [_leg(example, municipality, themes, now) for example in Example]
    met = {_gap(hole) for leg in legs for hole in leg.dead_ends}
    return Ride(legs, [hole for hole in _holes_of(themes, municipality, now) if _gap(hole) not in met])


def _leg(example: Example, municipality: Municipality, themes: Sequence[Theme], now: datetime) -> Leg:
    answers = ANSWERS[example]
    by_code = {theme.code: theme for theme in themes}
    fitting = [by_code[code] for code in answers.themes if code in by_code]
    theme = next(iter([*fitting, *(themes if answers.any_theme else [])]), None)
    chosen = [theme] if theme else []
    planned = plan(municipality=municipality, safety=answers.safety, themes=chosen, now=now)
    away = _contact_of(planned, municipality) if example is Example.CONTACT_AWAY else None
    if away is not None:
        planned = plan(municipality=municipality, safety=answers.safety, themes=chosen, now=now, also_away=[away.pk])
    return Leg(example, planned, theme, away)


def _contact_of(planned: Plan, municipality: Municipality) -> User | None:
    """Who is contact person of the department that leads; nobody when a deputy answers already."""
    grants = RoleGrant.objects.today().filter(
        municipality=municipality,
        role=Role.CONTACT_PERSON,
        department=planned.routing.lead_department_id,
        user=planned.routing.contact_id,
    )
    grant = grants.select_related("user").first()
    return grant.user if grant else None


def _holes_of(themes: Sequence[Theme], municipality: Municipality, now: datetime) -> Iterable[HoleFound]:
    """Every watched theme by itself, from one question to the directory; a department is one hole."""
    directory = consult_directory(
        municipality=municipality, themes=themes, team_kind=TeamKind.INTEGRAL, on=timezone.localdate(now)
    )
    found: dict[tuple[str, int | None], HoleFound] = {}
    for lead in directory.leads:
        alone = type(directory)(leads=(lead,), officers=directory.officers, receivers=directory.receivers)
        for hole in decide(safety=Safety.NONE, regime_answer=None, directory=alone).holes:
            found.setdefault(_gap(hole), hole)
    return found.values()


def _gap(hole: HoleFound) -> tuple[str, int | None]:
    """A department without contact person is one gap, whatever themes it leads."""
    return hole.kind, hole.department_id or hole.theme_id


@dataclass(frozen=True)
class Followed:
    """What came of the practice signal that somebody files by phone: only whether it happened."""

    filed: bool
    taken_up: bool
    answered: bool


_TAKEN_UP = (Verb.CLAIM, Verb.TAKE_OVER)
_ANSWERED = (Verb.TELL_REPORTER, Verb.ASK_REPORTER, Verb.CLOSE)


def followed(municipality: Municipality, *, since: datetime | None) -> Followed:
    """Practice signals of this municipality from that moment on; of real ones nothing is told."""
    signals = Signal.objects.filter(municipality=municipality, is_practice=True)
    if since is not None:
        signals = signals.filter(created_at__gte=since)
    verbs = set(TrailEntry.objects.filter(signal__in=signals).values_list("verb", flat=True).distinct())
    return Followed(
        filed=Verb.FILE in verbs, taken_up=bool(verbs & set(_TAKEN_UP)), answered=bool(verbs & set(_ANSWERED))
    )
