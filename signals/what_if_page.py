"""A walk in words: step by step where it goes, why, who reads it by when, and where it runs dead."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from network.holes import Mendable, mendable
from network.models import Department, Hole, Municipality, Theme, User
from network.models.place import Regime
from network.people import homes_elsewhere
from signals.rules.labels import ROUTE_WORDS
from signals.rules.lifecycle import Route
from signals.rules.routing import HoleFound
from signals.rules.safety import RegimeAnswer
from signals.what_if import Walked

Text = str | Promise


@dataclass(frozen=True)
class Reader:
    name: str
    is_away: bool


@dataclass(frozen=True)
class Shown:
    """One walk. `law` is the question that the form asks, with the answer; empty where it is not asked."""

    law: str
    where: Text
    reasons: Sequence[str]
    readers: Sequence[Reader]
    told: Sequence[str]
    told_at_once: bool
    read_by: date
    due_on: date
    opens_at: datetime | None  # when somebody reads again; None: at that moment
    waits: bool
    dead_ends: Sequence[Mendable]

    @property
    def runs_dead(self) -> bool:
        return self.waits or bool(self.dead_ends)


def shown_walk(walked: Walked, *, law: Text = "") -> Shown:
    """`law` is the question that the form asks of a department under a closed law."""
    planned = walked.plan
    municipality = walked.question.municipality
    elsewhere = homes_elsewhere({user.pk for user in planned.readers.everybody}, municipality)

    def name(user: User) -> str:
        home = elsewhere.get(user.pk)
        return f"{user} ({home})" if home else str(user)

    present = {user.pk for user in planned.readers.present}
    moment = walked.question.moment
    return Shown(
        law=_law(walked, law),
        where=ROUTE_WORDS[Route(planned.routing.route)],
        reasons=[_(reason.text) % reason.names for reason in planned.routing.reasons],
        readers=[Reader(name(user), user.pk not in present) for user in planned.readers.everybody],
        told=[name(user) for user in planned.told],
        told_at_once=planned.tells_at_once,
        read_by=planned.read_by,
        due_on=planned.due_on,
        opens_at=planned.calendar.next_reading_moment(moment) if walked.is_read_later else None,
        waits=walked.waits,
        dead_ends=dead_ends_in_words(walked.dead_ends, municipality),
    )


def _law(walked: Walked, question: Text) -> str:
    regime, answer = walked.question.regime, walked.question.regime_answer
    if regime is Regime.NONE or answer is None:
        return ""
    said = {RegimeAnswer.NO: _("no"), RegimeAnswer.YES: _("yes"), RegimeAnswer.UNKNOWN: _("not sure")}[answer]
    return f"{question} {said}"


def dead_ends_in_words(holes: Collection[HoleFound], municipality: Municipality) -> list[Mendable]:
    themes = Theme.objects.in_bulk({hole.theme_id for hole in holes if hole.theme_id})
    departments = Department.objects.in_bulk({hole.department_id for hole in holes if hole.department_id})
    return [
        mendable(
            Hole(
                municipality=municipality,
                kind=hole.kind,
                route=hole.route,
                theme=themes.get(hole.theme_id or 0),
                department=departments.get(hole.department_id or 0),
            )
        )
        for hole in holes
    ]
