"""Everything of the drill is walked once, and the score is kept."""

from __future__ import annotations

from network.actions.refusals import NotAllowed
from network.models import Municipality, User
from signals.drill import drill_all
from signals.models import DrillRun
from signals.what_if import asking_places


def run_drill(*, by: User, municipality: Municipality) -> DrillRun:
    if municipality not in asking_places(by):
        raise NotAllowed
    results = {one.scenario.value: one.dead_ends for one in drill_all(municipality)}
    return DrillRun.objects.create(municipality=municipality, by=by, results=results)
