"""Figures for colleagues who may see no signal: counts of what is real, never of a few."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, QuerySet
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from signals.models import Signal
from signals.models.signal import SignalQuerySet
from signals.rules.lifecycle import ACTED, Outcome, Route
from signals.rules.transfer import TRANSFERRED

#: A smaller number could point at somebody.
SMALLEST = 5
#: What is told of the past: a quarter.
LATELY = timedelta(days=91)
#: Queues of which no figure leaves those who read them.
SILENT = (Route.INTEGRITY, Route.RESTRICTED)


@dataclass(frozen=True)
class Figure:
    label: str | Promise
    count: int | None  # None: fewer than SMALLEST


@dataclass(frozen=True)
class Groups:
    """Outcomes taken together, in words that name no investigation."""

    members: Mapping[str | Promise, frozenset[Outcome]]

    def figures(self, counts: Sequence[Mapping[str, object]]) -> list[Figure]:
        """Nothing at all where all of it together is few; a small group is told as few."""
        by_outcome = {str(row["outcome"]): int(str(row["count"])) for row in counts}
        sums = {label: sum(by_outcome.get(one, 0) for one in outcomes) for label, outcomes in self.members.items()}
        if sum(sums.values()) < SMALLEST:
            return []
        small = [label for label, count in sums.items() if 0 < count < SMALLEST]
        # One hidden number beside a total would be no secret; no total is shown.
        return [Figure(label, None if label in small else count) for label, count in sums.items() if count]


_TAKEN_UP = frozenset(ACTED)
_GIVEN_ON = TRANSFERRED | {Outcome.NOT_MUNICIPAL, Outcome.NOT_OUR_TERRITORY}
GROUPS = Groups(
    {
        _("we acted"): _TAKEN_UP,
        _("another organisation goes on with it"): _GIVEN_ON,
        _("no organised crime: good that it was told"): frozenset({Outcome.NOT_ORGANISED_CRIME}),
        _("kept, for when more comes in"): frozenset(Outcome)
        - _TAKEN_UP
        - _GIVEN_ON
        - {Outcome.NOT_ORGANISED_CRIME, Outcome.WITHDRAWN},
    }
)


def closed_lately(*municipalities: int) -> QuerySet[Signal]:
    return countable(*municipalities).closed().filter(closed_at__gte=timezone.now() - LATELY)


def countable(*municipalities: int) -> SignalQuerySet:
    """What figures may be made of: real signals, without the routes of which nothing may show."""
    return Signal.objects.filter(municipality_id__in=municipalities, is_practice=False).exclude(route__in=SILENT)


def group_counts(signals: QuerySet[Signal]) -> ArraySubquery:
    grouped = signals.order_by().values("outcome").annotate(count=Count("pk"))
    return ArraySubquery(grouped.values(row=JSONObject(outcome="outcome", count="count")))
