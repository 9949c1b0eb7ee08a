"""The test ride in words: where each example went, who reads it by when, and where it runs dead."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.holes import Mendable, mendable
from network.models import Department, Hole, Municipality, Theme, User
from network.people import homes_elsewhere
from signals.ride import Leg, Ride
from signals.rules.labels import ROUTE_WORDS
from signals.rules.ride import Example
from signals.rules.routing import HoleFound

TITLES: dict[Example, str | Promise] = {
    Example.NORMAL: gettext_lazy("An ordinary signal"),
    Example.NO_THEME: gettext_lazy("A signal without a theme"),
    Example.CONTACT_AWAY: gettext_lazy("The contact person is away"),
    Example.VICTIM: gettext_lazy("There may be a victim"),
    Example.COLLEAGUE: gettext_lazy("It is about a colleague"),
}

STORIES: dict[Example, str | Promise] = {
    Example.NORMAL: gettext_lazy("In a shed the windows are taped shut, and a fan runs day and night."),
    Example.NO_THEME: gettext_lazy("Something is not right at a counter, but nobody can say what."),
    Example.CONTACT_AWAY: gettext_lazy("The same shed, while the contact person is on holiday."),
    Example.VICTIM: gettext_lazy("Somebody sleeps at work, and somebody else keeps the passport."),
    Example.COLLEAGUE: gettext_lazy("A colleague looks up addresses that are not part of the work."),
}


@dataclass(frozen=True)
class ShownLeg:
    number: int
    title: str | Promise
    story: str | Promise
    theme: str
    away: str
    where: str | Promise
    readers: Sequence[str]  # names; of who works elsewhere with the municipality behind it
    read_by: date
    due_on: date
    told: Sequence[str]
    told_at_once: bool
    reasons: Sequence[str]
    dead_ends: Sequence[Mendable]


@dataclass(frozen=True)
class ShownRide:
    legs: Sequence[ShownLeg]
    of_themes: Sequence[Mendable]
    dead_ends: int


def ride_in_words(ridden: Ride, municipality: Municipality) -> ShownRide:
    holes = [hole for leg in ridden.legs for hole in leg.dead_ends] + list(ridden.of_themes)
    words = _Words(municipality, holes, {user.pk for leg in ridden.legs for user in leg.plan.readers.everybody})
    return ShownRide(
        [words.leg(number, leg) for number, leg in enumerate(ridden.legs, 1)],
        [words.dead_end(hole) for hole in ridden.of_themes],
        ridden.dead_ends,
    )


class _Words:
    def __init__(self, municipality: Municipality, holes: Iterable[HoleFound], readers: Collection[int]) -> None:
        self.municipality = municipality
        self.elsewhere = homes_elsewhere(readers, municipality)
        self.themes = Theme.objects.in_bulk({hole.theme_id for hole in holes if hole.theme_id})
        self.departments = Department.objects.in_bulk({hole.department_id for hole in holes if hole.department_id})

    def leg(self, number: int, leg: Leg) -> ShownLeg:
        planned = leg.plan
        return ShownLeg(
            number=number,
            title=TITLES[leg.example],
            story=STORIES[leg.example],
            theme=leg.theme.name if leg.theme else "",
            away=str(leg.away or ""),
            where=ROUTE_WORDS[planned.routing.route],
            readers=[self._name(user) for user in planned.readers.everybody],
            read_by=planned.read_by,
            due_on=planned.due_on,
            told=[self._name(user) for user in planned.told],
            told_at_once=planned.tells_at_once,
            reasons=[_(reason.text) % reason.names for reason in planned.routing.reasons],
            dead_ends=[self.dead_end(hole) for hole in leg.dead_ends],
        )

    def dead_end(self, hole: HoleFound) -> Mendable:
        return mendable(
            Hole(
                municipality=self.municipality,
                kind=hole.kind,
                route=hole.route,
                theme=self.themes.get(hole.theme_id or 0),
                department=self.departments.get(hole.department_id or 0),
            )
        )

    def _name(self, user: User) -> str:
        home = self.elsewhere.get(user.pk)
        return f"{user} ({home})" if home else str(user)
